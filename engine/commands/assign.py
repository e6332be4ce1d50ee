"""Making somebody the owner out of several (E9): who could, who is passed over and why, and who it is in the end.

Whose turn it was is a row with a version, so that no two commands take the same turn; what an owner holds is settled with
the limits at the end of the command, like everything that is held.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from engine.commands.context import Context
from engine.commands.problems import NOBODY
from engine.commands.room import Rooms
from engine.commands.work import Work
from engine.diagnostics.refuse import refused
from engine.effects.effect import AssignFrom, By
from engine.effects.pick import turn_order, weigh
from engine.effects.whom import ByDuty, ByTeam
from engine.facts.gather import Facts, Subject
from engine.facts.staff import candidates, duty_of, named
from engine.values.plain import Json
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal

TURN = "_turn"
_MOST_TOLD = 50


@dataclass(slots=True)
class _Choice:
    """One choice as it is made: those who can, and why the others cannot."""

    people: dict[str, Record] = field(default_factory=dict[str, Record])
    skipped: list[dict[str, Json]] = field(default_factory=list[dict[str, Json]])

    def skip(self, person: str, why: str, **more: Json) -> None:
        self.skipped.append({"person": person, "why": why, **more})

    @property
    def counted(self) -> Json:
        """Why people were passed over -> how many: whoever is refused need not know who they are."""
        return dict(Counter(str(one["why"]) for one in self.skipped))


def assign_from(work: Work, effect: AssignFrom, context: Context, facts: Facts) -> Refusal | None:
    """Make the chosen one the owner; the refusal when nobody can take the record."""
    record = work.record(context.entity, context.id)
    if record is None:  # the record of an event exists while its effects run
        message = f"{context.entity} {context.id} vanished"
        raise LookupError(message)
    choice = _candidates(work, effect, facts)
    rooms = Rooms(work, effect.within, record, [*choice.people])
    turn = _turn_id(effect, context, record, facts)
    match effect.by:
        case By.FIRST:
            chosen = _first([*choice.people], choice, rooms)
        case By.IN_TURN:
            chosen = _first(turn_order([*choice.people], _last(work, turn)), choice, rooms)
        case By.LEAST_LOADED:
            chosen = _least(turn_order([*choice.people], _last(work, turn)), choice, rooms)
        case By.WEIGHT:
            chosen = _weighed(work, effect, choice, rooms, facts, turn)
    _explain(work, effect, context, choice, rooms, chosen)
    if chosen is None:
        return refused(Kind.CONFLICT, NOBODY, {"asked": len(choice.skipped), "skipped": choice.counted})
    if effect.by in (By.IN_TURN, By.LEAST_LOADED):
        work.keep(TURN, turn, {"last": chosen, "earned": ()})
    work.write(record, {"owner": chosen})
    return None


def _candidates(work: Work, effect: AssignFrom, facts: Facts) -> _Choice:
    choice = _Choice()
    besides = named(work.scene, work, effect.besides, facts)
    for one in candidates(work.scene, work, effect.source, facts, on_duty=effect.on_duty):
        if one.person.id in besides:
            choice.skip(one.person.id, "except")
        elif one.away is not None:
            choice.skip(one.person.id, one.away.value)
        else:
            choice.people[one.person.id] = one.person
    return choice


def _first(order: list[str], choice: _Choice, rooms: Rooms) -> str | None:
    """The first with room; those before are passed over."""
    return next((person for person in order if _has_room(person, choice, rooms)), None)


def _least(order: list[str], choice: _Choice, rooms: Rooms) -> str | None:
    """Who has used the smallest share of the limits; of several the one whose turn it is."""
    free = [person for person in order if _has_room(person, choice, rooms)]
    return min(free, key=rooms.load, default=None)


def _weighed(
    work: Work, effect: AssignFrom, choice: _Choice, rooms: Rooms, facts: Facts, turn: str
) -> str | None:
    weights: dict[str, Decimal] = {}
    for person, record in choice.people.items():
        weight = _weight(work, effect, record, facts)
        if weight <= 0:
            choice.skip(person, "no_weight")
        elif _has_room(person, choice, rooms):
            weights[person] = weight
    if not weights:
        return None
    known = {*choice.people, *(str(one["person"]) for one in choice.skipped)}
    earned = {one: kept for one, kept in _earned(work, turn) if one in known}
    chosen, now = weigh(weights, earned)
    kept = tuple(f"{one} {share:f}" for one, share in sorted(now.items()))
    work.keep(TURN, turn, {"last": chosen, "earned": kept})
    return chosen


def _weight(work: Work, effect: AssignFrom, person: Record, facts: Facts) -> Decimal:
    if effect.weight is None:
        return Decimal(1)
    subject = Subject(person.entity, person.id, person.values, around=facts)
    value = effect.weight.value(Facts(work.scene, work, subject)(effect.weight.needs))
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def _has_room(person: str, choice: _Choice, rooms: Rooms) -> bool:
    full = rooms.full(person)
    if full is not None:
        choice.skip(person, "full", limit=full)
    return full is None


def _turn_id(effect: AssignFrom, context: Context, record: Record, facts: Facts) -> str:
    """Turns are taken by those of one effect (and of the duty that is chosen there) at one centre."""
    among = [
        duty_of(one, facts) if isinstance(one, ByDuty) else one.team
        for one in effect.source
        if isinstance(one, ByDuty | ByTeam)
    ]
    return f"{context.source}/{'+'.join(among)}@{record.values.get('centre') or ''}"


def _last(work: Work, turn: str) -> str | None:
    row = work.record(TURN, turn)
    last = row.values.get("last") if row else None
    return last if isinstance(last, str) else None


def _earned(work: Work, turn: str) -> list[tuple[str, Decimal]]:
    row = work.record(TURN, turn)
    kept = row.values.get("earned") if row else None
    pairs = [text.rsplit(" ", 1) for text in kept] if isinstance(kept, tuple) else []
    return [(person, Decimal(share)) for person, share in pairs]


def _explain(
    work: Work, effect: AssignFrom, context: Context, choice: _Choice, rooms: Rooms, chosen: str | None
) -> None:
    """The history of this step says who was chosen, among whom, and why others were passed over."""
    why = work.steps[-1].why
    told: dict[str, Json] = {
        "record": context.id,
        "person": chosen,
        "by": effect.by.value,
        "candidates": sorted(choice.people)[:_MOST_TOLD],
        "skipped": choice.skipped[:_MOST_TOLD],
    }
    if effect.by is By.LEAST_LOADED:
        told["loads"] = {one: f"{rooms.load(one):.4f}" for one in sorted(choice.people)[:_MOST_TOLD]}
    before = why.get("assigned")
    why["assigned"] = [*(before if isinstance(before, list) else ()), told]
