"""The rows that the commands of a group have moved, found by what stands in a column of theirs."""

from collections.abc import Callable, Mapping

from engine.values.need import FindNeed, Move
from engine.values.plain import Value
from engine.values.record import Record

Key = tuple[str, str]


class Moved:
    """``records`` holds every row as it is now, ``stored`` gives a moved one as it was before the group."""

    def __init__(self, records: Mapping[Key, Record | None], stored: Callable[[Key], Record | None]) -> None:
        """Nothing has moved yet."""
        self._records, self._stored = records, stored
        self._ids: dict[str, dict[str, None]] = {}
        # entity -> column -> value that a row had or has there -> ids; a column comes in when it is first asked about
        self._places: dict[str, dict[str, dict[Value, dict[str, None]]]] = {}

    def __contains__(self, entity: str) -> bool:
        """Whether a row of this entity has moved."""
        return entity in self._ids

    def note(self, key: Key, before: Record | None, after: Record | None) -> None:
        """A row moved from ``before`` to ``after``."""
        entity, id = key
        self._ids.setdefault(entity, {})[id] = None
        for column, place in self._places.get(entity, {}).items():
            _lay(place, column, id, before, after)

    def now(self, need: FindNeed) -> list[Record]:
        """The moved rows that a search may find; each is there, and had or has the first value that is searched for."""
        if not need.match:
            ids = self._ids.get(need.entity, {})
        else:
            column, value = need.match[0]
            ids = self._at(need.entity, column).get(value, {})
        return [row for id in ids if (row := self._records[need.entity, id]) is not None]

    def of(self, entity: str, link: str, holder: str) -> list[Move]:
        """The moved rows that belong or belonged to a holder, as they are stored and as they are now.

        None for the one or the other: the row did not exist, or was not its holder's.
        """
        if entity not in self._ids:
            return []
        moves: list[Move] = []
        for id in self._at(entity, link).get(holder, ()):
            before, after = self._stored((entity, id)), self._records[entity, id]
            moves.append((_held(before, link, holder), _held(after, link, holder)))
        return moves

    def _at(self, entity: str, column: str) -> dict[Value, dict[str, None]]:
        places = self._places.setdefault(entity, {})
        if column not in places:
            place = places[column] = {}
            for id in self._ids.get(entity, ()):
                _lay(place, column, id, self._stored((entity, id)), self._records[entity, id])
        return places[column]


def _lay(
    place: dict[Value, dict[str, None]], column: str, id: str, before: Record | None, after: Record | None
) -> None:
    for row in (before, after):
        if row is not None:
            place.setdefault(row.values.get(column), {})[id] = None


def _held(record: Record | None, link: str, holder: str) -> Record | None:
    return record if record is not None and record.values.get(link) == holder else None
