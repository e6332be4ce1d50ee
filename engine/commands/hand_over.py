"""Hand over what a person holds: one thing at a time, each once, through the path that every change takes.

A thing is handed over when it still names the person; one that was handed over names somebody else, so beginning again goes
on where it stopped. What was handed over is kept, and can be handed back.
"""

from dataclasses import dataclass
from datetime import datetime

from engine.commands.accounts import NOT_ADMIN, may_administer
from engine.commands.run import finish
from engine.commands.work import Work
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.effects.task_book import TASK
from engine.facts.answers import answering
from engine.facts.handovers import HANDED, HANDOVER
from engine.facts.scene import Scene
from engine.ports.store import Reader
from engine.records.builtin import PERSON
from engine.values.plain import Value
from engine.values.record import Decision, Record
from engine.values.refusal import Kind, Refusal

MOST_RECEIVERS = 50
_problem = problems_of("handovers")
NO_RECEIVER = _problem(
    "no_receiver",
    "Somebody who takes over must be there, be active, and not be the one who hands over.",
    "接手人必须存在、在职，且不能是交出人本人。",
)
NO_HANDOVER = _problem("no_such_handover", "There is no such handover.", "没有这次交接。")


@dataclass(frozen=True, slots=True)
class BeginHandover:
    """``to``: who takes over, each in turn."""

    scene: Scene
    person: str
    to: tuple[str, ...]

    @property
    def now(self) -> datetime:
        """The moment of the ask (aware)."""
        return self.scene.now

    @property
    def sure(self) -> tuple[tuple[str, str], ...]:
        """Records that are needed for certain."""
        return ((PERSON, self.person), *((PERSON, one) for one in self.to))


@dataclass(frozen=True, slots=True)
class HandOne:
    """One thing of a handover: the field of a record, or the person of a task. ``back``: it goes back to who had it."""

    scene: Scene
    handover: str
    entity: str
    id: str
    field: str
    to: str = ""
    back: bool = False

    @property
    def now(self) -> datetime:
        """The moment of the ask (aware)."""
        return self.scene.now

    @property
    def sure(self) -> tuple[tuple[str, str], ...]:
        """Records that are needed for certain."""
        return ((self.entity, self.id), (HANDOVER, self.handover))


@answering
def begin_handover(asked: BeginHandover, read: Reader) -> Decision | Refusal:
    """Write down who hands over to whom; answers ``{id}``. Refused: 403; 422 nobody, or somebody who cannot take over."""
    work = Work(asked.scene, read)
    if not may_administer(work):
        return refused(Kind.FORBIDDEN, NOT_ADMIN)
    person = work.record(PERSON, asked.person)
    some = 1 <= len(asked.to) <= MOST_RECEIVERS
    if person is None or not some or not all(_can_take(work, asked, one) for one in asked.to):
        return refused(Kind.INVALID, NO_RECEIVER, {}, "/person" if person is None else "/to")
    id = work.ids.next()
    work.open("handover", {"handover": {"id": id, "to": [*asked.to]}})
    work.note(person)
    work.keep(
        HANDOVER,
        id,
        {
            "person": asked.person,
            "receivers": asked.to,
            "at": asked.scene.now,
            "by": asked.scene.actor.person,
            "state": "begun",
        },
    )
    refusal = finish(work, work.close(), {})
    return refusal or work.decision({"id": id})


def _can_take(work: Work, asked: BeginHandover, id: str) -> bool:
    found = work.record(PERSON, id)
    return found is not None and found.values.get("active") is not False and id != asked.person


@answering
def hand_one(asked: HandOne, read: Reader) -> Decision | Refusal:
    """Hand the thing over, or back; answers ``{done}``: False when it no longer is where it would be taken from.

    Rules that listen to the change run; what they refuse refuses this one thing.
    """
    work = Work(asked.scene, read)
    if not may_administer(work):
        return refused(Kind.FORBIDDEN, NOT_ADMIN)
    handover, record = work.record(HANDOVER, asked.handover), work.record(asked.entity, asked.id)
    if handover is None:
        return refused(Kind.MISSING, NO_HANDOVER)
    key = f"{asked.handover}/{asked.entity}/{asked.id}/{asked.field}"
    before = work.record(HANDED, key)
    person = str(handover.values["person"])
    now, then = (str(before.values["to"]) if before else "", person) if asked.back else (person, asked.to)
    if record is None or record.values.get(asked.field) != now or not _open(asked, record):
        if asked.back and before is not None:
            work.keep(HANDED, key, {**before.values, "state": "left"})
        return work.decision({"done": False})
    work.open("handover", {"handover": {"id": asked.handover, **({"back": True} if asked.back else {})}})
    if asked.entity == TASK:
        work.keep(TASK, record.id, {**record.values, "person": then})
        about = work.record(str(record.values["entity"]), str(record.values["record"]))
        if about is not None:
            work.note(about)
    else:
        work.write(record, {asked.field: then})
    kept: dict[str, Value] = {
        "handover": asked.handover,
        "entity": asked.entity,
        "record": asked.id,
        "field": asked.field,
        "to": now if asked.back else then,
        "state": "back" if asked.back else "moved",
    }
    work.keep(HANDED, key, kept)
    refusal = finish(work, work.close(), {})
    return refusal or work.decision({"done": True})


def _open(asked: HandOne, record: Record) -> bool:
    return asked.entity != TASK or record.values.get("state") == "open"
