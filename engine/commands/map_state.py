"""Take a record to a state of the release in force because its own state is no more: what a publish does to records in flight.

It is no transition: no guard is judged and no rule hears of it. History says where the record was and why it moved.
"""

from dataclasses import dataclass
from datetime import datetime

from engine.commands.begin import begin
from engine.commands.keep import keep
from engine.commands.run import outcome
from engine.commands.work import Work
from engine.facts.answers import answering
from engine.facts.scene import Scene
from engine.ports.store import Reader
from engine.values.record import Decision
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class MapState:
    """``source`` is the state the record is expected in: one that has moved on meanwhile is left alone."""

    scene: Scene
    entity: str
    id: str
    source: str
    target: str

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
    """Put the record into the state, with its timers; refused when it is not there or breaks what must hold."""
    work = Work(asked.scene, read)
    found = begin(work, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, _ = found
    if record.state == asked.source:
        leaf = asked.scene.release.workflows[asked.entity].of(record.values).leaf(asked.target)
        work.open("publish", {"from": asked.source, "to": leaf})
        work.write(record, {"state": leaf, "entered_at": asked.scene.now})
        work.close()
        refusal = keep(work, {})
        if refusal is not None:
            return refusal
    return work.decision(outcome(work, record))
