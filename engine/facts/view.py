"""Records as one ask sees them: those of the store, with what the ask itself has changed laid over them."""

from collections.abc import Iterable, Iterator, Mapping

from engine.ports.store import Reader
from engine.values.plain import Value
from engine.values.record import Record


class View:
    """A reader with an overlay. Nothing is written; the overlay belongs to one run of one ask."""

    def __init__(self, read: Reader) -> None:
        """``read`` answers for everything that is not in the overlay."""
        self.read = read
        self.overlay: dict[tuple[str, str], Record | None] = {}

    def record(self, entity: str, id: str) -> Record | None:
        """The record as it is now, or None when there is none (or it was taken away)."""
        if (entity, id) in self.overlay:
            return self.overlay[entity, id]
        return self.read.record(entity, id)

    def find(self, entity: str, match: Mapping[str, Value], limit: int = 1_001) -> tuple[Record, ...]:
        """The records that match now, oldest first."""
        found = () if self.unstored(match.values()) else self.read.find(entity, match, limit)
        mine = dict(self.touched(entity))
        if not mine:
            return found
        kept = [record for record in found if record.id not in mine]
        kept += [
            record
            for record in mine.values()
            if record is not None and all(record.values.get(name) == value for name, value in match.items())
        ]
        return tuple(sorted(kept, key=lambda record: record.id)[:limit])

    def unstored(self, values: Iterable[Value]) -> bool:
        """Whether one of these is an id that came into being here: no row of the store can hold it."""
        return False

    def laid_over(self, entity: str) -> frozenset[str]:
        """The ids of touched records that the store may hold as well, as they were."""
        return frozenset(id for id, _ in self.touched(entity))

    def touched(self, entity: str) -> Iterator[tuple[str, Record | None]]:
        """The records of this entity that the ask itself made, changed or took away (None)."""
        return ((id, record) for (kind, id), record in self.overlay.items() if kind == entity)
