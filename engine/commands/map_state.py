"""Take a record to a state of the release in force because its own state is no more, or has another pool or approval.

It is what a publish does to records in flight, and no transition: no guard is judged, no effect is carried out and no rule
hears of it. History says where the record was and why it moved. What waits for it is asked for, as on any way into a state.
"""

from dataclasses import dataclass
from datetime import datetime

from engine.commands.arriving import PUBLISH, arrive, ask_again
from engine.commands.begin import begin
from engine.commands.run import VERBS, finish, outcome
from engine.commands.work import Work
from engine.facts.answers import answering
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.ports.store import Reader
from engine.values.record import Decision
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class MapState:
    """``source`` is the state the record is expected in: one that has moved on meanwhile is left alone.

    ``former``: the release that ruled it before (None: the one that it was changed under last).
    """

    scene: Scene
    entity: str
    id: str
    source: str
    target: str
    former: Release | None = None

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
    """Put the record into the state, with its timers, clocks, approval and pool.

    Refused when it is not there, breaks what must hold, or would wait for a decision that nobody may take.
    """
    work = Work(asked.scene, read)
    found = begin(work, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, _ = found
    if record.state == asked.source:
        leaf = asked.scene.release.workflows[asked.entity].leaf(asked.target)
        work.open(PUBLISH, {"from": asked.source, "to": leaf})
        arrive(work, record, leaf, asked.former or asked.scene.release_of(record))
        touched = work.close()
        work.happened.clear()  # nobody has done anything that a rule could listen to
        asked_for = ask_again(work, (record.entity, record.id), VERBS)
        if isinstance(asked_for, Refusal):
            return asked_for
        refusal = finish(work, [*touched, *asked_for], {})
        if refusal is not None:
            return refusal
    return work.decision(outcome(work, record))
