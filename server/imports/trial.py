"""A dry run: rows are decided as they would be, each on what the rows before it decided, and nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

from engine.commands.import_row import ImportRow, import_row
from engine.conditions.tree import SetQuery
from engine.group.moved import Moved
from engine.ports.store import Reader
from engine.values.need import Found, Move, Need
from engine.values.plain import Value
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal


class Overlay:
    """What the rows so far have decided; figures that add up (what somebody holds, what a limit counts) count them too."""

    def __init__(self) -> None:
        """Nothing is decided yet."""
        self.records: dict[tuple[str, str], Record | None] = {}
        self.serials: dict[str, int] = {}
        self._places: dict[tuple[str, str], dict[Value, set[str]]] = {}
        self._stored: dict[tuple[str, str], Record | None] = {}
        self._moved = Moved(self.records, self._stored.__getitem__)

    def take(self, decision: Decision, read: Mapping[tuple[str, str], Record]) -> None:
        """Lay a decision over what there is; ``read``: the records it was decided on."""
        for new in decision.new:
            values = MappingProxyType(dict(new.values))
            self._lay(Record(new.entity, new.id, new.version, values), None)
        for change in decision.changes:
            was = self.records.get((change.entity, change.id)) or read[change.entity, change.id]
            values = MappingProxyType({**was.values, **change.values})
            version = change.version + change.steps
            self._lay(Record(change.entity, change.id, version, values), was)
        for removal in decision.removals:
            key = (removal.entity, removal.id)
            was = self.records.get(key) or read.get(key)
            self._stored.setdefault(key, was)
            self.records[key] = None
            self._moved.note(key, was, None)
        self.serials.update(decision.serials)

    def holding(self, entity: str, name: str, value: Value) -> list[Record]:
        """The laid records that may have this value in this column (they did once)."""
        place = self._places.get((entity, name))
        if place is None:
            place = self._places[entity, name] = {}
            for (kind, id), record in self.records.items():
                if kind == entity and record is not None:
                    place.setdefault(record.values.get(name), set()).add(id)
        found = (self.records[entity, id] for id in place.get(value, ()))
        return [record for record in found if record is not None]

    def moved(self, query: SetQuery, key: str) -> list[Move]:
        """The rows of a set that the rows so far have moved, as they are stored and as they are now."""
        return self._moved.of(query.entity, query.link, query.prefix + key)

    def _lay(self, record: Record, was: Record | None) -> None:
        key = (record.entity, record.id)
        self._stored.setdefault(key, was)
        self.records[key] = record
        self._moved.note(key, was, record)
        for (entity, name), place in self._places.items():
            if entity == record.entity:
                place.setdefault(record.values.get(name), set()).add(record.id)


class _Over:
    """A reader with the overlay on top; fulfils ``engine.ports.store.Reader``."""

    def __init__(self, read: Reader, overlay: Overlay) -> None:
        self._read, self._overlay = read, overlay
        self.seen: dict[tuple[str, str], Record] = {}

    def record(self, entity: str, id: str) -> Record | None:
        if (entity, id) in self._overlay.records:
            return self._overlay.records[entity, id]
        found = self._read.record(entity, id)
        if found is not None:
            self.seen[entity, id] = found
        return found

    def find(self, entity: str, match: Mapping[str, Value], limit: int = 1_001) -> tuple[Record, ...]:
        laid = self._overlay.records
        found = [one for one in self._read.find(entity, match, limit) if (entity, one.id) not in laid]
        self.seen.update({(entity, one.id): one for one in found})
        name, value = next(iter(match.items()))
        found += [one for one in self._overlay.holding(entity, name, value) if _matches(one, match)]
        return tuple(sorted(found, key=lambda one: one.id)[:limit])

    def aggregate(
        self, query: SetQuery, key: str, outer: tuple[Value, ...], excluding: frozenset[str]
    ) -> Found:
        return self._read.aggregate(query, key, outer, excluding)

    def moved(self, query: SetQuery, key: str) -> Sequence[Move]:
        return [*self._read.moved(query, key), *self._overlay.moved(query, key)]

    def ahead(self, needs: Sequence[Need]) -> None:
        self._read.ahead(needs)

    def serial(self, counter: str) -> int:
        return max(self._overlay.serials.get(counter, 0), self._read.serial(counter))


@dataclass(frozen=True, slots=True)
class Trial:
    """One row to be tried on an overlay."""

    row: ImportRow
    overlay: Overlay

    @property
    def sure(self) -> tuple[tuple[str, str], ...]:
        """Nothing is needed for certain."""
        return ()


def try_row(asked: Trial, read: Reader) -> Decision | Refusal:
    """What importing the row would answer; the overlay takes it in, so that the next row sees it."""
    over = _Over(read, asked.overlay)
    outcome = import_row(asked.row, cast("Reader", over))
    if isinstance(outcome, Decision):
        asked.overlay.take(outcome, over.seen)
    return outcome


def _matches(record: Record, match: Mapping[str, Value]) -> bool:
    return all(record.values.get(name) == value for name, value in match.items())
