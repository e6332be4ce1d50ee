"""Answer a call: what the world outside says to something that was asked of it happens to the record, once (E16)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.commands.problems import NO_CALL, NOT_IN_ANSWER, REQUIRED_IN_ANSWER
from engine.commands.run import finish, outcome
from engine.commands.work import Work
from engine.diagnostics.pointer import pointer
from engine.diagnostics.refuse import reason, refused
from engine.effects.event import EventKind
from engine.effects.outside import ANSWERED, OutsideCall
from engine.facts.answers import answering, missing
from engine.facts.ask import SceneAsk
from engine.facts.gather import Facts, about
from engine.ports.store import Reader
from engine.records.accept import accept_value
from engine.values.need import Sure
from engine.values.plain import Json, Value
from engine.values.record import Decision
from engine.values.refusal import Kind, Reason, Refusal


@dataclass(frozen=True, slots=True)
class AnswerCall(SceneAsk):
    """``effect`` is the id under which ``verb`` was called about the record; ``input`` the JSON that came back.

    ``failed``: it could not be done. The scene is the engine's own.
    """

    effect: str
    verb: str
    entity: str
    record: str
    input: Mapping[str, Json] = field(default_factory=dict[str, Json])
    failed: bool = False

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((self.entity, self.record), (ANSWERED, self.effect))


@answering
def answer_call(asked: AnswerCall, read: Reader) -> Decision | Refusal:
    """Let rules and transitions hear the answer; a second one for the same call changes nothing (``repeated``).

    Refused: 404 a record that is gone, or a call that the pack does not declare; 422 faults of the input; 409 what
    the rules and transitions that listen are refused. What was refused may be answered again.
    """
    work = Work(asked.scene, read)
    call, record = asked.scene.release.calls.get(asked.verb), work.record(asked.entity, asked.record)
    if record is None:
        return missing()
    if call is None or call.about != asked.entity:
        return refused(Kind.MISSING, NO_CALL, {"call": asked.verb})
    if work.record(ANSWERED, asked.effect) is not None:
        return work.decision({"effect": asked.effect, "repeated": True})
    inputs = _accepted(call, asked, Facts(asked.scene, work, about(record)))
    if isinstance(inputs, Refusal):
        return inputs
    kind = EventKind.FAILURE if asked.failed else EventKind.ANSWER
    work.keep(ANSWERED, asked.effect, {"call": asked.verb, "outcome": kind.value, "at": asked.now})
    work.open(f"{kind}:{asked.verb}", {"effect": asked.effect})
    work.note(record)
    touched = work.close()
    work.tell(kind, (record.entity, record.id), asked.verb, before=record.values, inputs=inputs)
    refusal = finish(work, touched, {})
    return refusal or work.decision(outcome(work, record, {"effect": asked.effect, "repeated": False}))


def _accepted(call: OutsideCall, asked: AnswerCall, facts: Facts) -> dict[str, Value] | Refusal:
    """The values that came, each as its type asks; all that is wrong with them at once."""
    fields = call.brings(failed=asked.failed)
    found: list[Reason] = [
        replace(reason(NOT_IN_ANSWER, {"call": call.id, "name": name}), pointer=pointer(name))
        for name in asked.input
        if name not in fields
    ]
    values: dict[str, Value] = {}
    for name, one in fields.items():
        value = accept_value(one, asked.input.get(name), facts.zone)
        if isinstance(value, Reason):
            found.append(replace(value, pointer=pointer(name) + value.pointer))
        elif value is None and one.required:
            found.append(
                replace(reason(REQUIRED_IN_ANSWER, {"call": call.id, "name": name}), pointer=pointer(name))
            )
        else:
            values[name] = value
    return Refusal(Kind.INVALID, tuple(found)) if found else values
