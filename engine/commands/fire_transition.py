"""Fire a transition: a person takes a record from one state to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.commands.begin import begin, check_version
from engine.commands.by_hand import take_by_hand
from engine.commands.run import finish, outcome
from engine.commands.waiting import queueing
from engine.commands.work import Work
from engine.facts.answers import answering, no_transition
from engine.facts.ask import OneRecordAsk
from engine.facts.judge import may_take
from engine.ports.store import Reader
from engine.values.plain import Json
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal
from engine.workflows.workflow import Transition


@dataclass(frozen=True, slots=True)
class FireTransition(OneRecordAsk):
    """``input`` is the JSON that the transition's form was filled with; ``version`` the one the asker had in hand."""

    transition: str
    input: Json = None
    version: int | None = None
    confirmed: Mapping[str, str] = field(default_factory=dict[str, str])


@queueing
@answering
def fire_transition(asked: FireTransition, read: Reader) -> Decision | Refusal:
    """Take the transition with everything that follows from it, or refuse with all reasons and change nothing.

    Refused: 404 a record or transition that is not there or may not be seen; 403 no duty; 412 another version; 422
    faults of the input; 409 unmet conditions, broken invariants, a loop of rules.
    """
    work = Work(asked.scene, read, asked.confirmed)
    found = begin(work, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    transition = _transition(work, record, asked.transition)
    if transition is None:
        return no_transition(asked.transition)
    refusal = may_take(asked.scene, transition, facts) or check_version(record, asked.version)
    if refusal is not None:
        return refusal
    touched = take_by_hand(work, record, facts, transition, asked.input)
    refusal = touched if isinstance(touched, Refusal) else finish(work, touched, asked.confirmed)
    return refusal or work.decision(outcome(work, record))


def _transition(work: Work, record: Record, name: str) -> Transition | None:
    workflow = work.scene.release_of(record).workflow_of(record)
    return workflow.transitions.get(name) if workflow else None
