"""Sending back to a step: it is asked anew, with everything that comes after it; what was said there counts for nothing (A44)."""

from collections.abc import Sequence
from dataclasses import replace

from engine.approvals.decide import Given, Seat
from engine.approvals.reasons import NOT_BEFORE
from engine.approvals.round import PASSED
from engine.commands.sitting import Sitting
from engine.commands.step_timers import end_deadlines
from engine.diagnostics.refuse import refused
from engine.values.refusal import Kind, Refusal


def send_back(sitting: Sitting, seats: Sequence[Seat], to: str, reason: str) -> Refusal | None:
    """Undo every step from ``to`` on; the caller goes on from there. ``seats``: those by which the actor speaks.

    Refused: 422 a step that was not decided before the present one.
    """
    known = [step for step in sitting.approval.steps if _is_before(sitting, step.id)]
    target = next((step for step in known if step.id == to), None)
    if target is None:
        return refused(
            Kind.INVALID, NOT_BEFORE, {"known": ", ".join(one.id for one in known) or "-"}, "/step"
        )
    for id in sitting.round.open_steps:
        end_deadlines(sitting, id)
    undone = {step.id for step in sitting.approval.steps if step.order >= target.order}
    mine = {seat.id for seat in seats}
    for seat in list(sitting.seats.values()):
        if seat.step in undone:
            said = {"decided_at": sitting.work.scene.now, "reason": reason} if seat.id in mine else {}
            sitting.put(replace(seat, given=Given.OVER, **said))
    sitting.change(steps=tuple(one for one in sitting.round.steps if one.step not in undone))
    return None


def _is_before(sitting: Sitting, step: str) -> bool:
    """Whether a step was decided, and comes before everything that is open."""
    state = sitting.round.state_of(step)
    if state is None or state.state == PASSED or step in sitting.round.open_steps:
        return False
    orders = {one.id: one.order for one in sitting.approval.steps}
    return all(orders[step] < orders[open_] for open_ in sitting.round.open_steps if open_ in orders)
