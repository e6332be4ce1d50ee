"""The result of an import as a table: every row of the file, what became of it, and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from engine.values.plain import Json, Label, in_language
from server.imports.row_result import RowResult
from server.imports.run import ImportReport

_HEADS: Sequence[Label] = (
    {"en": "Row", "zh-CN": "行号"},
    {"en": "Result", "zh-CN": "结果"},
    {"en": "Reasons", "zh-CN": "原因"},
    {"en": "Record", "zh-CN": "记录"},
)
STATES: Mapping[str, Label] = {
    "created": {"en": "created", "zh-CN": "新建"},
    "linked": {"en": "created, linked to the one that is there", "zh-CN": "新建并关联已有记录"},
    "changed": {"en": "changed", "zh-CN": "更新"},
    "same": {"en": "same already", "zh-CN": "无变化"},
    "skipped": {"en": "skipped: there already", "zh-CN": "跳过：已存在"},
    "refused": {"en": "refused", "zh-CN": "拒绝"},
    "empty": {"en": "empty row", "zh-CN": "空行"},
    "undone": {"en": "taken back", "zh-CN": "已撤销"},
}


def result_table(report: ImportReport, language: str) -> tuple[tuple[str, ...], Iterator[Sequence[Json]]]:
    """Headers and rows: number, result, reasons and record id, then the cells as they came."""
    titles = [*report.rows[0].cells] if report.rows else []
    heads = tuple(in_language(one, language) for one in _HEADS)
    return (*heads, *titles), (_row(row, titles, language) for row in report.rows)


def reasons_of(row: RowResult, language: str) -> list[str]:
    """Why a row was refused, as sentences with the field each is about."""
    told: list[str] = []
    for one in cast("Sequence[Mapping[str, Json]]", row.reasons or ()):
        place = str(one.get("pointer") or "").strip("/")
        text = in_language(cast("Label", one["text"]), language, str(one["code"]))
        told.append(f"{place}: {text}" if place else text)
    return told


def _row(row: RowResult, titles: Sequence[str], language: str) -> Sequence[Json]:
    state = in_language(STATES.get(row.state, {}), language, row.state)
    return [
        row.number,
        state,
        " ".join(reasons_of(row, language)),
        row.record,
        *(row.cells.get(one) for one in titles),
    ]
