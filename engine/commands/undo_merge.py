"""Take a merge back: what moved goes back as far as nobody has moved it on since, and the record is what it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from engine.commands.begin import begin
from engine.commands.merging import SURVIVOR_GONE, held
from engine.commands.merging_limits import counter_of, take_apart
from engine.commands.pooling import stay_again
from engine.commands.run import finish, outcome
from engine.commands.work import Work
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.effects.task_book import TASK
from engine.facts.answers import answering, no_transition
from engine.facts.ask import SceneAsk
from engine.facts.gather import Facts, about
from engine.facts.judge import may_take
from engine.facts.merged import MERGE, UNDONE, merge_row
from engine.ports.store import Reader
from engine.records.accept import accept_value
from engine.records.present import present
from engine.values.need import Sure
from engine.values.plain import Json, Value
from engine.values.record import Decision, Record
from engine.values.refusal import Kind, Reason, Refusal

UNDO_DAYS = 30
_problem = problems_of("merges")
NOT_MERGED = _problem("not_merged", "This record was not merged into another.", "该记录没有并入其他记录。")
TOO_LATE = _problem("too_late", "A merge can be undone for {days} days.", "合并只能在 {days} 天内撤销。")


@dataclass(frozen=True, slots=True)
class UndoMerge(SceneAsk):
    """``id``: the record that was merged into another."""

    entity: str
    id: str

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((self.entity, self.id), (MERGE, self.id))


@dataclass(slots=True)
class _Back:
    """How much went back, and what stays because it was changed since."""

    moved: int = 0
    left: list[Json] = field(default_factory=list[Json])


@answering
def undo_merge(asked: UndoMerge, read: Reader) -> Decision | Refusal:
    """Take it back; answers ``undone``: how much moved back, and what was changed since and stays.

    Refused: 404 a record that is not there; 403 no duty for the transition that merged it; 409 not merged, later than
    30 days, or a survivor that was itself merged since.
    """
    work = Work(asked.scene, read)
    found = begin(work, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    loser, facts = found
    row = merge_row(work, loser.id)
    if row is None:
        return refused(Kind.CONFLICT, NOT_MERGED)
    refusal = _forbidden(asked, loser, row, facts)
    survivor = work.record(loser.entity, str(row.values["survivor"]))
    if refusal is not None:
        return refusal
    if survivor is None or merge_row(work, survivor.id) is not None:
        return refused(Kind.CONFLICT, SURVIVOR_GONE)
    back = _Back()
    work.open("undo_merge", {"merge": {"from": loser.id, "into": survivor.id, "undone": True}})
    _move_back(work, row, loser, survivor, back)
    touched = work.close()
    work.merged = {"into": survivor.id, "undone": True, "moved_back": back.moved, "left": back.left}
    refusal = finish(work, touched, {})
    return refusal or work.decision(outcome(work, loser))


def _forbidden(asked: UndoMerge, loser: Record, row: Record, facts: Facts) -> Refusal | None:
    """Who may merge may take it back, within its time."""
    name = str(row.values["command"]).rpartition(".")[2]
    workflow = asked.scene.release_of(loser).workflow_of(loser)
    transition = workflow.transitions.get(name) if workflow else None
    if transition is None:
        return no_transition(name)
    refusal = may_take(asked.scene, transition, facts)
    at = row.values["at"]
    if refusal is None and isinstance(at, datetime) and asked.scene.now - at > timedelta(days=UNDO_DAYS):
        return refused(Kind.CONFLICT, TOO_LATE, {"days": UNDO_DAYS})
    return refusal


def _move_back(work: Work, row: Record, loser: Record, survivor: Record, back: _Back) -> None:
    moved = cast("dict[str, Any]", row.values["moved"])
    for kind, id, name in cast("Sequence[tuple[str, str, str]]", moved["links"]):
        link = work.scene.release.entities[kind].field(name)
        other = work.record(kind, id)
        now = other.values.get(name) if other is not None else None
        if other is None or link is None or now != (None if id == survivor.id else held(link, survivor)):
            back.left.append({"entity": kind, "id": id, "field": name})
            continue
        work.write(other, {name: held(link, loser)})
        back.moved += 1
    for kind, id, position in cast("Sequence[tuple[str, str, int]]", moved["lines"]):
        line = work.record(kind, id)
        if line is not None and line.values.get("parent") == survivor.id:
            work.write(line, {"parent": loser.id, "position": position})
            back.moved += 1
    for id in cast("Sequence[str]", moved["tasks"]):
        task = work.record(TASK, id)
        if task is not None and (task.values["record"], task.values["state"]) == (survivor.id, "open"):
            work.keep(TASK, id, {**task.values, "record": loser.id})
            back.moved += 1
    for counter in moved["counters"]:
        take_apart(work, counter_of(counter), loser)
    work.note(survivor)
    work.write(survivor, _values_back(work, survivor, moved["values"], back))
    entered = moved["entered_at"]
    state: dict[str, Value] = {"state": moved["state"]}
    entry = datetime.fromisoformat(entered) if entered else work.scene.now
    stay_again(work, work.write(loser, {**state, "entered_at": entry}))
    work.keep(MERGE, loser.id, {**row.values, "state": UNDONE})


def _values_back(
    work: Work, survivor: Record, values: dict[str, tuple[Json, Json]], back: _Back
) -> dict[str, Value]:
    """The values that the survivor had, where it still has what the merge gave it."""
    entity = work.scene.release.entities[survivor.entity]
    zone = Facts(work.scene, work, about(survivor)).zone
    found: dict[str, Value] = {}
    for name, (before, after) in values.items():
        field_ = entity.fields.get(name)
        if field_ is None or present(survivor.values.get(name)) != after:
            back.left.append({"entity": survivor.entity, "id": survivor.id, "field": name})
            continue
        value = accept_value(field_, before, zone)
        if not isinstance(value, Reason):
            found[name] = value
    return found
