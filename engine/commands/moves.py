"""Taking a transition: the one way a state changes.

The order is that of A6: guard and target are judged on the record with the accepted input, before any effect (A5);
then units of limits are taken, then the effects of leaving, of the transition, the new state, the effects of entering.
"""

from collections.abc import Callable, Mapping

from engine.commands.asking import ask_on_entry, end_rounds
from engine.commands.context import Context
from engine.commands.effects import Verbs, perform
from engine.commands.limits import give_back, take_units
from engine.commands.pooling import settle_pool
from engine.commands.signing import mark_signed
from engine.commands.tasks import drop_tasks, end_tasks
from engine.commands.tracks import begin_tracks
from engine.commands.work import Work
from engine.diagnostics.refuse import refused
from engine.effects.event import EventKind
from engine.facts.answers import NO_TRANSITION
from engine.facts.gather import Facts, Subject
from engine.facts.judge import judge
from engine.values.plain import Value
from engine.values.record import Record, copied
from engine.values.refusal import Kind, Refusal
from engine.workflows.step import Step
from engine.workflows.workflow import Transition, Workflow


def move(
    work: Work,
    record: Record,
    transition: Transition,
    fields: Mapping[str, Value],
    inputs: Mapping[str, Value],
    verbs: Verbs,
    hidden: Callable[[str], bool] = lambda _path: False,
) -> Refusal | None:
    """Take a transition inside the open step.

    ``fields``: values of the record's own fields that came with it; ``inputs``: everything behind ``input.``.
    """
    release = work.scene.release_of(record)
    transition = _instead(work, record, transition)
    before = record.values
    subject = Subject(record.entity, record.id, copied(before) | {**fields}, inputs, before, work.event)
    facts = Facts(work.scene, work, subject, release)
    judged = judge(release, transition, record, facts, hidden)
    if isinstance(judged, Refusal):
        return judged
    full = take_units(work, (f"transition:{transition.ref}",), facts, record.id)
    if full is not None:
        return full
    give_back(work, transition.ref, facts, record.id)
    work.note(record)
    work.taken.add(transition.ref)
    work.moved[record.entity, record.id] = transition.ref
    end_tasks(work, record, transition)
    work.write(record, fields)
    if transition.track is not None:
        work.steps[-1].why["track"] = transition.track
    context = Context(record.entity, record.id, f"transition:{transition.ref}", inputs, before)
    return _carry_out(work, transition, judged, record, context, verbs)


def _instead(work: Work, record: Record, transition: Transition) -> Transition:
    """The transition by which the record waits, when the one that was meant led to a place that is not there (A39)."""
    limit, meant = work.scene.instead.get((record.entity, record.id), ("", ""))
    if not limit or meant != transition.ref:
        return transition
    queue = work.scene.release.limits.limits[limit].queue
    work.steps[-1].command = f"transition:{queue}"
    work.steps[-1].why |= {"instead_of": meant, "limit": limit}
    return work.scene.release.workflows[record.entity].of(record.values).transitions[queue.partition(".")[2]]


def _carry_out(
    work: Work, transition: Transition, taken: Step, record: Record, context: Context, verbs: Verbs
) -> Refusal | None:
    for state in taken.leaves:
        if state.approval is not None:
            end_rounds(work, record, state.approval)
        refusal = perform(work, state.on_leave, context, verbs)
        if refusal is not None:
            return refusal
    mark_signed(work, record, transition.ref)
    refusal = perform(work, transition.effects, context, verbs)
    if refusal is not None:
        return refusal
    machine = work.scene.release_of(record).workflows[record.entity].of(record.values).machine_of(transition)
    if not taken.stays:
        _write_state(work, record, machine, taken)
    for state in taken.enters:
        refusal = perform(work, state.on_enter, context, verbs)
        if refusal is not None:
            return refusal
    if not taken.stays and machine.track is None:
        refusal = _arrive(work, record, machine, taken, context, verbs)
        if refusal is not None:
            return refusal
    _tell(work, transition, machine, taken, context)
    return ask_on_entry(work, (record.entity, record.id), taken.enters, verbs)


def _write_state(work: Work, record: Record, machine: Workflow, taken: Step) -> None:
    changes: dict[str, Value] = {machine.column: taken.state, machine.since: work.scene.now}
    common = work.scene.release.entities[record.entity].common
    for state in taken.leaves:
        # A group that some transition goes back to remembers the state it was left from (E2).
        if state.group and machine.back_of(state.id) in common:
            changes[machine.back_of(state.id)] = record.values.get(machine.column)
    changes |= {
        machine.since_of(state.id): work.scene.now
        for state in taken.enters
        if machine.since_of(state.id) in common
    }
    work.write(work.record(record.entity, record.id) or record, changes)


def _arrive(
    work: Work, record: Record, machine: Workflow, taken: Step, context: Context, verbs: Verbs
) -> Refusal | None:
    """What entering a state of the record itself brings along: its pool, the end of its tasks, tracks that begin."""
    latest = work.record(record.entity, record.id)
    if latest is not None:
        settle_pool(work, latest, context.before, context.source)
    if machine.states[taken.state].final:
        drop_tasks(work, record)
    return begin_tracks(work, context, verbs) if machine.tracks else None


def _tell(work: Work, transition: Transition, machine: Workflow, taken: Step, context: Context) -> None:
    def tell(kind: EventKind, name: str) -> None:
        work.tell(kind, (context.entity, context.id), name, before=context.before, inputs=context.input)

    tell(EventKind.TRANSITION, transition.id)
    for state in taken.leaves:
        tell(EventKind.LEFT, machine.event(state.id))
    for state in taken.enters:
        tell(EventKind.ENTERED, machine.event(state.id))


def take(work: Work, record: Record, name: str, inputs: Mapping[str, Value], verbs: Verbs) -> Refusal | None:
    """Take a transition because an effect says so, in a step of its own."""
    release = work.scene.release_of(record)
    workflow = release.workflow_of(record)
    transition = workflow.transitions.get(name) if workflow else None
    if transition is None:
        return refused(Kind.CONFLICT, NO_TRANSITION, {"transition": name})
    form = release.forms.get(transition.form) if transition.form else None
    fields = {
        path: value
        for path, value in inputs.items()
        if form and path in form.items and not form.items[path].own
    }
    work.open(f"transition:{transition.ref}")
    refusal = move(work, record, transition, fields, inputs, verbs)
    work.close()
    return refusal
