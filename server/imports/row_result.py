"""What became of the rows of an import: each with its reasons, and with the row of the same file that it repeats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from engine.commands.import_row import DUE_AT_ONCE, OWNED
from engine.diagnostics.refuse import reason
from engine.limits.reasons import USED
from engine.ports.books import ImportRow as NotedRow
from engine.records.present import present
from engine.values.plain import Json, Label
from engine.values.record import Decision
from engine.values.refusal import Reason, Refusal
from server.imports.problems import LOOKS_LIKE, SAME_AS_ROW
from server.imports.rows import RowInput

REFUSED, EMPTY = "refused", "empty"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row: created, linked, changed, same, skipped, empty or refused (then with ``reasons``, as JSON).

    ``due``: what is due at once by it, or would be. ``values``: what the cells of a new record were taken for, by field.
    """

    number: int
    state: str
    cells: Mapping[str, Json]
    record: str | None = None
    version: int | None = None
    reasons: Json = None
    before: Json = None
    due: tuple[str, ...] = ()
    values: Mapping[str, Json] = field(default_factory=dict[str, Json])


class Seen:
    """The records that rows of this file have come to so far: a row that comes to one of them again says to which row."""

    def __init__(self, known: Iterable[RowResult] = ()) -> None:
        """``known``: rows that were decided before, in their order."""
        self._first: dict[str, int] = {}
        for row in known:
            if row.record is not None:
                self._first.setdefault(row.record, row.number)

    def told(self, row: RowInput, outcome: Decision | Refusal | None) -> RowResult:
        """What became of a row."""
        result = _result(row, outcome)
        before = self._first.get(_meant(outcome))
        if before is not None:
            same = as_json(reason(SAME_AS_ROW, {"row": before}))
            others = cast("Sequence[Json]", result.reasons or ())
            result = replace(result, reasons=[*others, same])
        if result.record is not None:
            self._first.setdefault(result.record, row.number)
        return result


def _meant(outcome: Decision | Refusal | None) -> str:
    """The record that a row is, or is a duplicate of; "" where none is known."""
    if isinstance(outcome, Decision):
        return str(outcome.answer.get("linked_to") or outcome.answer["id"])
    existing = (one.data.get("existing") for one in (outcome.reasons if outcome else ()))
    return next((str(one) for one in existing if one), "")


def _result(row: RowInput, outcome: Decision | Refusal | None) -> RowResult:
    if outcome is None and row.is_empty:
        return RowResult(row.number, EMPTY, row.cells)
    if isinstance(outcome, Decision):
        answer = outcome.answer
        return RowResult(
            row.number,
            str(answer["outcome"]),
            row.cells,
            str(answer["id"]),
            cast("int", answer["version"]),
            reasons=[*_owned(answer), *_likenesses(answer), *_taken(answer)] or None,
            before=answer.get("before"),
            due=tuple(cast("list[str]", answer.get("due") or ())),
            values=_taken_for(row, outcome),
        )
    reasons = [*row.reasons, *(outcome.reasons if outcome is not None else ())]
    due = tuple(str(one.data["timer"]) for one in reasons if one.code == DUE_AT_ONCE.code)
    return RowResult(row.number, REFUSED, row.cells, reasons=[as_json(one) for one in reasons], due=due)


def _taken_for(row: RowInput, outcome: Decision) -> Mapping[str, Json]:
    """What the engine took the cells of a new record for: a number of a telephone in its one spelling, a day."""
    made = next((one for one in outcome.new if one.id == outcome.answer["id"]), None)
    return {} if made is None else {name: present(made.values.get(name)) for name in row.values}


def as_json(one: Reason) -> Json:
    """A reason as it is kept with its row."""
    told: dict[str, Json] = {"code": one.code, "pointer": one.pointer, "text": dict(one.text)}
    if one.fix:
        told["fix"] = dict(one.fix)
    return {**told, "data": dict(one.data)} if one.data else told


def _taken(answer: Mapping[str, Json]) -> list[Json]:
    """Of a row that was taken, how far each limit is used that it took from."""
    limits = cast("Sequence[Mapping[str, Json]]", answer.get("limits") or ())
    said = (
        (reason(USED, {name: cast("Label", one[name]) for name in ("label", "used", "max")}), one)
        for one in limits
    )
    return [
        {"code": one.code, "pointer": "", "text": dict(one.text), "data": figures} for one, figures in said
    ]


def _owned(answer: Mapping[str, Json]) -> list[Json]:
    """Of a row whose record belongs to somebody else, to whom."""
    owner = answer.get("owned_by")
    return [as_json(reason(OWNED, {"owner": owner}))] if owner else []


def _likenesses(answer: Mapping[str, Json]) -> list[Json]:
    """What a row that was taken looks like, as sentences."""
    warnings = cast("Sequence[Mapping[str, Json]]", answer.get("warnings") or ())
    told: list[Json] = []
    for one in warnings:
        if "duplicates" in one:
            data = {"count": one["duplicates"], "label": cast("Label", one["label"])}
            said = reason(LOOKS_LIKE, data, f"/{one['field']}")
            told.append({"code": said.code, "pointer": said.pointer, "text": dict(said.text)})
    return told


def noted(job: str, row: RowResult) -> NotedRow:
    """A row as it is kept."""
    source: dict[str, Json] = {"cells": dict(row.cells), **({"before": row.before} if row.before else {})}
    return NotedRow(job, row.number, row.state, source, row.record, row.version, row.reasons)


def result_of(row: NotedRow) -> RowResult:
    """A row as it was noted."""
    cells = cast("Mapping[str, Json]", row.source.get("cells", {}))
    before = row.source.get("before")
    return RowResult(row.row, row.state, cells, row.record, row.version, row.reasons, before)
