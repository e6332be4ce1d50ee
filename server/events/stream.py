"""One stream: who listens, what waits to be sent, and what of all that happened they are told."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.access.duty import Actor
from engine.access.reach import active
from engine.facts.scene import Scene
from engine.ports.happenings import Changed, Happenings, TaskOf
from engine.queries.get_record import RecordAsk
from engine.queries.known import Known, known
from engine.values.plain import Value
from server.house import House
from server.json_out import dump

_WAITING = 100  # events that wait to be sent; with more, the client is told to read everything anew
_MOST_RECORDS = 100  # changed records of one look that are told one by one


@dataclass(slots=True)
class Stream:
    """What is sent to one client. ``actor`` may become another one while it lasts (posts change)."""

    account: str
    actor: Actor
    waiting: asyncio.Queue[bytes | None] = field(default_factory=asyncio.Queue[bytes | None])
    ended: bool = False

    def end(self) -> None:
        """Say no more."""
        if not self.ended:
            self.ended = True
            self.waiting.put_nowait(None)

    def tell(self, name: str, at: datetime, **data: object) -> None:
        """Put an event behind those that wait. Its id is the moment up to which everything was told."""
        if self.waiting.qsize() >= _WAITING:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            name, data = "reset", {}
        text = f"id: {at.isoformat()}\nevent: {name}\ndata: ".encode()
        self.waiting.put_nowait(text + dump(data) + b"\n\n")


async def told_to(house: House, stream: Stream, found: Happenings, now: datetime) -> None:
    """Tell a stream what concerns its person: that something has changed, and where."""
    scene = house.scene(stream.actor)
    person = stream.actor.person
    if any(one.person == person for one in found.delivered):
        stream.tell("inbox", now)
    latest = {(one.entity, one.record): one for one in found.changed}
    if found.more or len(latest) > _MOST_RECORDS:
        stream.tell("reset", now)
        return
    told = await _known(house, scene, [*latest.values()])
    for one, _ in told:
        stream.tell("record", now, entity=one.entity, id=one.record, version=one.version)
    mine = any(owner == person for _, owner in told)
    if person is not None and (mine or _has_task(scene, {one.record for one, _ in told}, found.tasks)):
        stream.tell("queue", now)


async def _known(house: House, scene: Scene, changed: Sequence[Changed]) -> list[tuple[Changed, Value]]:
    """Those of which the actor may know that they exist, each with its owner."""
    here = [one for one in changed if one.entity in scene.release.entities]
    asks = [RecordAsk(scene, one.entity, one.record) for one in here]
    if not asks:
        return []
    pairs = zip(here, await house.store.ask_each(known, asks), strict=True)
    return [(one, answer.owner) for one, answer in pairs if isinstance(answer, Known)]


def _has_task(scene: Scene, records: set[str], tasks: Sequence[TaskOf]) -> bool:
    """Whether one of these tasks is the actor's own, or one of their duties or teams, about one of the records."""
    held = active(scene.actor, scene.today())
    duties = scene.release.access.duties
    for task in tasks:
        if task.record not in records:
            continue
        if task.person is not None:
            if task.person == scene.actor.person:
                return True
            continue
        for post in held:
            here = post.centre is None or task.centre in (None, post.centre)
            duty = duties.get(task.duty or "")
            if here and ((duty and post.role in duty.held_by) or (task.team and task.team == post.team)):
                return True
    return False
