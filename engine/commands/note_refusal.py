"""Note a refusal: who tried what on a record, and why it was not done, so that "why not" can be answered later."""

from dataclasses import dataclass

from engine.commands.change_record import ChangeRecord
from engine.commands.decide_approval import DecideApproval
from engine.commands.fire_transition import FireTransition
from engine.commands.reveal_field import RevealField
from engine.facts.ask import OneRecordAsk
from engine.facts.rounds import ROUND
from engine.facts.scene import Scene
from engine.ports.store import Reader
from engine.values.ids import Ids
from engine.values.plain import Json
from engine.values.record import Decision, HistoryEntry
from engine.values.refusal import Kind, Refusal

# Wrong input is corrected and sent again; these two tell that somebody wanted what is not allowed (now).
_WORTH_NOTING = frozenset({Kind.FORBIDDEN, Kind.CONFLICT})
# Of a decision it matters too that it was given without what must come with it: a reason, a person.
_OF_DECISIONS = _WORTH_NOTING | {Kind.INVALID}


@dataclass(frozen=True, slots=True)
class NoteRefusal(OneRecordAsk):
    """What was refused: ``command`` as history names it, and the reasons.

    ``entity`` and ``id`` name the record, or the round of an approval about it.
    """

    command: str
    refusal: Refusal


def worth_noting(asked: object, refusal: Refusal) -> NoteRefusal | None:
    """The note of a refused command about a record that a person sent; None for what leaves no line of history."""
    worth = _OF_DECISIONS if isinstance(asked, DecideApproval) else _WORTH_NOTING
    if refusal.kind not in worth:
        return None
    match asked:
        case DecideApproval():
            return _by_person(asked.scene, ROUND, asked.id, f"approval.{asked.decision}", refusal)
        case FireTransition():
            command = f"transition:{asked.entity}.{asked.transition}"
        case ChangeRecord():
            command = "change"
        case RevealField():
            command = "reveal"
        case _:
            return None
    return _by_person(asked.scene, asked.entity, asked.id, command, refusal)


def _by_person(scene: Scene, entity: str, id: str, command: str, refusal: Refusal) -> NoteRefusal | None:
    person = scene.actor.person
    return None if person is None else NoteRefusal(scene, entity, id, f"refused:{command}", refusal)


def note_refusal(asked: NoteRefusal, read: Reader) -> Decision:
    """One line of history; the record itself keeps its version."""
    record, command = read.record(asked.entity, asked.id), asked.command
    if record is not None and asked.entity == ROUND:
        approval = str(record.values["approval"])
        command = command.replace("approval.", f"approval:{approval}.")
        record = read.record(str(record.values["entity"]), str(record.values["record"]))
    if record is None:
        return Decision({})
    reasons: list[Json] = [{"code": one.code, "text": dict(one.text)} for one in asked.refusal.reasons]
    scene = asked.scene
    entry = HistoryEntry(
        id=Ids(scene.now, scene.seed).next(),
        entity=record.entity,
        record=record.id,
        version=record.version,
        at=scene.now,
        actor=scene.actor.person,
        command=command,
        release=scene.release.id,
        why={"reasons": reasons, **({"approval": asked.id} if asked.entity == ROUND else {})},
    )
    return Decision({}, history=(entry,))
