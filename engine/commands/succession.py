"""Somebody takes over a place in an approval from a person who hands over everything, or the place falls away (E7, G13).

A place is taken by the first who may: never who asked, nobody twice, nobody who is needed elsewhere where deciders are
distinct, and only who holds what a step asks holders for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from engine.approvals.approval import Mode, Step
from engine.approvals.decide import UNDECIDED, Given, Seat, Side
from engine.approvals.distinct import unfilled
from engine.approvals.reasons import NEEDED_ELSEWHERE, NO_SUCCESSOR, NOT_ENTITLED
from engine.commands.asking import approval_of
from engine.commands.handing import may_sit
from engine.commands.seating import by_post, principals, seat_id, seating
from engine.commands.sitting import Sitting
from engine.commands.work import Work
from engine.diagnostics.refuse import reason, refused
from engine.facts.people import names_of
from engine.facts.rounds import SEAT, round_of
from engine.values.plain import Json
from engine.values.refusal import Kind, Refusal

_GONE = frozenset({Given.HANDED, Given.LEFT, Given.OVER})


def sitting_of(work: Work, id: str) -> tuple[Sitting, Seat] | None:
    """The round of a seat and the seat; None when there is none, or what is decided about is no more."""
    row = work.record(SEAT, id)
    current = round_of(work, str(row.values["approval"])) if row is not None else None
    record = work.record(current.entity, current.record) if current else None
    definition = approval_of(work, record, current.approval) if current and record else None
    if current is None or definition is None:
        return None
    sitting = Sitting(work, definition, current)
    seat = sitting.seats.get(id)
    return None if seat is None else (sitting, seat)


def hand_place(sitting: Sitting, seat: Seat, receivers: Iterable[str]) -> str | Refusal:
    """Give an undecided place to the first of ``receivers`` who may have it; who has it now.

    With none of them it falls away when the others of the step are enough (""), else it goes to somebody else whom the
    step names. Refused when nobody may have it, with why each may not.
    """
    step = sitting.approval.step(seat.step)
    if step is None:
        sitting.leave((seat,), Given.LEFT)
        return ""
    people = dict(principals(sitting, step)).get(seat.line, ())
    tried: dict[str, Json] = {}
    for person in dict.fromkeys(receivers):
        fault = _fault(sitting, step, seat, person, people)
        if fault is None:
            return _take(sitting, seat, person)
        tried[person] = fault.reasons[0].code
    if _enough_without(sitting, step, seat):
        sitting.leave((seat, *_added_to(sitting, seat)), Given.LEFT)
        sitting.settle()
        return ""
    others = (one for one in people if one not in tried)
    found = next((one for one in others if _fault(sitting, step, seat, one, people) is None), None)
    return _nobody(sitting, step, seat, tried) if found is None else _take(sitting, seat, found)


def give_place_back(sitting: Sitting, seat: Seat, taker: str) -> bool | Refusal:
    """Give a place back to who had it; False when ``taker`` ("": it fell away) no longer has it undecided.

    Refused when that person may not sit there any more.
    """
    taken = sitting.seats.get(seat_id(sitting, seat.step, seat.line, taker)) if taker else None
    if seat.given is not Given.LEFT or seat.step not in sitting.round.open_steps:
        return False
    if taker and (taken is None or taken.given not in UNDECIDED):
        return False
    refusal = may_sit(sitting, seat, seat.person, again=True)
    if refusal is not None:
        return refusal
    if taken is not None:
        sitting.put(replace(taken, given=Given.LEFT))
    sitting.put(replace(seat, given=Given.WAITING))
    sitting.settle()
    return True


def _take(sitting: Sitting, seat: Seat, person: str) -> str:
    sitting.put(replace(seat, given=Given.LEFT))
    id = seat_id(sitting, seat.step, seat.line, person)
    sitting.put(
        replace(seat, id=id, person=person, stands_for=seat.principal, given=Given.WAITING, taken=True)
    )
    sitting.settle()
    return person


def _fault(sitting: Sitting, step: Step, seat: Seat, person: str, people: Sequence[str]) -> Refusal | None:
    if person == seat.person:
        return refused(Kind.CONFLICT, NOT_ENTITLED, _named(sitting, person))
    refusal = may_sit(sitting, seat, person, again=True)
    if refusal is not None:
        return refusal
    if seat.side is Side.NAMED and by_post(step) and person not in people:
        return refused(Kind.CONFLICT, NOT_ENTITLED, _named(sitting, person))
    if sitting.approval.distinct and unfilled([*_places(sitting, seat, person)]) is not None:
        return refused(Kind.CONFLICT, NEEDED_ELSEWHERE, _named(sitting, person))
    return None


def _places(sitting: Sitting, seat: Seat, person: str) -> Iterator[tuple[str, ...]]:
    """What is still to be decided, each by whom it could be, if this person had the place."""
    for id in sitting.round.open_steps:
        step = sitting.approval.step(id)
        waiting = [one for one in sitting.of(id) if one.given in UNDECIDED]
        people = tuple(person if one.id == seat.id else one.person for one in waiting)
        if step is None or not people:
            continue
        if step.mode in (Mode.ALL, Mode.IN_TURN):
            yield from ((one,) for one in people)
            continue
        said = sum(one.given is Given.APPROVED for one in sitting.of(id))
        yield from (people,) * (max(step.least - said, 1) if step.mode is Mode.AT_LEAST else 1)
    facts = sitting.facts()
    for step in sitting.approval.steps:
        if sitting.round.state_of(step.id) is not None:
            continue
        if step.condition is None or step.condition.test(facts(step.condition.needs)):
            seats = seating(sitting, step)
            if not isinstance(seats, Refusal):
                people = tuple(dict.fromkeys(one.person for one in seats))
                yield from (people,) * (step.least if step.mode is Mode.AT_LEAST else 1)


def _enough_without(sitting: Sitting, step: Step, seat: Seat) -> bool:
    """Whether the step can be decided by the others in it; a signer whom somebody added is never just left out."""
    others = [
        one
        for one in sitting.of(step.id)
        if one.line == seat.line and one.id != seat.id and one.given not in _GONE
    ]
    if any(one.side is Side.ABOVE for one in others):
        return seat.side in (Side.NAMED, Side.ABOVE)
    named = sum(one.side is Side.NAMED and one.given is not Given.REJECTED for one in others)
    needed = step.least if step.mode is Mode.AT_LEAST else 1
    return seat.side in (Side.NAMED, Side.ABOVE) and named >= needed


def _added_to(sitting: Sitting, seat: Seat) -> tuple[Seat, ...]:
    same = (
        one
        for one in sitting.of(seat.step)
        if one.line == seat.line and one.side in (Side.BEFORE, Side.AFTER)
    )
    return tuple(one for one in same if one.of == seat.principal)


def _nobody(sitting: Sitting, step: Step, seat: Seat, tried: dict[str, Json]) -> Refusal:
    data = {**_named(sitting, seat.person), "step": step.label, "approval": sitting.approval.label}
    more: dict[str, Json] = {"approval_id": sitting.round.id, "record": sitting.round.record, "tried": tried}
    found = reason(NO_SUCCESSOR, data)
    return Refusal(Kind.CONFLICT, (replace(found, data={**found.data, **more}),))


def _named(sitting: Sitting, person: str) -> dict[str, str]:
    return {"person": names_of(sitting.work, (person,))[0]}
