"""Hand over what a person holds: one thing at a time, each once, through the path that every change takes.

A thing is handed over when it still names the person; one that was handed over names somebody else, so beginning again goes
on where it stopped. What was handed over is kept, and can be handed back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.approvals.decide import UNDECIDED
from engine.commands.accounts import NOT_ADMIN, may_administer
from engine.commands.asking import advance
from engine.commands.run import VERBS, finish
from engine.commands.succession import give_place_back, hand_place, sitting_of
from engine.commands.work import Work
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.effects.task_book import TASK
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.facts.handovers import HANDED, HANDOVER
from engine.facts.holders import DELEGATION, present
from engine.facts.rounds import SEAT
from engine.facts.splitting import parts_of
from engine.ports.store import Reader
from engine.records.builtin import PERSON
from engine.values.need import Sure
from engine.values.plain import Json, Value
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal

MOST_RECEIVERS = 50
_problem = problems_of("handovers")
NO_RECEIVER = _problem(
    "no_receiver",
    "Somebody who takes over must be there, be active, and not be the one who hands over.",
    "接手人必须存在、在职，且不能是交出人本人。",
)
NO_HANDOVER = _problem("no_such_handover", "There is no such handover.", "没有这次交接。")
NOBODY_LEFT = _problem(
    "nobody_left",
    "No part of the split names anybody who is there and has room for this.",
    "分配规则中没有在岗且有余量的接手人。",
    ("Name somebody in “to” who receives everything else.", "请在 to 中指定其余事项的接手人。"),
)


@dataclass(frozen=True, slots=True)
class BeginHandover(SceneAsk):
    """``to``: who takes over in turn what no part of ``split`` takes (see ``engine.facts.splitting``)."""

    person: str
    to: tuple[str, ...] = ()
    split: tuple[Json, ...] = ()

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((PERSON, self.person), *((PERSON, one) for one in self.to))


@dataclass(frozen=True, slots=True)
class HandOne(SceneAsk):
    """One thing of a handover: the field of a record, the person of a task, a place in an approval, a delegation.

    ``to``: who may take it, in the order in which they are asked. ``back``: it goes back to who had it.
    """

    handover: str
    entity: str
    id: str
    field: str
    to: tuple[str, ...] = ()
    back: bool = False

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((self.entity, self.id), (HANDOVER, self.handover))


@dataclass(frozen=True, slots=True)
class TryOne(SceneAsk):
    """Whether a thing of this person could be handed over as asked: everything that would happen, but nothing is kept."""

    person: str
    one: HandOne

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((self.one.entity, self.one.id), (PERSON, self.person))


@answering
def begin_handover(asked: BeginHandover, read: Reader) -> Decision | Refusal:
    """Write down who hands over to whom; answers ``{id}``.

    Refused: 403; 422 nobody, somebody who cannot take over, a split that does not fit the pack.
    """
    work = Work(asked.scene, read)
    if not may_administer(work):
        return refused(Kind.FORBIDDEN, NOT_ADMIN)
    parts = parts_of(asked.scene.release, asked.split, asked.to)
    if isinstance(parts, Refusal):
        return parts
    person = work.record(PERSON, asked.person)
    refusal = no_receiver(work, asked.person, [one for part in parts for one in part.people])
    if person is None or not parts or refusal is not None:
        return refusal or refused(Kind.INVALID, NO_RECEIVER, {}, "/to" if person else "/person")
    id = work.ids.next()
    work.open("handover", {"handover": {"id": id, "to": [*asked.to], "split": [*asked.split]}})
    work.note(person)
    values: dict[str, Value] = {
        "person": asked.person,
        "receivers": asked.to,
        "split": [*asked.split],  # type: ignore[dict-item]
        "at": asked.scene.now,
        "by": asked.scene.actor.person,
        "state": "begun",
    }
    work.keep(HANDOVER, id, values)
    refusal = finish(work, work.close(), {})
    return refusal or work.decision({"id": id})


def no_receiver(work: Work, person: str, people: Sequence[str]) -> Refusal | None:
    """The refusal when one of those who are named cannot take over from a person, or there are too many."""
    some = len(people) <= MOST_RECEIVERS and person not in people
    found = present(work, dict.fromkeys(people)) if some else ()
    return None if some and {*found} == {*people} else refused(Kind.INVALID, NO_RECEIVER, {}, "/to")


@answering
def hand_one(asked: HandOne, read: Reader) -> Decision | Refusal:
    """Hand the thing over, or back; answers ``{done}``: False when it no longer is where it would be taken from.

    Rules that listen to the change run; what they refuse refuses this one thing. Refused besides: 409 nobody to take it,
    a place in an approval that nobody may have.
    """
    work = Work(asked.scene, read)
    if not may_administer(work):
        return refused(Kind.FORBIDDEN, NOT_ADMIN)
    handover = work.record(HANDOVER, asked.handover)
    if handover is None:
        return refused(Kind.MISSING, NO_HANDOVER)
    key = f"{asked.handover}/{asked.entity}/{asked.id}/{asked.field}"
    before, person = work.record(HANDED, key), str(handover.values["person"])
    if asked.back and before is None:
        return work.decision({"done": False})
    work.open("handover", {"handover": {"id": asked.handover, **({"back": True} if asked.back else {})}})
    has = str(before.values["to"]) if asked.back and before else None
    to = _MOVES.get(asked.entity, _field)(work, asked, person, has)
    touched = work.close()
    if isinstance(to, Refusal):
        return to
    if to is None:
        if before is not None and asked.back:
            work.keep(HANDED, key, {**before.values, "state": "left"})
        return work.decision({"done": False})
    kept: dict[str, Value] = {
        "handover": asked.handover,
        "entity": asked.entity,
        "record": asked.id,
        "field": asked.field,
        "to": to if has is None else has,
        "state": "moved" if has is None else "back",
    }
    work.keep(HANDED, key, kept)
    refusal = finish(work, touched, {})
    return refusal or work.decision({"done": True})


@answering
def try_one(asked: TryOne, read: Reader) -> Refusal | None:
    """Why it would be refused, by whoever takes over or by what rules make of it; None: nothing stands in its way.

    It is tried alone: what others of the same handover change meanwhile is not seen.
    """
    work = Work(asked.scene, read)
    work.open("handover")
    to = _MOVES.get(asked.one.entity, _field)(work, asked.one, asked.person, None)
    touched = work.close()
    if isinstance(to, Refusal) or to is None:
        return to
    return finish(work, touched, {})


def _field(work: Work, asked: HandOne, person: str, has: str | None) -> str | Refusal | None:
    """The field of a record, or of a task. ``has``: who has it, when it goes back. Gives who has it then, None: it moved on."""
    record = work.record(asked.entity, asked.id)
    there = record is not None and record.values.get(asked.field) == (person if has is None else has)
    if record is None or not there or (asked.entity == TASK and record.values.get("state") != "open"):
        return None
    to = _receiver(work, asked) if has is None else person
    if isinstance(to, Refusal):
        return to
    if asked.entity != TASK:
        work.write(record, {asked.field: to})
        return to
    work.keep(TASK, record.id, {**record.values, "person": to})
    about = work.record(str(record.values["entity"]), str(record.values["record"]))
    if about is not None:
        work.note(about)
    return to


def _delegation(work: Work, asked: HandOne, person: str, has: str | None) -> str | Refusal | None:
    """Somebody else stands in for whom the person stood in for; nobody, when only those two could for each other."""
    row, whose = work.record(DELEGATION, asked.id), work.record(PERSON, asked.id)
    if row is None or whose is None or (row.values.get("delegate") or "") != (person if has is None else has):
        return None
    to = next((one for one in asked.to if _may_stand_in(work, asked.id, one)), "") if has is None else person
    work.note(whose)
    work.keep(DELEGATION, asked.id, {**row.values, "delegate": to or None})
    return to


def _may_stand_in(work: Work, whose: str, person: str) -> bool:
    other = work.record(DELEGATION, person)
    circle = other is not None and other.values.get("delegate") == whose
    return person != whose and not circle and bool(present(work, (person,)))


def _place(work: Work, asked: HandOne, person: str, has: str | None) -> str | Refusal | None:
    """A place in an approval; what the others of the step have said may decide it then."""
    found = sitting_of(work, asked.id)
    if found is None or not found[0].round.is_open or found[1].person != person:
        return None
    sitting, seat = found
    work.note(sitting.record)
    if has is not None:
        back = give_place_back(sitting, seat, has)
        return back if isinstance(back, Refusal) else (person if back else None)
    if seat.given not in UNDECIDED:
        return None
    to = hand_place(sitting, seat, asked.to)
    refusal = to if isinstance(to, Refusal) else advance(sitting, VERBS)
    return refusal or to


def _receiver(work: Work, asked: HandOne) -> str | Refusal:
    if not asked.to:
        return refused(Kind.CONFLICT, NOBODY_LEFT)
    to = asked.to[0]
    return to if present(work, (to,)) else refused(Kind.CONFLICT, NO_RECEIVER)


_MOVES: Mapping[str, Callable[[Work, HandOne, str, str | None], str | Refusal | None]] = {
    SEAT: _place,
    DELEGATION: _delegation,
}
