"""Who sits in a step of an approval: resolved when it opens, replaced when what made a decider of somebody is gone (A40)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from engine.approvals.approval import Mode, Step
from engine.approvals.decide import UNDECIDED, Given, Seat, Side
from engine.approvals.distinct import unfilled
from engine.approvals.reasons import NOBODY, TOO_FEW, TOO_MANY
from engine.commands.sitting import Sitting
from engine.commands.work import Work
from engine.diagnostics.refuse import reason
from engine.effects.whom import ByDuty, ByRoles, ByTeam
from engine.facts.form_facts import rows_of
from engine.facts.holders import DELEGATION, persons, present
from engine.values.plain import Json, Label
from engine.values.record import Record
from engine.values.refusal import Kind, Reason, Refusal

MOST_DECIDERS = 200
_MOST_HANDS = 8  # how often a delegation is followed to the next
_SPOKEN = frozenset({Given.APPROVED, Given.REJECTED})


def seating(sitting: Sitting, step: Step) -> tuple[Seat, ...] | Refusal:
    """The seats of a step as they would be set now; refused when too few persons may decide it."""
    found: list[Seat] = []
    for line, people in principals(sitting, step):
        seats = [*_seats(sitting, step, line, people)]
        wrong = _too_few(sitting, step, len(seats))
        if wrong is not None:
            return Refusal(Kind.CONFLICT, (wrong,))
        found += seats
    return tuple(found)


def foresee(sitting: Sitting) -> Refusal | None:
    """Whether every step that would be asked as things stand can be decided, by different persons where that is the rule.

    Judged when it is asked for (A41), so that nobody waits for a step that nobody may decide.
    """
    wrong: list[Reason] = []
    places: list[tuple[Step, tuple[str, ...]]] = []
    facts = sitting.facts()
    for step in sitting.approval.steps:
        if step.condition is not None and not step.condition.test(facts(step.condition.needs)):
            if step.otherwise is not None:
                break
            continue
        seats = seating(sitting, step)
        if isinstance(seats, Refusal):
            wrong += seats.reasons
            continue
        people = tuple(dict.fromkeys(seat.person for seat in seats))
        places += [(step, people)] * (step.least if step.mode is Mode.AT_LEAST else 1)
    if not wrong and sitting.approval.distinct:
        place = unfilled([people for _, people in places])
        wrong += [] if place is None else [_nobody(sitting, places[place][0])]
    return Refusal(Kind.CONFLICT, tuple(wrong)) if wrong else None


def renew(sitting: Sitting) -> Refusal | None:
    """Put others in the place of those who no longer hold what made deciders of them, and of those who are away by now.

    As long as everybody still does, nobody who came to hold it later is asked (A40). Refused when nobody is left.
    """
    for id in sitting.round.open_steps:
        step = sitting.approval.step(id)
        if step is None:
            continue
        for line, people in principals(sitting, step):
            _renew(sitting, step, line, people)
            seated = [seat for seat in sitting.of(id) if seat.line == line and seat.given not in _EMPTY]
            wrong = _too_few(sitting, step, len([seat for seat in seated if seat.side is Side.NAMED]))
            if wrong is not None and not any(seat.side is Side.ABOVE for seat in seated):
                return Refusal(Kind.CONFLICT, (wrong,))
    sitting.settle()
    return None


_EMPTY = frozenset({Given.HANDED, Given.LEFT, Given.OVER})


def _renew(sitting: Sitting, step: Step, line: str, people: tuple[str, ...]) -> None:
    named = [seat for seat in sitting.of(step.id) if seat.line == line and seat.side is Side.NAMED]
    waiting = [seat for seat in named if seat.given in UNDECIDED]
    lost = [seat for seat in waiting if not _stays(sitting, step, seat, people)]
    still = [seat for seat in waiting if seat not in lost]
    sitting.leave(lost, Given.LEFT)
    handed = {seat.person: seat for seat in named if seat.given is Given.HANDED}
    fresh = {seat.principal: seat for seat in _seats(sitting, step, line, people)}
    for seat in still:
        # What was handed on or over stays where it is; a stand-in comes and goes with the absence.
        wanted = fresh.get(seat.principal)
        if seat.taken or seat.principal in handed or wanted is None or wanted.person == seat.person:
            continue
        sitting.leave((seat,), Given.LEFT)
        _take(sitting, replace(wanted, turn=seat.turn))
    # Newcomers are asked only when somebody is gone, or nobody is left.
    if lost or not any(seat.given not in _EMPTY for seat in named):
        sat = {seat.principal for seat in named if seat not in lost} | {
            seat.person for seat in named if seat not in lost
        }
        for principal, seat in fresh.items():
            if principal not in sat:
                _take(sitting, seat)


def by_post(step: Step) -> bool:
    """Whether the step asks whoever holds something, and nobody as the person they are."""
    return all(isinstance(one, ByDuty | ByTeam | ByRoles) for one in step.by)


def _stays(sitting: Sitting, step: Step, seat: Seat, people: tuple[str, ...]) -> bool:
    """Whether what makes a decider of somebody still holds. A place that was taken over no longer hangs on whose it was."""
    if not seat.taken:
        return seat.principal in people
    return seat.person in people if by_post(step) else bool(present(sitting.work, (seat.person,)))


def _take(sitting: Sitting, seat: Seat) -> None:
    """Let somebody sit down, unless they have a seat there already that still counts."""
    known = sitting.seats.get(seat.id)
    if known is None or known.given in (Given.LEFT, Given.HANDED):
        sitting.put(seat)


def principals(sitting: Sitting, step: Step) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(row, the persons that the step names for it); those who must not decide are left out. The row is "" without ``each``."""
    work, barred = sitting.work, {*sitting.round.barred}
    if sitting.approval.distinct:
        others = (seat for seat in sitting.seats.values() if seat.step != step.id)
        barred |= {seat.person for seat in others if seat.given in _SPOKEN}
    release = work.scene.release_of(sitting.record)
    rows = (sitting.record,) if step.each is None else rows_of(work, step.each, sitting.round.record)
    for row in rows:
        people = persons(work.scene, work, step.by, sitting.subject(row), release)
        yield ("" if step.each is None else row.id), tuple(one for one in people if one not in barred)


def _seats(sitting: Sitting, step: Step, line: str, people: tuple[str, ...]) -> Iterator[Seat]:
    """One seat for each person, taken by whoever stands in for them; nobody sits in two."""
    work, barred = sitting.work, frozenset(sitting.round.barred)
    taken: set[str] = set()
    for turn, principal in enumerate(people):
        person = stand_in(work, principal, barred)
        if person not in taken:
            taken.add(person)
            away = principal if person != principal else None
            id = seat_id(sitting, step.id, line, person)
            yield Seat(id, step.id, person, Given.WAITING, line, away, turn=turn)


def seat_id(sitting: Sitting, step: str, line: str, person: str) -> str:
    """The id of the one seat that a person can have in a step."""
    return "/".join((sitting.round.id, step, line, person) if line else (sitting.round.id, step, person))


def stand_in(work: Work, person: str, barred: frozenset[str]) -> str:
    """Who decides in a person's place today, by standing delegations; the person, when that one may not."""
    today, seen, now = work.scene.today(), [person], person
    while len(seen) <= _MOST_HANDS:
        row = work.record(DELEGATION, now)
        delegate = row.values.get("delegate") if row and _lasts(row, today) else None
        if not isinstance(delegate, str) or delegate in seen:
            break
        seen.append(delegate)
        now = delegate
    return now if now == person or (now not in barred and present(work, (now,))) else person


def _lasts(row: Record, today: date) -> bool:
    since, until = row.values.get("since"), row.values.get("until")
    return (not isinstance(since, date) or since <= today) and (not isinstance(until, date) or today <= until)


def _too_few(sitting: Sitting, step: Step, found: int) -> Reason | None:
    wanted = step.least if step.mode is Mode.AT_LEAST else 1
    data: dict[str, Json | Label] = {
        "approval": sitting.approval.label,
        "step": step.label,
        "found": found,
        "wanted": wanted,
        "most": MOST_DECIDERS,
    }
    if found > MOST_DECIDERS:
        return reason(TOO_MANY, data)
    if not found:
        return _nobody(sitting, step)
    return reason(TOO_FEW, data) if found < wanted else None


def _nobody(sitting: Sitting, step: Step) -> Reason:
    return reason(NOBODY, {"approval": sitting.approval.label, "step": step.label, "step_id": step.id})
