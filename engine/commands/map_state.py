"""Take a record to a state of the release in force because its own state is no more, or has another pool or approval.

It is what a publish does to records in flight, and no transition: no guard is judged, no effect is carried out and no rule
hears of it. History says where the record was and why it moved. What waits for it is asked for, as on any way into a state.
In the same way a record is taken to another variant of its workflow, or to a state of a track.
"""

from dataclasses import dataclass

from engine.commands.arriving import PUBLISH, arrive, ask_again
from engine.commands.begin import begin
from engine.commands.context import Context
from engine.commands.move_once import MoveOnce, done_before
from engine.commands.run import VERBS, finish, outcome
from engine.commands.work import Work
from engine.facts.answers import answering
from engine.packs.release import Release
from engine.ports.store import Reader
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal
from engine.workflows.step import start as first_state
from engine.workflows.workflow import VARIANT


@dataclass(frozen=True, slots=True)
class MapState(MoveOnce):
    """``source`` is what the record is expected to have in ``column``: one that has moved on meanwhile is left alone.

    ``former``: the release that ruled it before (None: the one that it was changed under last). ``column``: its state,
    that of a track, or the variant of the workflow that it follows (None: the ordinary one). A track that has not begun
    (``source`` None) begins in its first state.
    """

    source: str | None
    target: str | None
    former: Release | None = None
    column: str = "state"


@answering
def map_state(asked: MapState, read: Reader) -> Decision | Refusal:
    """Put the record into the state, with its timers, clocks, approval and pool.

    Refused when it is not there, breaks what must hold, or would wait for a decision that nobody may take.
    """
    work = Work(asked.scene, read)
    found = begin(work, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, _ = found
    if record.values.get(asked.column) == asked.source and not done_before(work, asked):
        refusal = _put(work, asked, record)
        if refusal is not None:
            return refusal
    return work.decision(outcome(work, record))


def _put(work: Work, asked: MapState, record: Record) -> Refusal | None:
    target = _target(work, asked, record)
    work.open(PUBLISH, {"from": asked.source, "to": target})
    track = work.scene.release.workflows[record.entity].tracks.get(asked.column)
    if asked.column == "state":
        arrive(work, record, str(target), asked.former or asked.scene.release_of(record))
    elif track is not None:
        work.write(record, {track.column: target, track.since: asked.scene.now})
    else:
        work.write(record, {VARIANT: target})
    touched = work.close()
    work.happened.clear()  # nobody has done anything that a rule could listen to
    asked_for = ask_again(work, (record.entity, record.id), VERBS) if asked.column == "state" else []
    return asked_for if isinstance(asked_for, Refusal) else finish(work, [*touched, *asked_for], {})


def _target(work: Work, asked: MapState, record: Record) -> str | None:
    if asked.column == VARIANT:
        return asked.target
    whole = asked.scene.release.workflows[asked.entity]
    machine = whole.tracks.get(asked.column) or whole.of(record.values)
    if asked.target is None:
        facts = Context(record.entity, record.id, "").facts(work)
        return first_state(machine, facts(machine.initial.needs)).state
    return machine.leaf(asked.target)
