"""Counters of limits when two records become one: what was counted for the one that goes counts for the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.access.duty import Actor
from engine.commands.limits import keep_units, kept_units
from engine.commands.work import Work
from engine.facts.gather import Facts, Subject
from engine.facts.spans import kept_for
from engine.facts.units import key_of, key_text, limit_zone, row_id
from engine.limits.limit import USAGE, Limit, Source
from engine.limits.reserve import live, together, units_of, without
from engine.values.plain import Json, Value
from engine.values.record import Record


@dataclass(frozen=True, slots=True)
class Counter:
    """Units that went from one counter to another; ``keys`` are the texts of their keys."""

    limit: str
    rows: tuple[str, str]
    keys: tuple[str, str]
    units: tuple[str, ...]

    def json(self) -> Json:
        """As it is kept for the way back."""
        return [self.limit, [*self.rows], [*self.keys], [*self.units]]


def add_up(
    work: Work, loser: Record, survivor: Record, moved: Sequence[tuple[Record, Record]]
) -> list[Counter]:
    """Add every counter whose key names the loser to the one that names the survivor instead.

    The keys are those of what was counted: of the records that moved, before and after, and of the loser itself.
    """
    found: dict[tuple[str, str], Counter] = {}
    pairs = [(loser, Record(loser.entity, survivor.id, loser.version, loser.values)), *moved]
    for before, after in pairs:
        for limit, source in _counting(work, before.entity):
            keys = _key(work, source, before), _key(work, source, after)
            if keys[0] is None or keys[1] is None or keys[0] == keys[1]:
                continue
            rows = row_id(limit.id, keys[0]), row_id(limit.id, keys[1])
            if rows not in found and (units := kept_units(work.record(USAGE, rows[0]))):
                found[rows] = Counter(limit.id, rows, (keys[0], keys[1]), units)
                _join(work, limit, found[rows], after)
    return list(found.values())


def take_apart(work: Work, counter: Counter, record: Record) -> None:
    """Give units back to the counter they came from; what has run out meanwhile stays out."""
    limit = work.scene.release.limits.limits.get(counter.limit)
    if limit is None:
        return
    facts = Facts(work.scene, work, Subject(record.entity, record.id, record.values))
    zone, now = limit_zone(work.scene, work, limit, facts, work.post), work.scene.now
    window = kept_for(limit, work.scene)
    left = units_of(kept_units(work.record(USAGE, counter.rows[1])))
    for unit in units_of(counter.units):
        left = without(left, unit, window, now, zone)
    keep_units(work, counter.rows[1], limit.id, counter.keys[1], tuple(one.text() for one in left))
    back = live(units_of(counter.units), window, now, zone)
    keep_units(work, counter.rows[0], limit.id, counter.keys[0], tuple(one.text() for one in back))


def counter_of(kept: Json) -> Counter:
    """A counter as it was kept."""
    limit, rows, keys, units = kept  # type: ignore[misc]
    return Counter(str(limit), tuple(rows), tuple(keys), tuple(units))  # type: ignore[arg-type]


def _counting(work: Work, entity: str) -> Iterator[tuple[Limit, Source]]:
    for found in work.scene.release.limits.by_event.values():
        yield from (one for one in found if one[1].entity == entity)


def _key(work: Work, source: Source, record: Record) -> str | None:
    """The key under which something about the record was counted, as far as the record tells: for whoever made it."""
    maker = record.values.get("created_by")
    scene = replace(work.scene, actor=Actor(maker if isinstance(maker, str) else None))
    values: dict[str, Value] = {**record.values}
    key = key_of(source, Facts(scene, work, Subject(record.entity, record.id, values)))
    return None if key is None else key_text(key)


def _join(work: Work, limit: Limit, counter: Counter, record: Record) -> None:
    facts = Facts(work.scene, work, Subject(record.entity, record.id, record.values))
    zone = limit_zone(work.scene, work, limit, facts, work.post)
    there = units_of(kept_units(work.record(USAGE, counter.rows[1])))
    joined = together((*there, *units_of(counter.units)), kept_for(limit, work.scene), zone)
    keep_units(work, counter.rows[1], limit.id, counter.keys[1], tuple(one.text() for one in joined))
    keep_units(work, counter.rows[0], limit.id, counter.keys[0], ())
