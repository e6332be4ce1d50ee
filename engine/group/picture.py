"""The picture: rows as one group of commands sees them, each with what its neighbours decided before it.

It answers readers, takes decisions in, and knows what a neighbour has made of searches and figures. Where that cannot be
said without the store, they are tainted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from engine.group.moved import Moved
from engine.group.pending import Pending
from engine.group.reads import SetReads
from engine.values.need import (
    CHANGED,
    AggregateNeed,
    FindNeed,
    Found,
    LoadNeed,
    Missing,
    Move,
    SerialNeed,
)
from engine.values.plain import Json
from engine.values.record import Decision, Record, copied

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RepeatNeed:
    """The stored answer of an earlier command with this key, not older than a day before ``now``."""

    principal: str
    key: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """The answer that a key was given, and the hash of the body it was given for."""

    body_hash: str
    answer: Mapping[str, Json]


GroupNeed = LoadNeed | FindNeed | AggregateNeed | SerialNeed | RepeatNeed


class Tainted(BaseException):
    """A neighbour of the group changed what is asked for, and how cannot be told: the asker waits for the next group.

    Like ``Missing`` it derives from BaseException, so that nothing on the way can swallow it.
    """


class Conflict(RuntimeError):
    """A decision does not fit the picture it was made on: a bug of the command that made it."""


class Picture:
    """Rows, searches, figures and counters of one group.

    ``sets`` says, for each set query, what it reads. Answers go in by ``take_*``; what a reader may see comes out by
    ``record``, ``find``, ``figure`` and ``serial``, which raise ``Missing`` or ``Tainted``.
    """

    def __init__(self, sets: Mapping[str, SetReads]) -> None:
        """Start empty."""
        self._sets = sets
        self.pending = Pending()
        self._records: dict[Key, Record | None] = {}
        self._found: dict[FindNeed, tuple[Key, ...]] = {}
        self._figures: dict[AggregateNeed, Found] = {}
        self._serials: dict[str, int] = {}
        self._moved = Moved(self._records, self.pending.stored)
        self._touched: set[str] = set()  # ids of everything that a neighbour has written
        self.repeats: dict[Key, Stored | None] = {}

    def knows(self, need: GroupNeed) -> bool:
        """Whether the answer is there already."""
        match need:
            case LoadNeed():
                return (need.entity, need.id) in self._records
            case FindNeed():
                return need in self._found
            case AggregateNeed():
                return need in self._figures
            case SerialNeed():
                return need.counter in self._serials
            case RepeatNeed():
                return (need.principal, need.key) in self.repeats

    # ------------------------------------------------------------------ what the store supplies

    def take_record(self, entity: str, id: str, record: Record | None) -> None:
        """A row as it was loaded; what the picture holds already is as new or newer, and stays."""
        self._records.setdefault((entity, id), record)

    def take_found(self, need: FindNeed, records: tuple[Record, ...]) -> None:
        """The rows that a search found."""
        for record in records:
            self.take_record(record.entity, record.id, record)
        self._found[need] = tuple((record.entity, record.id) for record in records)

    def take_figure(self, need: AggregateNeed, figure: Found) -> None:
        """The figure of a set."""
        self._figures[need] = figure

    def take_serial(self, counter: str, last: int) -> None:
        """The last number of a counter as it is stored."""
        self._serials.setdefault(counter, last)

    # ------------------------------------------------------------------ what a reader may see

    def record(self, entity: str, id: str) -> Record | None:
        """The row as it is now; None when there is none. When its fields were changed is tainted by a neighbour's change."""
        if entity == CHANGED and id in self._touched:
            raise Tainted
        try:
            return self._records[(entity, id)]
        except KeyError:
            raise Missing(LoadNeed(entity, id)) from None

    def find(self, need: FindNeed) -> tuple[Record, ...]:
        """The rows of a search as they are now: those that match no longer are gone, those that match now are there.

        Tainted: more matched than were loaded, and one of them matches no longer.
        """
        keys = self._found.get(need)
        if keys is None:
            raise Missing(need)
        rows = [self._records[key] for key in keys]
        if need.entity not in self._moved:
            return tuple(row for row in rows if row is not None)
        found = [row for row in rows if row is not None and _matches(row, need)]
        if len(keys) >= need.limit and len(found) < len(keys):
            raise Tainted
        known = {row.id for row in found}
        come = [row for row in self._moved.now(need) if row.id not in known and _matches(row, need)]
        return tuple(sorted([*found, *come], key=_id)[: need.limit] if come else found)

    def figure(self, need: AggregateNeed) -> Found:
        """The figure of a set as it is stored; what ``moved`` gives must be set off against it.

        Tainted: it hangs on rows of other entities that moved, or a row left a set whose figure cannot be taken back.
        """
        reads = self._sets[need.query]
        if any(other in self._moved for other in reads.others):
            raise Tainted
        if not reads.adds:
            for before, _ in self.moved(need.query, need.key):
                if before is not None and before.id not in need.excluding:
                    raise Tainted
        found = self._figures.get(need)
        if found is None:
            raise Missing(need)
        return found

    def moved(self, query: str, key: str) -> list[Move]:
        """The rows that neighbours moved, and that belong or belonged to a set: as they are stored and as they are now.

        None for the one or the other: the row did not exist, or belonged to another set.
        """
        reads = self._sets[query]
        return self._moved.of(reads.entity, reads.link, reads.prefix + key)

    def serial(self, counter: str) -> int:
        """The last number the counter gave, neighbours included."""
        try:
            return self._serials[counter]
        except KeyError:
            raise Missing(SerialNeed(counter)) from None

    # ------------------------------------------------------------------ decisions

    def apply(self, decision: Decision) -> None:
        """Take a decision in, whole or (when it raises Conflict) not at all."""
        moved = self._laid(decision)
        for counter, last in decision.serials.items():
            if last < self._serials.get(counter, 0):
                raise Conflict(f"the counter {counter} would run backwards")
        for key, record in moved.items():
            before = self._records.get(key)
            self._touched.add(key[1])
            self.pending.note(key, before, record, decision)
            self._records[key] = record
            self._moved.note(key, before, record)
        for counter, last in decision.serials.items():
            self.pending.number(counter, self._serials.get(counter, 0), last)
            self._serials[counter] = last
        self.pending.attach(decision)

    def _laid(self, decision: Decision) -> dict[Key, Record | None]:
        moved: dict[Key, Record | None] = {}
        for new in decision.new:
            key = (new.entity, new.id)
            if self._records.get(key) is not None or moved.get(key) is not None:
                raise Conflict(f"{new.entity} {new.id} exists already")
            moved[key] = Record(new.entity, new.id, 1, MappingProxyType(dict(new.values)))
        for change in decision.changes:
            current = self._current(moved, (change.entity, change.id), change.version)
            values = copied(current.values)
            values.update(change.values)
            moved[(change.entity, change.id)] = Record(
                change.entity, change.id, current.version + 1, MappingProxyType(values)
            )
        for removal in decision.removals:
            self._current(moved, (removal.entity, removal.id), removal.version)
            moved[(removal.entity, removal.id)] = None
        for (
            entry
        ) in decision.history:  # a command may move a record several steps: its version is that of the last
            record = moved.get((entry.entity, entry.record))
            if record is not None and entry.version > record.version:
                moved[(entry.entity, entry.record)] = Record(
                    record.entity, record.id, entry.version, record.values
                )
        return moved

    def _current(self, moved: Mapping[Key, Record | None], key: Key, version: int) -> Record:
        current = moved[key] if key in moved else self._records.get(key)
        if current is None:
            raise Conflict(f"{key[0]} {key[1]} was changed without having been read")
        if current.version != version:
            raise Conflict(
                f"{key[0]} {key[1]} was decided on version {version}, but the picture has {current.version}"
            )
        return current


def _matches(record: Record, need: FindNeed) -> bool:
    return all(record.values.get(column) == value for column, value in need.match)


def _id(record: Record) -> str:
    return record.id
