"""Cells: what spreadsheets and people make of values, made good again or refused."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.conditions.types import TEXT
from engine.records.entity import Field, FieldKind, Option
from engine.values.refusal import Reason
from server.imports.cells import json_of, text_of

OPTIONS = {
    "walk_in": Option("walk_in", {"en": "Walk-in", "zh-CN": "自然到访"}),
    "web": Option("web", {"en": "Web site", "zh-CN": "网站"}),
}


def field(kind: FieldKind) -> Field:
    return Field("f", kind, TEXT, {"en": "F", "zh-CN": "字段"}, options=OPTIONS)


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        (FieldKind.TEXT, " x ", "x"),
        (FieldKind.TEXT, 12.0, "12"),
        (FieldKind.TEXT, None, None),
        (FieldKind.TEXT, "'=1+1", "=1+1"),
        (FieldKind.TEXT, "'tis", "'tis"),
        (FieldKind.PHONE, "１３８００１３８０００", "13800138000"),
        (FieldKind.PHONE, 13800138000.0, "13800138000"),
        (FieldKind.PHONE, "1.3800138000E+10", "13800138000"),
        (FieldKind.INTEGER, "1,234", "1234"),
        (FieldKind.MONEY, "￥1,234.50", "1234.50"),
        (FieldKind.PERCENT, "8%", "0.08"),
        (FieldKind.DECIMAL, "１.５", "1.5"),
        (FieldKind.DECIMAL, "much", "much"),
        (FieldKind.BOOLEAN, "是", True),
        (FieldKind.BOOLEAN, "No", False),
        (FieldKind.BOOLEAN, True, True),
        (FieldKind.ENUM, "WALK in", "walk_in"),
        (FieldKind.ENUM, "自然 到访", "walk_in"),
        (FieldKind.ENUM, "Web  Site", "web"),
        (FieldKind.ENUMS, "网站；Walk-in", ["web", "walk_in"]),
        (FieldKind.DATE, "2026/3/2", "2026-03-02"),
        (FieldKind.DATE, "2026年3月2日", "2026-03-02"),
        (FieldKind.DATE, "46083.0", "2026-03-02"),
        (FieldKind.DATE, 46083, "2026-03-02"),
        (FieldKind.DATE, datetime.fromisoformat("2026-03-02T09:30"), "2026-03-02"),
        (FieldKind.DATE, date(2026, 3, 2), "2026-03-02"),
        (FieldKind.DATE, "2026-02-30", "2026-02-30"),
        (FieldKind.DATETIME, "2026/3/2 9:30", "2026-03-02T09:30:00"),
        (FieldKind.DATETIME, 46083.5, "2026-03-02T12:00:00"),
        (FieldKind.DATETIME, "2026-03-02T09:30:00+08:00", "2026-03-02T09:30:00+08:00"),
    ],
)
def test_a_cell_is_read_for_its_field(kind: FieldKind, cell: Any, expected: Any) -> None:
    assert json_of(field(kind), cell, {}) == expected


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        (FieldKind.PHONE, "1.38E+10", "imports.number_eaten"),
        (FieldKind.NATIONAL_ID, "1.10101E+17", "imports.number_eaten"),
        (FieldKind.ENUM, "Radio", "imports.unknown_option"),
        (FieldKind.ENUMS, "Web site, Radio", "imports.unknown_option"),
        (FieldKind.BOOLEAN, "maybe", "imports.not_yes_no"),
    ],
)
def test_what_cannot_be_made_good_is_refused(kind: FieldKind, cell: Any, code: str) -> None:
    answer = json_of(field(kind), cell, {})
    assert isinstance(answer, Reason)
    assert answer.code == code


def test_the_mapping_says_what_cells_mean() -> None:
    assert json_of(field(FieldKind.ENUM), " Google ", {"google": "web"}) == "web"
    assert json_of(field(FieldKind.ENUM), "None", {"none": None}) is None


def test_numbers_are_texts_without_a_point() -> None:
    assert [text_of(one) for one in (5, 5.0, 5.25, True)] == ["5", "5", "5.25", "true"]
    assert Decimal(text_of(0.1)) == Decimal("0.1")
