"""The reader of a run that may turn out to be a rehearsal: it names all that a command misses in one go.

What is not in the picture yet is noted, and answered as if there were nothing of the kind, so that the command goes on
and meets the next thing it misses. As soon as something is missing, whatever the run comes to counts for nothing: it is
loaded, and the command runs again from its start. A command decides by what it reads alone, so nothing is lost by it.
"""

from collections.abc import Mapping, Sequence

from engine.conditions.tree import SetQuery
from engine.group.picture import Picture
from engine.group.reader import PictureReader
from engine.values.need import FindNeed, Found, Missing, Move, Need
from engine.values.plain import Value
from engine.values.record import Record

_NO_FIGURE = Found(None)


class Rehearsal:
    """Answers from the picture; ``missing`` are the needs that it could not answer, in the order they were met."""

    def __init__(self, picture: Picture) -> None:
        """Nothing is missing before something was asked."""
        self._read = PictureReader(picture)
        self.missing: dict[Need, None] = {}

    def record(self, entity: str, id: str) -> Record | None:
        """The record, or None when there is none (or it is not known yet)."""
        try:
            return self._read.record(entity, id)
        except Missing as miss:
            self.missing[miss.need] = None
            return None

    def find(self, entity: str, match: Mapping[str, Value], limit: int = 1_001) -> tuple[Record, ...]:
        """The records whose columns equal these values, oldest first; an absent value matches absent."""
        try:
            return self._read.find(entity, match, limit)
        except Missing as miss:
            # A value may be absent only because something is missing: whole tables would be read for nothing.
            if not self.missing or None not in match.values():
                self.missing[miss.need] = None
            return ()

    def aggregate(
        self, query: SetQuery, key: str, outer: tuple[Value, ...], excluding: frozenset[str]
    ) -> Found:
        """The figure of a set for the record ``key``, without the rows ``excluding``."""
        try:
            return self._read.aggregate(query, key, outer, excluding)
        except Missing as miss:
            self.missing[miss.need] = None
            return _NO_FIGURE

    def moved(self, query: SetQuery, key: str) -> Sequence[Move]:
        """The rows of a set that others of the same group moved since they were stored."""
        return self._read.moved(query, key)

    def ahead(self, needs: Sequence[Need]) -> None:
        """Have all of these loaded at once, before they are asked for one by one."""
        in_earnest = not self.missing
        try:
            self._read.ahead(needs)
        except Missing as miss:
            known = (need for need in miss.needs if in_earnest or not _of_absent(need))
            self.missing.update(dict.fromkeys(known))

    def serial(self, counter: str) -> int:
        """The last number this counter has given (0: none)."""
        try:
            return self._read.serial(counter)
        except Missing as miss:
            self.missing[miss.need] = None
            return 0


def _of_absent(need: Need) -> bool:
    """Whether a search is for an absent value, which may be absent only because something is missing."""
    return isinstance(need, FindNeed) and any(value is None for _, value in need.match)
