"""Take a record to a state of the release in force because its own state (or variant) is no more: what a publish does.

It is no transition: no guard is judged and no rule hears of it. History says where the record was and why it moved.
"""

from dataclasses import dataclass
from datetime import datetime

from engine.commands.begin import begin
from engine.commands.context import Context
from engine.commands.keep import keep
from engine.commands.run import outcome
from engine.commands.work import Work
from engine.facts.answers import answering
from engine.facts.scene import Scene
from engine.ports.store import Reader
from engine.values.plain import Value
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal
from engine.workflows.step import start as first_state
from engine.workflows.workflow import VARIANT


@dataclass(frozen=True, slots=True)
class MapState:
    """``source`` is what the record is expected to have in ``column``: one that has moved on meanwhile is left alone.

    ``column``: its state, that of a track, or the variant of the workflow that it follows (None: the ordinary one). A
    track that has not begun (``source`` None) begins in its first state.
    """

    scene: Scene
    entity: str
    id: str
    column: str
    source: str | None
    target: str | None

    @property
    def now(self) -> datetime:
        """The moment of the ask."""
        return self.scene.now

    @property
    def sure(self) -> tuple[tuple[str, str], ...]:
        """Records that are needed for certain."""
        return ((self.entity, self.id),)


@answering
def map_state(asked: MapState, read: Reader) -> Decision | Refusal:
    """Put the record there, with its timers; refused when it is not there or breaks what must hold."""
    work = Work(asked.scene, read)
    found = begin(work, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, _ = found
    if record.values.get(asked.column) == asked.source:
        target = _target(work, asked, record)
        moment: dict[str, Value] = {_since(asked): asked.scene.now} if asked.column != VARIANT else {}
        work.open("publish", {"from": asked.source, "to": target})
        work.write(record, {asked.column: target, **moment})
        work.close()
        refusal = keep(work, {})
        if refusal is not None:
            return refusal
    return work.decision(outcome(work, record))


def _target(work: Work, asked: MapState, record: Record) -> str | None:
    if asked.column == VARIANT:
        return asked.target
    whole = asked.scene.release.workflows[asked.entity]
    machine = whole.tracks.get(asked.column) or whole.of(record.values)
    if asked.target is None:
        facts = Context(record.entity, record.id, "").facts(work)
        return first_state(machine, facts(machine.initial.needs)).state
    return machine.leaf(asked.target)


def _since(asked: MapState) -> str:
    whole = asked.scene.release.workflows[asked.entity]
    return (whole.tracks.get(asked.column) or whole).since
