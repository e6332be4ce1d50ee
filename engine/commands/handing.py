"""Handing a decision on to somebody else, asking somebody besides, and reminding those who are waited for."""

from dataclasses import replace
from datetime import datetime

from engine.approvals.decide import Given, Seat, Side
from engine.approvals.reasons import ALREADY_ASKED, BARRED, NO_COPY, NO_NUDGE, NO_PERSON, NUDGED, OWN
from engine.commands.news import leave_message
from engine.commands.seating import seat_id
from engine.commands.sitting import Sitting
from engine.diagnostics.refuse import refused
from engine.effects.effect import Send
from engine.effects.whom import ByDeciders
from engine.facts.holders import present
from engine.facts.people import names_of
from engine.facts.scene import zone_of
from engine.facts.spans import span_of
from engine.values.refusal import Kind, Refusal


def hand_on(sitting: Sitting, seats: list[Seat], to: str | None, now: datetime, why: str) -> Refusal | None:
    """Let ``to`` decide instead; their word counts as that of the one whose place it is."""
    for seat in seats:
        refusal = may_sit(sitting, seat, to)
        if refusal is not None:
            return refusal
        sitting.put(replace(seat, given=Given.HANDED, decided_at=now, reason=why.strip() or None))
        there = replace(seat, person=to or "", stands_for=seat.principal, id=_id(sitting, seat, to))
        sitting.put(replace(there, given=Given.WAITING, decided_at=None, reason=None, seen=None))
    sitting.settle()
    return None


def add_signer(sitting: Sitting, seats: list[Seat], to: str | None, where: str) -> Refusal | None:
    """Ask ``to`` as well: ``before`` the actor may speak, or ``after``; a no of theirs is a no of the actor."""
    side = Side.AFTER if where == "after" else Side.BEFORE
    for seat in seats:
        refusal = may_sit(sitting, seat, to)
        if refusal is not None:
            return refusal
        id = _id(sitting, seat, to)
        sitting.put(Seat(id, seat.step, to or "", Given.WAITING, seat.line, side=side, of=seat.principal))
    sitting.settle()
    return None


def nudge(sitting: Sitting) -> Refusal | None:
    """Remind everybody who is waited for, not more often than the approval says."""
    work, said = sitting.work, sitting.approval.nudge
    if said is None:
        return refused(Kind.CONFLICT, NO_NUDGE, {"approval": sitting.approval.label})
    last = sitting.round.nudged_at
    zone = zone_of(work.scene.release.time_zone)
    every = span_of(said.every, sitting.facts())
    again = every.after(last, zone) if last is not None and every is not None else None
    if again is not None and again > work.scene.now:
        return refused(Kind.CONFLICT, NUDGED, {"at": again.astimezone(zone).strftime("%Y-%m-%d %H:%M")})
    sitting.change(nudged_at=work.scene.now)
    for step in sitting.round.open_steps:
        context = sitting.context(step)
        leave_message(work, Send(said.message, (ByDeciders("step.deciders"),)), context, context.facts(work))
    return None


def copy_to(sitting: Sitting, to: str | None) -> Refusal | None:
    """Tell a person of it; they are not asked anything."""
    message = sitting.approval.copied_by
    if message is None:
        return refused(Kind.CONFLICT, NO_COPY, {"approval": sitting.approval.label})
    if not to or not present(sitting.work, (to,)):
        return refused(Kind.INVALID, NO_PERSON, pointer="/to")
    context = sitting.context("")
    told = context._replace(step={**context.step, "copied": (to,)})
    leave_message(sitting.work, Send(message, (ByDeciders("step.copied"),)), told, told.facts(sitting.work))
    return None


def _id(sitting: Sitting, seat: Seat, to: str | None) -> str:
    return seat_id(sitting, seat.step, seat.line, to or "")


def may_sit(sitting: Sitting, seat: Seat, to: str | None, *, again: bool = False) -> Refusal | None:
    """Whether a person may come to sit in the step: never who asked, nobody twice (G13).

    ``again``: one who had a place there and no longer has it may come back.
    """
    if not to or not present(sitting.work, (to,)):
        return refused(Kind.INVALID, NO_PERSON, pointer="/to")
    if to == sitting.round.requester:
        return refused(Kind.FORBIDDEN, OWN)
    name = names_of(sitting.work, (to,))[0]
    spoken = {
        one.person for one in sitting.seats.values() if one.decided_at is not None and one.step != seat.step
    }
    if to in sitting.round.barred or (sitting.approval.distinct and to in spoken):
        return refused(Kind.FORBIDDEN, BARRED, {"person": name})
    there = sitting.seats.get(_id(sitting, seat, to))
    if there is not None and not (again and there.given in (Given.LEFT, Given.HANDED)):
        return refused(Kind.CONFLICT, ALREADY_ASKED, {"person": name})
    return None
