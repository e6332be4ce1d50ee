"""What happens when a step of an approval is late: messages, somebody above, somebody else, or the end."""

from dataclasses import replace

from engine.approvals.approval import Outcome, Step
from engine.approvals.decide import UNDECIDED, Given, Seat, Side
from engine.commands.asking import advance, approval_of, finish
from engine.commands.effects import Verbs, perform
from engine.commands.seating import seat_id
from engine.commands.sitting import Sitting
from engine.commands.step_timers import deadlines_of
from engine.commands.timing import Running
from engine.commands.work import Work
from engine.effects.effect import Deadline, Expire, HandOn
from engine.facts.holders import persons
from engine.facts.rounds import round_of
from engine.ports.work import DueTimer
from engine.values.record import Record
from engine.values.refusal import Refusal


def of_step(work: Work, timer: DueTimer) -> tuple[Record, Running] | None:
    """What is decided about, and the deadline of an open step that waits for this moment; None when nothing does."""
    sitting = _sitting(work, timer)
    if sitting is None:
        return None
    step = timer.name.partition(".")[0]
    one = deadlines_of(sitting, step).get(timer.name) if step in sitting.round.open_steps else None
    return None if one is None else (sitting.record, one)


def carry_out(work: Work, timer: DueTimer, deadline: Deadline, verbs: Verbs) -> Refusal | None:
    """Do what a deadline of a step says, inside the open step of the command."""
    sitting, id = _sitting(work, timer), timer.name.partition(".")[0]
    step = sitting.approval.step(id) if sitting else None
    if sitting is None or step is None:
        return None
    for effect in deadline.then:
        match effect:
            case HandOn():
                _hand_on(sitting, step, effect)
            case Expire():
                finish(sitting, Outcome.EXPIRED)
                return None
            case _:
                refusal = perform(work, (effect,), sitting.context(id), verbs)
                if refusal is not None:
                    return refusal
    sitting.settle()
    return advance(sitting, verbs)


def _sitting(work: Work, timer: DueTimer) -> Sitting | None:
    current = round_of(work, timer.record)
    record = work.record(current.entity, current.record) if current and current.is_open else None
    definition = approval_of(work, record, current.approval) if current and record else None
    return Sitting(work, definition, current) if current and definition else None


def _hand_on(sitting: Sitting, step: Step, effect: HandOn) -> None:
    """Somebody above decides for all, or somebody else instead; history says so when nobody is meant who may."""
    work = sitting.work
    lines = dict.fromkeys(seat.line for seat in sitting.of(step.id) if seat.given in UNDECIDED)
    subject = sitting.subject(sitting.record)._replace(step=sitting.context(step.id).step)
    release = work.scene.release_of(sitting.record)
    people = [
        one
        for one in persons(work.scene, work, effect.to, subject, release)
        if one not in sitting.round.barred
    ]
    if not people:
        work.warnings.append({"nobody": "escalate_to" if effect.too else "reassign", "step": step.id})
    for line in lines if people else ():
        waiting = [seat for seat in sitting.of(step.id) if seat.line == line and seat.given in UNDECIDED]
        _seat(sitting, step, line, waiting, people, too=effect.too)


def _seat(
    sitting: Sitting, step: Step, line: str, waiting: list[Seat], people: list[str], *, too: bool
) -> None:
    named = [seat for seat in waiting if seat.side is Side.NAMED]
    free = [one for one in people if seat_id(sitting, step.id, line, one) not in sitting.seats]
    for place, person in enumerate(free):
        id = seat_id(sitting, step.id, line, person)
        if too or not named:
            sitting.put(Seat(id, step.id, person, Given.WAITING, line, side=Side.ABOVE))
            continue
        to = named[place % len(named)]
        sitting.put(replace(to, id=id, person=person, stands_for=to.principal, given=Given.WAITING))
    if free and not too:
        sitting.leave(named, Given.HANDED)
