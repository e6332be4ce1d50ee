"""Taking units of limits, and giving them back.

Units of what happens are taken after the guard and before any effect; what is held is judged at the end, on what came
out (A6). A counter is a row with a version, so that no two commands can take the last unit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from engine.access.duty import Actor
from engine.commands.excepting import spend_exception, want_exception
from engine.commands.places import note_waiting, wait_instead
from engine.commands.work import Key, Work
from engine.effects.event import EventKind
from engine.facts.gather import Facts, Subject
from engine.facts.held import held_at, held_tally
from engine.facts.place import place_of
from engine.facts.spans import kept_for
from engine.facts.units import (
    Tally,
    amount_of,
    key_of,
    key_text,
    limit_zone,
    reason_of,
    row_id,
    tallies,
    told_of,
)
from engine.limits.limit import USAGE, Limit, Over, Source
from engine.limits.reserve import Unit, add, units_of, without
from engine.values.record import Record
from engine.values.refusal import Kind, Reason, Refusal


def take_units(work: Work, keys: tuple[str, ...], facts: Facts, record: str) -> Refusal | None:
    """Take a unit of every limit on what happens to a record, of all or of none (A39)."""
    if not work.scene.release.limits.by_event:
        return None
    found = tallies(work.scene, work, keys, facts, work.post)
    refusal = _refusal(work, found)
    if refusal is not None:
        return refusal
    for tally in found:
        limit, now = tally.limit, work.scene.now
        units = add(tally.units, tally.amount, tally.window, now, tally.zone)
        after = replace(tally, units=units, taken=tally.taken + tally.amount)
        kept = add(tally.kept, tally.amount, tally.kept_for, now, tally.zone)
        keep_units(work, tally.row, limit.id, tally.counted, tuple(unit.text() for unit in kept))
        if limit.gives_back:
            _remember(work, limit, record, f"{Unit(now, tally.amount).text()} {tally.row}")
        _tell(work, tally, after, (tally.source.entity, record))
    return None


def give_back(work: Work, transition: str, facts: Facts, record: str) -> None:
    """Return the unit that a record took last, of every limit that this transition gives back; each unit once (A36)."""
    for limit in work.scene.release.limits.giving_back.get(transition, ()):
        taken = kept_units(work.record(USAGE, _memory(limit, record)))
        if not taken:
            continue
        *rest, last = taken
        keep_units(work, _memory(limit, record), limit.id, record, tuple(rest))
        moment, amount, row = last.split(" ", 2)
        counter = work.record(USAGE, row)
        if counter is None:
            continue
        zone = limit_zone(work.scene, work, limit, facts, work.post)
        unit = Unit(datetime.fromisoformat(moment), Decimal(amount))
        window = kept_for(limit, work.scene)
        left = without(units_of(kept_units(counter)), unit, window, work.scene.now, zone)
        counted = str(counter.values.get("counted"))
        keep_units(work, row, limit.id, counted, tuple(one.text() for one in left))


def undo_units(work: Work, record: Record) -> None:
    """Return what making a record took, when the making itself is undone (A36)."""
    scene = work.scene
    created, maker = record.values.get("created_at"), record.values.get("created_by")
    if not isinstance(created, datetime):
        return
    was = replace(scene, actor=Actor(maker if isinstance(maker, str) else None))
    facts = Facts(was, work, Subject(record.entity, record.id, record.values))
    for limit, source in scene.release.limits.by_event.get(f"create:{record.entity}", ()):
        key = key_of(source, facts)
        row = row_id(limit.id, key_text(key)) if key is not None else ""
        kept = kept_units(work.record(USAGE, row)) if row else ()
        unit = Unit(created, amount_of(source, facts))
        if unit.text() in kept and key is not None:
            left = list(kept)
            left.remove(unit.text())
            keep_units(work, row, limit.id, key_text(key), tuple(left))


def settle_held(work: Work) -> Refusal | None:
    """Judge the limits on what is held, for every record that this command made count, or count elsewhere."""
    book = work.scene.release.limits.held
    if not book:
        return None
    found: dict[str, tuple[Tally, Key]] = {}
    for (entity, id), base in work.bases.items():
        record = work.overlay[entity, id]
        for limit, source in book.get(entity, ()) if record is not None else ():
            tally = _held(work, limit, source, base, record) if record is not None else None
            if tally is not None and (tally.row not in found or tally.full):
                found[tally.row] = (tally, (entity, id))
    refusal = None
    if (
        not work.merged
    ):  # what two records held before counts for one now: that is nothing new, nobody is refused for it
        refusal = _refusal(work, [tally for tally, _ in found.values()])
        refusal = refusal or wait_instead(work, {key: tally for tally, key in found.values()})
    if refusal is not None:
        return refusal
    note_waiting(work)
    for tally, key in found.values():
        keep_units(work, tally.row, tally.limit.id, tally.counted, ())
        _tell(work, tally, replace(tally, taken=tally.taken + tally.amount), key)
    return None


def _held(work: Work, limit: Limit, source: Source, base: Record | None, record: Record) -> Tally | None:
    """The counter that a record has come to count for; None when it does not, or did before."""
    scene = work.scene
    now = place_of(scene, work, limit, source, record)
    if now is None:
        return None
    before = place_of(scene, work, limit, source, base) if base is not None else None
    if before is not None and before.same_counter(now) and now.amount <= before.amount:
        return None
    # The counter's row is read before the figure: whoever changes the figure in between has moved its version.
    work.record(USAGE, row_id(limit.id, key_text(now.key)))
    taken = held_at(scene, work, limit, source, now) - now.amount
    return held_tally(scene, work, limit, source, now, taken, stored=base is not None)


def _refusal(work: Work, found: Iterable[Tally]) -> Refusal | None:
    """All that are full in one refusal; those that only ask for a reason count when none blocks."""
    full = [tally for tally in found if tally.full]
    want_exception(work, full)
    blocked = [reason_of(work.scene, tally) for tally in full if tally.blocks]
    if blocked:
        return Refusal(Kind.CONFLICT, tuple(blocked))
    asked = tuple(_asked(work, full))
    return Refusal(Kind.CONFIRM, asked) if asked else None


def _asked(work: Work, full: list[Tally]) -> Iterator[Reason]:
    for tally in full:
        if tally.asks and not work.confirmed.get(tally.limit.id, "").strip():
            yield reason_of(work.scene, tally)


def _tell(work: Work, tally: Tally, after: Tally, key: Key) -> None:
    """What the asker, history and rules are told of a unit that was taken; ``tally``: before it was."""
    limit = tally.limit
    used = spend_exception(work, tally)
    told = told_of(work.scene, after if used is None else replace(after, exempt=None))
    work.limits[tally.row] = told
    if tally.over or after.warns:
        work.tell(EventKind.LIMIT, key, limit.id)
    if used is not None:
        work.warnings.append({**told, "exception": used})
    elif tally.asks:
        work.warnings.append({**told, "confirmed": limit.id, "reason": work.confirmed[limit.id]})
    elif (tally.full and limit.over is Over.WARN) or (after.warns and limit.over is not Over.ALLOW):
        work.warnings.append(told)


def _remember(work: Work, limit: Limit, record: str, entry: str) -> None:
    """Keep which units a record took, so that each can be given back once."""
    row = _memory(limit, record)
    keep_units(work, row, limit.id, record, (*kept_units(work.record(USAGE, row)), entry))


def keep_units(work: Work, row: str, limit: str, counted: str, units: tuple[str, ...]) -> None:
    """Write a counter: the limit it is of, the text of its key, and its units."""
    work.keep(USAGE, row, {"limit_id": limit, "counted": counted, "units": units})


def _memory(limit: Limit, record: str) -> str:
    return f"{limit.id}!{record}"


def kept_units(row: Record | None) -> tuple[str, ...]:
    """The units of a counter as they are kept."""
    units = row.values.get("units") if row else None
    return units if isinstance(units, tuple) else ()
