"""The reader of one command: its view of the picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.conditions.tree import SetQuery
from engine.group.picture import Picture
from engine.values.need import AggregateNeed, FindNeed, Found, Missing, Move, Need
from engine.values.plain import Value
from engine.values.record import Record


@dataclass(frozen=True, slots=True)
class PictureReader:
    """Answers from the picture; raises ``Missing`` for what is not in it yet."""

    picture: Picture

    def record(self, entity: str, id: str) -> Record | None:
        """The record, or None when there is none."""
        return self.picture.record(entity, id)

    def find(self, entity: str, match: Mapping[str, Value], limit: int = 1_001) -> tuple[Record, ...]:
        """The records whose columns equal these values, oldest first; an absent value matches absent."""
        return self.picture.find(FindNeed(entity, tuple(sorted(match.items())), limit))

    def aggregate(
        self, query: SetQuery, key: str, outer: tuple[Value, ...], excluding: frozenset[str]
    ) -> Found:
        """The figure of a set for the record ``key``, without the rows ``excluding``."""
        return self.picture.figure(AggregateNeed(query.id, key, outer, excluding))

    def moved(self, query: SetQuery, key: str) -> Sequence[Move]:
        """The rows of a set that others of the same group moved since they were stored."""
        return self.picture.moved(query.id, key)

    def ahead(self, needs: Sequence[Need]) -> None:
        """Have all of these loaded at once, before they are asked for one by one."""
        lacking = [need for need in dict.fromkeys(needs) if not self.picture.knows(need)]
        if lacking:
            raise Missing(*lacking)

    def serial(self, counter: str) -> int:
        """The last number this counter has given (0: none)."""
        return self.picture.serial(counter)
