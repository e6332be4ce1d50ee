"""Who receives what in a handover: the first part that a thing fits, and in it one of those who are there and have room."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.effects.effect import By
from engine.effects.task_book import TASK
from engine.facts.gather import Facts, about
from engine.facts.held import held_at, held_needs
from engine.facts.holders import DELEGATION, present
from engine.facts.in_hand import Held
from engine.facts.place import Place, place_of
from engine.facts.rounds import SEAT
from engine.facts.scene import Scene
from engine.facts.splitting import Part
from engine.facts.staff import candidates
from engine.facts.units import number
from engine.facts.view import View
from engine.limits.limit import How, Limit, Source
from engine.records.builtin import PERSON
from engine.values.need import LoadNeed
from engine.values.record import Record, copied


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is held, and the record that it is about (itself, when it is one)."""

    entity: str
    id: str
    field: str
    about: Record


def things_of(view: View, held: Sequence[Held]) -> list[Thing]:
    """What is held, one by one."""
    rows = [(one, row, _about(row)) for one in held for row in one.records]
    view.read.ahead([LoadNeed(*key) for _, _, key in rows])
    found = [(one, row, view.record(*key)) for one, row, key in rows]
    return [Thing(one.entity, row.id, one.field, record) for one, row, record in found if record is not None]


def _about(row: Record) -> tuple[str, str]:
    if row.entity in (TASK, SEAT):
        return str(row.values["entity"]), str(row.values["record"])
    return (PERSON if row.entity == DELEGATION else row.entity), row.id


class Allotment:
    """Deals out one thing after the other: in turn means to whoever has received the fewest in this handover."""

    def __init__(
        self, scene: Scene, view: View, person: str, parts: Sequence[Part], handed: Sequence[Record] = ()
    ) -> None:
        """``handed``: the rows of what this handover has brought already."""
        self._scene, self._view, self._person, self._parts = scene, view, person, parts
        self.received = Counter(str(one.values["to"]) for one in handed if one.values["state"] == "moved")
        self._shares = _Shares(scene, view)

    def receivers(self, thing: Thing) -> tuple[str, ...]:
        """Who may take it, in the order in which they are asked; () when no part fits it or nobody there has room."""
        facts = Facts(self._scene, self._view, about(thing.about))
        for part in self._parts:
            fits = part.entity in ("", thing.about.entity)
            if fits and (part.condition is None or part.condition.test(facts(part.condition.needs))):
                return self._ordered(part, thing, facts)
        return ()

    def gave(self, thing: Thing, to: str) -> None:
        """Remember who has received it."""
        self.received[to] += 1
        self._shares.took(thing.about, to)

    def _ordered(self, part: Part, thing: Thing, facts: Facts) -> tuple[str, ...]:
        people = [one for one in self._people(part, facts) if one not in (self._person, thing.about.id)]
        owned = thing.entity == thing.about.entity and thing.field == "owner"
        if part.within and owned:
            shares = self._shares.of(thing.about, part.within, people)
            people = [one for one in people if shares[one] is not None]
            if part.by is By.LEAST_LOADED:
                return tuple(sorted(people, key=lambda one: (shares[one], self.received[one])))
        if part.by is By.FIRST:
            return tuple(people)
        return tuple(sorted(people, key=lambda one: self.received[one]))

    def _people(self, part: Part, facts: Facts) -> tuple[str, ...]:
        if part.source is None:
            return present(self._view, dict.fromkeys(part.people))
        found = candidates(self._scene, self._view, (part.source,), facts, on_duty=part.on_duty)
        return tuple(one.person.id for one in found if one.away is None)


class _Shares:
    """Which share of the limits on what an owner holds each person has used, with what was dealt out counted in."""

    def __init__(self, scene: Scene, view: View) -> None:
        self._scene, self._view = scene, view
        self._taken: dict[tuple[object, ...], Decimal] = {}

    def of(
        self, record: Record, within: Sequence[str], people: Sequence[str]
    ) -> Mapping[str, Decimal | None]:
        """Person -> the largest share, or None: there is no room for this record."""
        places = {one: [*self._places(record, within, one)] for one in people}
        fresh = [place for found in places.values() for place in found if _key(*place) not in self._taken]
        needs = [need for one in fresh for need in held_needs(self._scene, self._view, *one)]
        self._view.read.ahead(needs)
        for limit, source, place in fresh:
            found = held_at(self._scene, self._view, limit, source, place)
            self._taken.setdefault(_key(limit, source, place), found)
        return {one: self._share(found) for one, found in places.items()}

    def took(self, record: Record, person: str) -> None:
        """Count what a person was given now."""
        counting = dict.fromkeys(
            limit.id for limit, _ in self._scene.release.limits.held.get(record.entity, ())
        )
        for one in self._places(record, [*counting], person) if self._taken else ():
            if _key(*one) in self._taken:
                self._taken[_key(*one)] += one[2].amount

    def _share(self, places: Sequence[tuple[Limit, Source, Place]]) -> Decimal | None:
        share = Decimal(0)
        for limit, source, place in places:
            most = number(source.most, place.facts)
            taken = self._taken[_key(limit, source, place)]
            if most is None:
                continue
            if taken + place.amount > most:
                return None
            share = max(share, taken / most if most > 0 else Decimal(1))
        return share

    def _places(
        self, record: Record, within: Sequence[str], person: str
    ) -> list[tuple[Limit, Source, Place]]:
        theirs = Record(record.entity, record.id, record.version, copied(record.values) | {"owner": person})
        found: list[tuple[Limit, Source, Place]] = []
        for limit in (self._scene.release.limits.limits[name] for name in within):
            for source in limit.sources:
                if source.how is How.HOLD and source.entity == record.entity:
                    place = place_of(self._scene, self._view, limit, source, theirs, any_way=True)
                    found += [(limit, source, place)] if place is not None else []
        return found


def _key(limit: Limit, _source: Source, place: Place) -> tuple[object, ...]:
    return (limit.id, place.key, place.begin, place.end)
