"""Ask for an exception to a limit that stands against something (E8): people decide, and a yes grants more, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.approvals.reasons import NO_REASON
from engine.commands.asking import approval_of, ask
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.decide_approval import told
from engine.commands.excepting import ExceptionWanted
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.limits import keep_units, kept_units
from engine.commands.reveal_field import RevealField, reveal_field
from engine.commands.run import VERBS, finish, outcome
from engine.commands.take_export import TakeExport, take_export
from engine.commands.work import Work
from engine.diagnostics.refuse import refused
from engine.facts.answers import answering, missing
from engine.facts.ask import SceneAsk
from engine.facts.exempting import plain
from engine.facts.rounds import ROUND
from engine.facts.units import told_of
from engine.limits.limit import USAGE
from engine.limits.reasons import ASKED, NOT_ASKED_FOR, NOT_NEEDED, UNKNOWN
from engine.ports.store import Reader
from engine.values.need import Sure
from engine.values.plain import Json
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal

Attempt = CreateRecord | ChangeRecord | FireTransition | RevealField | TakeExport


@dataclass(frozen=True, slots=True)
class AskException(SceneAsk):
    """``attempt`` is what the limit stands against, just as it was refused; ``reason`` what the exception is for."""

    limit: str
    attempt: Attempt
    reason: str

    @property
    def sure(self) -> tuple[Sure, ...]:
        """What the attempt needs for certain."""
        return self.attempt.sure


@answering
def ask_exception(asked: AskException, read: Reader) -> Decision | Refusal:
    """Begin the round that decides about the exception; the attempt itself changes nothing.

    Which counter it is for, and what the approval is about, comes of trying: so only who may do it, but for the limit,
    can ask. Refused: whatever else stands against the attempt; 404 no such limit; 409 one that does not stand against
    it, that knows no exception here, or for which one is being decided already, or whose approval nobody may decide.
    """
    limit = asked.scene.release.limits.limits.get(asked.limit)
    if limit is None:
        return refused(Kind.MISSING, UNKNOWN)
    if not asked.reason.strip():
        return refused(Kind.INVALID, NO_REASON, pointer="/reason")
    scene = replace(asked.scene, exception_to=asked.limit)
    try:
        tried = _TRY[type(asked.attempt)](replace(asked.attempt, scene=scene), read)
    except ExceptionWanted as wanted:
        return _ask(asked, wanted, read)
    if isinstance(tried, Decision):
        return refused(Kind.CONFLICT, NOT_NEEDED, {"label": limit.label})
    against = [one.data.get("limit") for one in tried.reasons]
    if limit.id in against:
        return refused(Kind.CONFLICT, NOT_ASKED_FOR, {"label": limit.label})
    if tried.kind is not Kind.INVALID:
        return tried
    return Refusal(tried.kind, tuple(replace(one, pointer=f"/input{one.pointer}") for one in tried.reasons))


def _ask(asked: AskException, wanted: ExceptionWanted, read: Reader) -> Decision | Refusal:
    tally, (entity, id), exempt = wanted.tally, wanted.about, wanted.tally.exempt
    work = Work(asked.scene, read)
    record = work.record(entity, id)
    approval = approval_of(work, record, exempt.approval) if record and exempt else None
    if record is None or approval is None or exempt is None:
        return missing()
    if exempt.asked is not None:
        return refused(Kind.CONFLICT, ASKED, {"approval": approval.label, "approval_id": exempt.asked.id})
    figures = told_of(asked.scene, tally)
    said: dict[str, Json] = {
        "limit": tally.limit.id,
        "action": _action(asked.attempt),
        "reason": asked.reason.strip(),
        "by": plain(exempt.more),
        "valid": str(exempt.valid),
        "used": figures["used"],
        "max": figures["max"],
    }
    work.open(f"limit:{tally.limit.id}.ask", {"exception": said})
    work.note(record)
    # The counter is written too, so that of two who ask at once one is told of the other.
    keep_units(work, tally.row, tally.limit.id, tally.counted, kept_units(work.record(USAGE, tally.row)))
    refusal = ask(work, record, approval, VERBS, exception=(exempt.counter, said))
    touched = work.close()
    refusal = refusal or finish(work, touched, {})
    return refusal or work.decision(
        outcome(work, record, {"approval": told(work, _made(work)), "limits": [figures]})
    )


def _made(work: Work) -> str:
    """The id of the round that this command began."""
    return next(id for (entity, id), before in work.kept.items() if entity == ROUND and before is None)


def _action(attempt: Attempt) -> str:
    """What the exception is for, as history names commands."""
    match attempt:
        case FireTransition():
            return f"transition:{attempt.entity}.{attempt.transition}"
        case CreateRecord():
            return f"create:{attempt.entity}"
        case ChangeRecord():
            return f"change:{attempt.entity}"
        case RevealField():
            return f"reveal:{attempt.entity}.{attempt.field}"
        case TakeExport():
            return f"export:{attempt.entity}"


_TRY: Mapping[type, Callable[[Any, Reader], Decision | Refusal]] = {
    CreateRecord: create_record,
    ChangeRecord: change_record,
    FireTransition: fire_transition,
    RevealField: reveal_field,
    TakeExport: take_export,
}
