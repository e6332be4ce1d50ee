"""Note a refusal: who tried what on a record, and why it was not done, so that "why not" can be answered later."""

from dataclasses import dataclass
from datetime import datetime

from engine.commands.change_record import ChangeRecord
from engine.commands.fire_transition import FireTransition
from engine.commands.reveal_field import RevealField
from engine.facts.scene import Scene
from engine.ports.store import Reader
from engine.values.ids import Ids
from engine.values.plain import Json
from engine.values.record import Decision, HistoryEntry
from engine.values.refusal import Kind, Refusal

# Wrong input is corrected and sent again; these two tell that somebody wanted what is not allowed (now).
_WORTH_NOTING = frozenset({Kind.FORBIDDEN, Kind.CONFLICT})


@dataclass(frozen=True, slots=True)
class NoteRefusal:
    """What was refused: ``command`` as history names it, and the reasons."""

    scene: Scene
    entity: str
    id: str
    command: str
    refusal: Refusal

    @property
    def now(self) -> datetime:
        """The moment of the ask."""
        return self.scene.now

    @property
    def sure(self) -> tuple[tuple[str, str], ...]:
        """Records that are needed for certain."""
        return ((self.entity, self.id),)


def worth_noting(asked: object, refusal: Refusal) -> NoteRefusal | None:
    """The note of a refused command about a record that a person sent; None for what leaves no line of history."""
    if refusal.kind not in _WORTH_NOTING:
        return None
    match asked:
        case FireTransition():
            command = f"transition:{asked.entity}.{asked.transition}"
        case ChangeRecord():
            command = "change"
        case RevealField():
            command = "reveal"
        case _:
            return None
    if asked.scene.actor.person is None:
        return None
    return NoteRefusal(asked.scene, asked.entity, asked.id, f"refused:{command}", refusal)


def note_refusal(asked: NoteRefusal, read: Reader) -> Decision:
    """One line of history; the record itself keeps its version."""
    record = read.record(asked.entity, asked.id)
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
        command=asked.command,
        release=scene.release.id,
        why={"reasons": reasons},
    )
    return Decision({}, history=(entry,))
