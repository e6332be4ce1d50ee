"""How much room people have for one more record, under the limits on what an owner holds."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from engine.commands.work import Work
from engine.facts.held import held_at, held_needs
from engine.facts.place import Place, place_of
from engine.facts.units import key_text, number, row_id
from engine.limits.limit import USAGE, How, Limit, Source
from engine.values.need import LoadNeed
from engine.values.record import Record, copied


class Rooms:
    """The room of each of several people for one record, as if it were theirs; looked up for all of them at once."""

    def __init__(self, work: Work, within: Sequence[str], record: Record, people: Sequence[str]) -> None:
        """``within``: ids of limits on what an owner holds."""
        self._work, self._record = work, record
        self._loads: dict[str, tuple[Decimal, str | None]] = {}
        self._places: dict[str, list[tuple[Limit, Source, Place]]] = {person: [] for person in people}
        for limit in (work.scene.release.limits.limits[name] for name in within):
            source = next(one for one in limit.sources if one.how is How.HOLD and one.entity == record.entity)
            for person in people:
                place = self._place(limit, source, person)
                if place is not None:
                    self._places[person].append((limit, source, place))
        self._look_ahead()

    def full(self, person: str) -> str | None:
        """The limit under which this person has no room; None: there is room."""
        return self._judged(person)[1]

    def load(self, person: str) -> Decimal:
        """The share of the limits that this person has used: of several limits the largest."""
        return self._judged(person)[0]

    def _place(self, limit: Limit, source: Source, person: str) -> Place | None:
        theirs = copied(self._record.values) | {"owner": person}
        record = Record(self._record.entity, self._record.id, self._record.version, theirs)
        return place_of(self._work.scene, self._work, limit, source, record, any_way=True)

    def _look_ahead(self) -> None:
        work = self._work
        found = [one for places in self._places.values() for one in places]
        # Counters before figures: whoever changes a figure in between has moved the version of its counter.
        work.read.ahead([LoadNeed(USAGE, row_id(limit.id, key_text(place.key))) for limit, _, place in found])
        needs = partial(held_needs, work.scene, work)
        work.read.ahead([need for one in found for need in needs(*one)])

    def _judged(self, person: str) -> tuple[Decimal, str | None]:
        if person not in self._loads:
            self._loads[person] = self._judge(person)
        return self._loads[person]

    def _judge(self, person: str) -> tuple[Decimal, str | None]:
        load, full = Decimal(0), None
        for limit, source, place in self._places[person]:
            most = number(source.most, place.facts)
            if most is None:
                continue
            work = self._work
            taken = held_at(work.scene, work, limit, source, place)
            # What is theirs already is among what they hold.
            more = Decimal(0) if self._record.values.get("owner") == person else place.amount
            if taken + more > most:
                full = full or limit.id
            load = max(load, taken / most if most > 0 else Decimal(1))
        return load, full
