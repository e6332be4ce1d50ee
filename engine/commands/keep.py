"""The end of a command: unique rules and invariants are judged on what came out (A11), timers are set, texts made."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from engine.commands.accounts import still_administered
from engine.commands.context import Context
from engine.commands.likenesses import note_likenesses
from engine.commands.limits import settle_held
from engine.commands.news import render_messages
from engine.commands.pooling import owned_in_pool
from engine.commands.problems import BROKEN, CONFIRM
from engine.commands.tasks import settle_tasks
from engine.commands.timing import set_timers
from engine.commands.unique import unique_refusal
from engine.commands.work import Work
from engine.diagnostics.pointer import pointer
from engine.diagnostics.refuse import reason
from engine.records.accept import WHOLE_DIGITS
from engine.records.derive import too_large
from engine.records.reasons import reason as size_reason
from engine.rules.judge import broken
from engine.rules.rule import Invariant
from engine.values.plain import Value
from engine.values.refusal import Kind, Reason, Refusal


def keep(work: Work, confirmed: Mapping[str, str]) -> Refusal | None:
    """Judge what must hold, then prepare what goes out; ``confirmed``: invariant or limit -> the reason a person gave."""
    refusal = (
        _sizes(work)
        or unique_refusal(work)
        or owned_in_pool(work)
        or _invariants(work, confirmed)
        or settle_held(work)
    )
    refusal = refusal or still_administered(work)
    if refusal is not None:
        return refusal
    note_likenesses(work)
    set_timers(work)
    settle_tasks(work)
    render_messages(work)
    _keep_trace(work)
    return None


def _sizes(work: Work) -> Refusal | None:
    """Numbers that effects and formulas have made, when they no longer fit their column."""
    found = [
        size_reason("result_too_large", pointer(name), digits=WHOLE_DIGITS)
        for key in work.bases
        if (record := work.overlay[key]) is not None
        for name, value in record.values.items()
        if isinstance(value, Decimal) and too_large(value)
    ]
    return Refusal(Kind.INVALID, tuple(found)) if found else None


def _invariants(work: Work, confirmed: Mapping[str, str]) -> Refusal | None:
    refused: list[Reason] = []
    to_confirm: list[Reason] = []
    for invariant in _broken(work):
        data = {"label": invariant.label, "invariant": invariant.id}
        if invariant.if_broken == "warn":
            work.warnings.append({"invariant": invariant.id, "label": dict(invariant.label)})
        elif invariant.if_broken == "refuse":
            refused.append(reason(BROKEN, data))
        elif not confirmed.get(invariant.id, "").strip():
            to_confirm.append(reason(CONFIRM, data))
        else:
            work.warnings.append({"confirmed": invariant.id, "reason": confirmed[invariant.id]})
    if refused:
        return Refusal(Kind.CONFLICT, tuple(refused))
    return Refusal(Kind.CONFIRM, tuple(to_confirm)) if to_confirm else None


def _broken(work: Work) -> Iterator[Invariant]:
    """The invariants that do not hold for the records this command touched, as they came out."""
    for (entity, id), base in work.bases.items():
        record = work.overlay[entity, id]
        invariants = work.scene.release.invariants.get(entity, ())
        if record is None or not invariants:
            continue
        before: Mapping[str, Value] = base.values if base else {}
        changed = {name for name, value in record.values.items() if before.get(name) != value}
        yield from broken(invariants, changed, work.taken, Context(entity, id, "").facts(work))


def _keep_trace(work: Work) -> None:
    """The first line of history keeps which rules were looked at, and what a person confirmed."""
    if not work.history:
        return
    why = work.history[0].why
    if isinstance(why, dict):
        why.update(work.cause)
        if work.rules_seen:
            why["rules"] = dict(work.rules_seen)
        if work.warnings:
            why["warnings"] = list(work.warnings)
