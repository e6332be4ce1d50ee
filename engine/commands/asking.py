"""Asking for an approval and going on with it: steps open and close until there is an outcome or somebody to wait for."""

from collections.abc import Mapping
from dataclasses import replace

from engine.approvals.approval import Approval, Outcome, Step
from engine.approvals.decide import Given, standing
from engine.approvals.reasons import NO_WAY_ON, OUTCOMES
from engine.approvals.round import ENDED, OPEN, PASSED, Round
from engine.commands.effects import Verbs, perform
from engine.commands.excepting import settle_exception
from engine.commands.seating import foresee, seating
from engine.commands.sitting import Sitting
from engine.commands.step_timers import begin_deadlines, end_deadlines
from engine.commands.work import Ended, Key, Work
from engine.diagnostics.refuse import refused
from engine.effects.event import EventKind
from engine.facts.rounds import open_rounds, rounds_about
from engine.values.plain import Json
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal
from engine.workflows.workflow import State


def ask_on_entry(work: Work, key: Key, enters: tuple[State, ...], verbs: Verbs) -> Refusal | None:
    """Ask for what the states that a record enters name."""
    for state in enters:
        record = work.record(*key)
        approval = approval_of(work, record, state.approval) if record and state.approval else None
        refusal = ask(work, record, approval, verbs) if record and approval else None
        if refusal is not None:
            return refusal
    return None


def ask(
    work: Work,
    record: Record,
    approval: Approval,
    verbs: Verbs,
    barred: tuple[str, ...] = (),
    requester: str | None = None,
    exception: tuple[str, Mapping[str, Json]] | None = None,
) -> Refusal | None:
    """Begin a round about a record, inside the open step.

    ``barred``: persons who must not decide besides; ``requester``: of a round that takes the place of another.
    ``exception``: of a round about an exception to a limit, the row of its counter and what is asked for.

    Refused when a step could not be decided by anybody (A41). With no step to ask it is approved at once.
    """
    current = begun(work, record, approval, barred, requester)
    if exception is not None:
        current = replace(current, counter=exception[0], exception=exception[1])
    sitting = Sitting(work, approval, current, new=True)
    refusal = foresee(sitting)
    if refusal is not None:
        return refusal
    sitting.change()
    return advance(sitting, verbs)


def begun(
    work: Work, record: Record, approval: Approval, barred: tuple[str, ...] = (), requester: str | None = None
) -> Round:
    """A round as it would begin now, without a step yet; nothing is written."""
    requester = requester or _requester(work, record)
    author = record.values.get("created_by") if approval.author_never else None
    never = dict.fromkeys(one for one in (requester, author, *barred) if isinstance(one, str))
    number = 1 + sum(one.approval == approval.id for one in rounds_about(work, record.id))
    now, release = work.scene.now, work.scene.release_of(record)
    return Round(
        work.ids.next(), approval.id, record.entity, record.id, number, OPEN, requester, (*never,), (), 1, release.id, now
    )  # fmt: skip


def _requester(work: Work, record: Record) -> str | None:
    """The person behind the command, also behind a rule (A40); of what the engine does by itself, the record's owner."""
    person = work.scene.actor.person or record.values.get("owner") or record.values.get("created_by")
    return person if isinstance(person, str) else None


def advance(sitting: Sitting, verbs: Verbs) -> Refusal | None:
    """Go on as far as the answers reach: close what is decided, open what comes next, end what is at its end."""
    while sitting.round.is_open:
        for id in sitting.round.open_steps:
            step = sitting.approval.step(id)
            came = Given.APPROVED if step is None else standing(step, sitting.of(id))
            if came is Given.WAITING:
                continue
            close_step(sitting, id, came)
            if came is Given.REJECTED:
                finish(sitting, Outcome.REJECTED)
                return None
        if sitting.round.open_steps:
            sitting.settle()
            return None
        refusal = _open_next(sitting, verbs)
        if refusal is not None:
            return refusal
    return None


def decided(sitting: Sitting) -> bool:
    """Whether some open step has come to an end by what was said, and nobody has drawn the consequence."""
    open_steps = ((id, sitting.approval.step(id)) for id in sitting.round.open_steps)
    return any(step is None or standing(step, sitting.of(id)) is not Given.WAITING for id, step in open_steps)


def close_step(sitting: Sitting, id: str, came: Given) -> None:
    """A step has been decided: who has not spoken no longer needs to."""
    end_deadlines(sitting, id)
    sitting.note_step(id, came.value)
    sitting.leave(sitting.of(id))
    _tell(sitting, f"{came.value}.{id}")


def finish(sitting: Sitting, outcome: Outcome, reason: str | None = None) -> None:
    """End a round with an outcome, which is an event: the transition that waits for it is taken in the same command."""
    record = sitting.record
    close_round(sitting, outcome.value, reason)
    _tell(sitting, outcome.value)
    if sitting.round.exception is not None:
        settle_exception(sitting, granted=outcome is Outcome.APPROVED)
    elif state_approval(sitting.work, record) == sitting.approval:
        ended = Ended(record.entity, record.id, str(record.state), sitting.approval, outcome.value)
        sitting.work.ended.append(ended)


def end_rounds(work: Work, record: Record, approval: str) -> None:
    """The record leaves the state in which an approval was asked for: what is still open has no meaning any more."""
    for current in open_rounds(work, record.id):
        definition = approval_of(work, record, current.approval)
        if current.approval == approval and definition is not None and current.exception is None:
            close_round(Sitting(work, definition, current), ENDED)


def close_round(sitting: Sitting, state: str, reason: str | None = None) -> None:
    """Write that a round is over; nobody is waited for any more."""
    for step in sitting.round.open_steps:
        end_deadlines(sitting, step)
    sitting.leave(sitting.seats.values())
    closed = {"closed_at": sitting.work.scene.now, "closed_by": sitting.work.scene.actor.person}
    sitting.change(state=state, reason=reason, **closed)


def _open_next(sitting: Sitting, verbs: Verbs) -> Refusal | None:
    waiting = [step for step in sitting.approval.steps if sitting.round.state_of(step.id) is None]
    if not waiting:
        finish(sitting, Outcome.APPROVED)
        return None
    side_by_side = [step for step in waiting if step.order == waiting[0].order]
    opened: list[Step] = []
    for step in side_by_side:
        facts = sitting.facts()
        if step.condition is None or step.condition.test(facts(step.condition.needs)):
            opened.append(step)
            continue
        sitting.note_step(step.id, PASSED)
        if step.otherwise is not None:
            finish(sitting, step.otherwise)
            return None
    for step in opened:
        seats = seating(sitting, step)
        if isinstance(seats, Refusal):
            return seats
        # A step that is decided row by row has nothing to ask when there are no rows.
        sitting.note_step(step.id, OPEN if seats else PASSED)
        for seat in seats:
            sitting.put(seat)
    sitting.settle()
    for step in opened:
        begin_deadlines(sitting, step)
    return _on_open(sitting, opened, verbs)


def _on_open(sitting: Sitting, opened: list[Step], verbs: Verbs) -> Refusal | None:
    for step in opened:
        refusal = perform(sitting.work, step.on_open, sitting.context(step.id), verbs)
        if refusal is not None:
            return refusal
    return None


def _tell(sitting: Sitting, what: str) -> None:
    key = (sitting.round.entity, sitting.round.record)
    sitting.work.tell(EventKind.APPROVAL, key, f"{sitting.approval.id}.{what}", before=sitting.record.values)


# ---------------------------------------------------------------- the record's side


def approval_of(work: Work, record: Record, id: str) -> Approval | None:
    """An approval of the release that rules the record; of the live one, else of an older one, when that does not know it."""
    scene = work.scene
    releases = (scene.release_of(record), scene.release, *scene.releases.values())
    return next((one.approvals[id] for one in releases if id in one.approvals), None)


def state_approval(work: Work, record: Record) -> Approval | None:
    """The approval that the record's state names."""
    release = work.scene.release_of(record)
    workflow = release.workflow_of(record)
    state = workflow.states.get(record.state or "") if workflow else None
    return release.approvals.get(state.approval or "") if state else None


def stuck(work: Work) -> Refusal | None:
    """The refusal when an approval ended and its record is where it was: nobody would ever be waited for again."""
    for one in work.ended:
        record = work.record(one.entity, one.record)
        still = (
            record is not None and record.state == one.state and state_approval(work, record) == one.approval
        )
        if still and not any(
            current.approval == one.approval.id and current.exception is None
            for current in open_rounds(work, one.record)
        ):
            outcome = OUTCOMES[one.outcome]
            return refused(Kind.CONFLICT, NO_WAY_ON, {"approval": one.approval.label, "outcome": outcome})
    return None
