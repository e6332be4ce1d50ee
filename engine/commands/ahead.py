"""Which approvals lie ahead of a record: what would be asked, of whom, if somebody took it on from here."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.approvals.approval import Approval, Outcome, Step
from engine.commands.asking import approval_of, begun
from engine.commands.seating import seating
from engine.commands.sitting import Sitting
from engine.commands.work import Work
from engine.facts.gather import Facts, about
from engine.facts.hidden import hidden_from
from engine.facts.judge import asked_by_form, judge, may_take
from engine.facts.rounds import open_rounds, seats_of
from engine.values.record import Record
from engine.values.refusal import Reason, Refusal
from engine.workflows.workflow import State, Transition, Workflow


@dataclass(frozen=True, slots=True)
class Asked:
    """A step of an approval and the persons who would decide it; ``against``: why nobody could."""

    step: Step
    people: tuple[str, ...]
    against: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Ahead:
    """What taking ``transition`` would ask for (None: it is asked for already); ``approval`` None: nothing this time.

    ``steps`` in their order; ``ends``: how it ends by itself, where a step that does not hold ends it.
    """

    transition: Transition | None
    approval: Approval | None
    steps: tuple[Asked, ...] = ()
    ends: Outcome | None = None


def ahead(work: Work, record: Record) -> tuple[Ahead, ...]:
    """The approval that the record has come to wait for, else those of each step that the actor could take from here.

    A step that may end in an approval, and would not this time, is among them: that nothing is asked is news as well.
    What depends on a form that is still to be filled in is left out.
    """
    workflow = work.scene.release_of(record).workflow_of(record)
    if workflow is None or record.state is None:
        return ()
    waiting = _named(workflow.states.get(record.state))
    if waiting is not None:
        approval = approval_of(work, record, waiting)
        return () if approval is None else (_waited_for(work, record, approval),)
    return tuple(_from_here(work, record, workflow))


def _from_here(work: Work, record: Record, workflow: Workflow) -> Iterator[Ahead]:
    release = work.scene.release_of(record)
    facts = Facts(work.scene, work, about(record), release)
    hidden = hidden_from(work.scene, work, record, facts)
    for transition in workflow.by_state.get(record.state or "", ()):
        possible = any(_named(workflow.states.get(one)) for one in workflow.goes[transition.id])
        if transition.duty is None or not possible or may_take(work.scene, transition, facts) is not None:
            continue
        step = judge(release, transition, record, facts, hidden, asked_by_form(release, transition))
        if isinstance(step, Refusal) or not step.sure:
            continue
        wanted = next((name for state in step.enters if (name := _named(state))), None)
        approval = approval_of(work, record, wanted) if wanted else None
        yield Ahead(transition, None) if approval is None else _asked_for(work, record, transition, approval)


def _named(state: State | None) -> str | None:
    return state.approval if state else None


def _asked_for(work: Work, record: Record, transition: Transition, approval: Approval) -> Ahead:
    """The steps that would be asked as things stand, as ``advance`` would open them."""
    sitting = Sitting(work, approval, begun(work, record, approval), new=True)
    facts, found = sitting.facts(), list[Asked]()
    for step in approval.steps:
        if step.condition is not None and not step.condition.test(facts(step.condition.needs)):
            if step.otherwise is not None:
                return Ahead(transition, approval, tuple(found), step.otherwise)
            continue
        seats = seating(sitting, step)
        if isinstance(seats, Refusal):
            found.append(Asked(step, (), seats.reasons))
        elif seats:
            found.append(Asked(step, tuple(dict.fromkeys(seat.person for seat in seats))))
    return Ahead(transition, approval, tuple(found))


def _waited_for(work: Work, record: Record, approval: Approval) -> Ahead:
    """What is asked for already: the steps that have opened, with those who sit in them."""
    current = next((one for one in open_rounds(work, record.id) if one.approval == approval.id), None)
    seats = seats_of(work, current) if current else ()
    opened = [approval.step(id) for id in current.open_steps] if current else []
    steps = tuple(
        Asked(step, tuple(dict.fromkeys(seat.person for seat in seats if seat.step == step.id)))
        for step in opened
        if step is not None
    )
    return Ahead(None, approval, steps)
