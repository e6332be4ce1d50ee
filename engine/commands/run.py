"""The verbs that effects may call, tied together, and the one way from an open step to a decision."""

from collections.abc import Mapping

from engine.commands.accounts import nothing_left
from engine.commands.asking import stuck
from engine.commands.births import make
from engine.commands.capacity import move_into_more_room
from engine.commands.cascade import run_to_quiet
from engine.commands.effects import Verbs
from engine.commands.holding import hold_covered
from engine.commands.keep import keep
from engine.commands.moves import take
from engine.commands.renewing import renew_seats
from engine.commands.waiting import move_up
from engine.commands.work import Key, Work
from engine.records.present import present
from engine.values.plain import Json, Value
from engine.values.record import Record
from engine.values.refusal import Refusal


def _create(work: Work, entity: str, values: Mapping[str, Value], around: Record | None) -> Record | Refusal:
    return make(work, entity, values, around, VERBS)


def _take(work: Work, record: Record, name: str, inputs: Mapping[str, Value]) -> Refusal | None:
    return take(work, record, name, inputs, VERBS)


VERBS = Verbs(create=_create, take=_take)


def finish(work: Work, touched: list[Key], confirmed: Mapping[str, str]) -> Refusal | None:
    """Everything that comes after the first step: automatic transitions, rules, invariants, timers, texts."""
    refusal = run_to_quiet(work, touched, VERBS)
    while refusal is None and (moved := _moved_up(work)) is not None:
        refusal = run_to_quiet(work, moved, VERBS)
    if refusal is None:
        again = hold_covered(work, VERBS)
        refusal = again if isinstance(again, Refusal) else run_to_quiet(work, again, VERBS)
    refusal = refusal or nothing_left(work)
    if refusal is None:
        renewed = renew_seats(work, VERBS)
        refusal = renewed if isinstance(renewed, Refusal) else run_to_quiet(work, renewed, VERBS)
    return refusal or stuck(work) or keep(work, confirmed)


def _moved_up(work: Work) -> list[Key] | None:
    """What the next that waits has touched by moving up, to a place that became free or into more room."""
    moved = move_up(work, VERBS)
    return move_into_more_room(work, VERBS) if moved is None else moved


def outcome(work: Work, record: Record, extra: Mapping[str, Json] | None = None) -> Mapping[str, Json]:
    """What a command answers about the record it was about."""
    latest = work.record(record.entity, record.id) or record
    answer: dict[str, Json] = {
        "entity": latest.entity,
        "id": latest.id,
        "version": latest.version,
        "number": latest.values.get("number"),  # type: ignore[dict-item]
        "state": latest.state,
    }
    workflow = work.scene.release.workflows.get(latest.entity)
    if workflow is not None and workflow.tracks:
        answer["tracks"] = {name: present(latest.values.get(name)) for name in workflow.tracks}
    if work.warnings:
        answer["warnings"] = list(work.warnings)
    if work.limits:
        answer["limits"] = list(work.limits.values())
    if work.merged:
        answer["merged"] = work.merged
    return {**answer, **(extra or {})}
