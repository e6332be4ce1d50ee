"""Decide about what somebody asked for: yes, no, back, on to somebody else; or take it back, or remind (E7, G13)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from engine.approvals.approval import Outcome
from engine.approvals.decide import Given, Seat
from engine.approvals.reasons import (
    CHANGED,
    CLOSED,
    MAY_NOT,
    MISSING,
    NO_REASON,
    NOT_A_DECIDER,
    NOT_WITHDRAWN,
    NOT_YOUR_TURN,
    ONLY_REQUESTER,
    OUTCOMES,
    OWN,
    TWICE,
)
from engine.approvals.round import RESTARTED
from engine.commands.asking import advance, approval_of, close_step, finish
from engine.commands.correcting import correct
from engine.commands.handing import add_signer, copy_to, hand_on, nudge
from engine.commands.run import VERBS, outcome
from engine.commands.run import finish as finish_command
from engine.commands.seating import renew
from engine.commands.sending_back import send_back
from engine.commands.sitting import Sitting
from engine.commands.work import Work
from engine.diagnostics.problem import Problem
from engine.diagnostics.refuse import refused
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.facts.people import names_of
from engine.facts.rounds import ROUND, open_rounds, round_of
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.values.need import Sure
from engine.values.plain import Json, Label
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal

VERDICTS = ("approve", "reject", "return", "delegate", "add_signer", "withdraw", "nudge", "close", "copy")
_NEEDS_REASON = frozenset({"reject", "return"})


@dataclass(frozen=True, slots=True)
class DecideApproval(SceneAsk):
    """``id`` names the round, and with it what was seen; ``seen`` the state of its facts, where they may be corrected.

    ``decision``: one of ``VERDICTS``. ``step``: an earlier one, to which it is sent back. ``line``: the row it is about (None: every row that waits for the actor). ``to``: the
    person it is handed on or copied to or who is added, ``where`` (``before`` or ``after``) the latter. ``input``: corrections.
    """

    id: str
    decision: str
    reason: str = ""
    seen: int | None = None
    line: str | None = None
    to: str | None = None
    where: str = "before"
    input: Mapping[str, Json] = field(default_factory=dict[str, Json])
    confirmed: Mapping[str, str] = field(default_factory=dict[str, str])
    step: str | None = None

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((ROUND, self.id),)


@answering
def decide_approval(asked: DecideApproval, read: Reader) -> Decision | Refusal:
    """Write the decision with everything that follows from it, or refuse and change nothing.

    Refused: 404 an approval that is not there or does not concern the actor; 403 one's own request, somebody who is not
    asked; 409 one that is closed, whose facts have changed, that was decided by the actor already, or that leaves
    nobody to decide what comes next; 422 no reason given.
    """
    work = Work(asked.scene, read, asked.confirmed)
    found = _sitting(work, asked)
    if isinstance(found, Refusal):
        return found
    refusal = _closed(found) or _unseen(found, asked)
    if refusal is not None:
        return refusal
    if asked.decision in _NEEDS_REASON and not asked.reason.strip():
        return refused(Kind.INVALID, NO_REASON, pointer="/reason")
    record = found.record
    work.open(f"approval:{found.approval.id}.{asked.decision}", _why(found, asked))
    work.note(record)
    refusal = _VERBS[asked.decision](found, asked)
    touched = work.close()
    refusal = refusal or finish_command(work, touched, asked.confirmed)
    return refusal or work.decision(outcome(work, record, {"approval": told(work, asked.id)}))


def told(work: Work, id: str) -> Json:
    """What the asker is told of the approval as it stands now."""
    current = round_of(work, id)
    return {"id": id, "state": current.state if current else "", "facts": current.facts if current else 0}


def _sitting(work: Work, asked: DecideApproval) -> Sitting | Refusal:
    """The round, for whoever takes part in it or may see what it is about; for others there is none."""
    current = round_of(work, asked.id)
    record = work.record(current.entity, current.record) if current else None
    definition = approval_of(work, record, current.approval) if current and record else None
    if current is None or definition is None:
        return refused(Kind.MISSING, MISSING)
    sitting = Sitting(work, definition, current)
    person = asked.scene.actor.person
    takes_part = person in (current.requester, *(seat.person for seat in sitting.seats.values()))
    if takes_part or not isinstance(
        visible_record(work.scene, work, current.entity, current.record), Refusal
    ):
        return sitting
    return refused(Kind.MISSING, MISSING)


def _closed(sitting: Sitting) -> Refusal | None:
    current = sitting.round
    if current.is_open:
        return None
    if current.state == RESTARTED:
        latest = next(
            (one.id for one in open_rounds(sitting.work, current.record) if one.approval == current.approval),
            None,
        )
        return _refused(sitting, CHANGED, Kind.CONFLICT, {"instead": latest})
    return _refused(
        sitting, CLOSED, Kind.CONFLICT, {"outcome": OUTCOMES[current.state], "state": current.state}
    )


def _unseen(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    """What was seen is what is decided: a correction since then makes it another matter."""
    facts = sitting.round.facts
    if asked.decision not in ("approve", "reject", "close") or asked.seen == facts:
        return None
    if asked.seen is None and facts == 1:
        return None
    return _refused(sitting, CHANGED, Kind.CONFLICT, {"facts": facts})


def _why(sitting: Sitting, asked: DecideApproval) -> dict[str, Json]:
    said = {"reason": asked.reason, "line": asked.line, "to": asked.to, "step": asked.step}
    return {
        "approval": asked.id,
        "round": sitting.round.number,
        "facts": sitting.round.facts,
        **{name: value for name, value in said.items() if value},
    }


# ------------------------------------------------------------------ by those who are asked


def _seats(sitting: Sitting, asked: DecideApproval, verb: str | None = None) -> list[Seat] | Refusal:
    """The seats by which the actor speaks now; ``verb``: what their step must allow."""
    person = asked.scene.actor.person
    if person is not None and person == sitting.round.requester:
        return _refused(sitting, OWN, Kind.FORBIDDEN)
    refusal = renew(sitting)
    if refusal is not None:
        return refusal
    mine = [
        seat
        for seat in sitting.seats.values()
        if seat.person == person and seat.step in sitting.round.open_steps and asked.line in (None, seat.line)
    ]
    now = [seat for seat in mine if seat.given is Given.OPEN]
    if not now:
        return _not_asked(sitting, mine)
    for seat in now if verb else ():
        step = sitting.approval.step(seat.step)
        if step is not None and verb not in step.may:
            return _refused(sitting, MAY_NOT, Kind.CONFLICT, {"decision": verb or "", "step": step.label})
    return now


def _not_asked(sitting: Sitting, mine: list[Seat]) -> Refusal:
    if any(seat.given is Given.WAITING for seat in mine):
        return _refused(sitting, NOT_YOUR_TURN, Kind.CONFLICT, _deciders(sitting))
    if any(seat.decided_at is not None for seat in mine):
        return _refused(sitting, TWICE, Kind.CONFLICT)
    return _refused(sitting, NOT_A_DECIDER, Kind.FORBIDDEN, _deciders(sitting))


def _deciders(sitting: Sitting) -> dict[str, Json | Label]:
    names = names_of(sitting.work, sitting.waits_for)
    return {"deciders": {"en": ", ".join(names), "zh-CN": "、".join(names)}}


def _speak(sitting: Sitting, asked: DecideApproval, seats: list[Seat], given: Given) -> None:
    now, reason = asked.scene.now, asked.reason.strip() or None
    for seat in seats:
        sitting.put(replace(seat, given=given, decided_at=now, reason=reason, seen=sitting.round.facts))


def _approve(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    seats = _seats(sitting, asked)
    if isinstance(seats, Refusal):
        return seats
    refusal = correct(sitting, seats, asked.input)
    if refusal is not None:
        return Refusal(
            refusal.kind, tuple(replace(one, pointer=f"/input{one.pointer}") for one in refusal.reasons)
        )
    _speak(sitting, asked, seats, Given.APPROVED)
    return advance(sitting, VERBS)


def _reject(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    seats = _seats(sitting, asked)
    if isinstance(seats, Refusal):
        return seats
    _speak(sitting, asked, seats, Given.REJECTED)
    return advance(sitting, VERBS)


def _return(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    seats = _seats(sitting, asked, "return")
    if isinstance(seats, Refusal):
        return seats
    if asked.step is not None:
        return send_back(sitting, seats, asked.step, asked.reason.strip()) or advance(sitting, VERBS)
    _speak(sitting, asked, seats, Given.RETURNED)
    finish(sitting, Outcome.RETURNED, asked.reason)
    return None


def _close(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    """Yes, and nobody else needs to be asked."""
    seats = _seats(sitting, asked, "close")
    if isinstance(seats, Refusal):
        return seats
    _speak(sitting, asked, seats, Given.APPROVED)
    for step in dict.fromkeys(seat.step for seat in seats):
        close_step(sitting, step, Given.APPROVED)
    finish(sitting, Outcome.APPROVED, asked.reason or None)
    return None


def _delegate(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    seats = _seats(sitting, asked, "delegate")
    return (
        seats
        if isinstance(seats, Refusal)
        else hand_on(sitting, seats, asked.to, asked.scene.now, asked.reason)
    )


def _add_signer(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    seats = _seats(sitting, asked, "add_signer")
    return seats if isinstance(seats, Refusal) else add_signer(sitting, seats, asked.to, asked.where)


# ------------------------------------------------------------------ by who asked for it


def _withdraw(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    refusal = _by_requester(sitting, asked)
    if refusal is not None:
        return refusal
    until = sitting.approval.withdraw
    decided = any(seat.decided_at is not None for seat in sitting.seats.values())
    if until is None or (until == "first_decision" and decided):
        return _refused(sitting, NOT_WITHDRAWN, Kind.CONFLICT)
    finish(sitting, Outcome.WITHDRAWN, asked.reason or None)
    return None


def _by_requester(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    person = asked.scene.actor.person
    if person is not None and person == sitting.round.requester:
        return None
    return _refused(sitting, ONLY_REQUESTER, Kind.FORBIDDEN)


def _nudge(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    return _by_requester(sitting, asked) or renew(sitting) or nudge(sitting)


def _copy(sitting: Sitting, asked: DecideApproval) -> Refusal | None:
    """Let somebody know; whoever asked may, and those who take part."""
    taking_part = (sitting.round.requester, *(seat.person for seat in sitting.seats.values()))
    if asked.scene.actor.person not in taking_part:
        return _refused(sitting, NOT_A_DECIDER, Kind.FORBIDDEN, _deciders(sitting))
    return copy_to(sitting, asked.to)


def _refused(
    sitting: Sitting, problem: Problem, kind: Kind, data: Mapping[str, Json | Label] | None = None
) -> Refusal:
    about: dict[str, Json | Label] = {"approval": sitting.approval.label}
    return refused(kind, problem, {**about, **(data or {})})


_VERBS: Mapping[str, Callable[[Sitting, DecideApproval], Refusal | None]] = {
    "approve": _approve,
    "reject": _reject,
    "return": _return,
    "close": _close,
    "delegate": _delegate,
    "add_signer": _add_signer,
    "withdraw": _withdraw,
    "nudge": _nudge,
    "copy": _copy,
}
