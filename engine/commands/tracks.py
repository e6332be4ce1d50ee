"""Tracks begin (E20): when a record first comes into a state that names them, each enters its first state (A52)."""

from collections.abc import Mapping

from engine.commands.context import Context
from engine.commands.effects import Verbs, perform
from engine.commands.work import Work
from engine.effects.event import EventKind
from engine.values.plain import Value
from engine.values.record import Record
from engine.values.refusal import Refusal
from engine.workflows.step import Step, start
from engine.workflows.workflow import Workflow

_NONE: Mapping[str, str] = {}


def begin_tracks(
    work: Work, context: Context, verbs: Verbs, brought: Mapping[str, str] = _NONE
) -> Refusal | None:
    """Inside the open step: begin every track that the record's state names and that has not begun yet.

    One that has begun before goes on where it was. ``brought``: track -> the state with which a record is brought over
    (A50), also of tracks that rest in the state of the record.
    """
    record = work.record(context.entity, context.id)
    workflow = work.scene.release_of(record).workflow_of(record) if record else None
    here = workflow.states.get(record.state or "") if record and workflow else None
    for name in dict.fromkeys((*(here.tracks if here else ()), *brought)):
        latest = work.record(context.entity, context.id)
        if workflow is None or latest is None or latest.values.get(name) is not None:
            continue
        refusal = _begin(work, workflow.tracks[name], latest, context, verbs, brought.get(name))
        if refusal is not None:
            return refusal
    return None


def _begin(
    work: Work, track: Workflow, record: Record, context: Context, verbs: Verbs, state: str | None
) -> Refusal | None:
    first = start(track, context.facts(work)(track.initial.needs)) if state is None else arrival(track, state)
    work.write(record, entering(work, track, first))
    for entered in first.enters:
        refusal = perform(work, entered.on_enter, context, verbs)
        if refusal is not None:
            return refusal
        work.tell(
            EventKind.ENTERED, (record.entity, record.id), track.event(entered.id), before=context.before
        )
    return None


def arrival(machine: Workflow, state: str) -> Step:
    """The first step of a record that is brought over in a state: it enters it, and the groups around it."""
    leaf = machine.leaf(state)
    return Step(
        leaf, stays=False, enters=tuple(machine.states[name] for name in reversed(machine.chain(leaf)))
    )


def entering(work: Work, machine: Workflow, first: Step) -> dict[str, Value]:
    """What a record writes down when it enters the first state of a machine."""
    found: dict[str, Value] = {machine.column: first.state, machine.since: work.scene.now}
    for state in first.enters:
        if state.group and machine.since_of(state.id) in work.scene.release.entities[machine.entity].common:
            found[machine.since_of(state.id)] = work.scene.now
    return found


def first_of_tracks(work: Work, record: Record, workflow: Workflow, state: str) -> dict[str, Value]:
    """Where the tracks begin that a state names and that have not begun: what a publish writes, without effects."""
    found: dict[str, Value] = {}
    for track in (workflow.tracks[name] for name in workflow.states[state].tracks):
        if record.values.get(track.column) is None:
            facts = Context(record.entity, record.id, "").facts(work)
            found |= entering(work, track, start(track, facts(track.initial.needs)))
    return found
