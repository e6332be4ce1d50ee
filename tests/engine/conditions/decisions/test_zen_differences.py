"""Where ZEN and our tables differ although one cell can be read by both: ``docs/decision_tables.md`` lists the same."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from engine.conditions.decisions.jdm import to_jdm
from engine.conditions.decisions.zen_read import read
from tests.engine.conditions.decisions import oracle
from tests.engine.conditions.decisions.tables import codes, outputs, row, table

PAGE = Path(__file__).parents[4] / "docs" / "decision_tables.md"
TEXT_OUT = {"note": {"type": "text"}}


def _ours(cell, column, value):
    made = table([row("r", {column: cell}, grade="A")], inputs={column: {"field": column}})
    return bool(made.decide({column: value}).rows)


def test_difference_1_a_cell_that_compares_fails_as_a_whole_at_null():
    cell = {"any": [{"op": "gt", "value": 8}, {"op": "absent"}]}

    assert read("> 8, == null") == cell
    assert _ours(cell, "cost", None)
    assert not oracle.hits("> 8, == null", None)
    assert oracle.hits("== null, > 8", None)  # the order in which an export writes it


def test_difference_2_a_missing_boolean_is_false():
    assert _ours(False, "warranty", None)
    assert not oracle.hits("false", None)
    assert oracle.hits("false", False)


def test_difference_3_empty_text_is_absent():
    assert _ours({"op": "absent"}, "brand", "")
    assert not oracle.hits("null", "")
    assert read('""') is None


def test_difference_4_text_is_measured_in_characters_not_in_bytes():
    made = table([row("two", {"size": 2}, grade="A")], inputs={"size": {"formula": "length(brand)"}})

    assert outputs(made, {"brand": "张三"}) == {"grade": "A"}
    assert oracle.decision(one := oracle.one_rule("len($) == 6"))({"x": "张三"}), one
    assert read("len($) == 6") is None


def test_difference_5_text_is_compared_in_its_composed_form():
    composed, decomposed = "caf\u00e9", "cafe\u0301"

    assert _ours(composed, "brand", decomposed)
    assert oracle.hits(f'"{composed}"', composed)
    assert not oracle.hits(f'"{composed}"', decomposed)


def test_difference_6_numbers_are_decimals_not_floats():
    long = Decimal("123456789012.123456")
    made = table(
        [row("r", {"cost": str(long)}, points=str(long))],
        inputs={"cost": {"field": "cost"}},
        outputs={"points": {"type": "decimal"}},
    )
    document, _ = to_jdm(made.sheet)

    assert outputs(made, {"cost": long}) == {"points": long}
    answer = oracle.decision(oracle.one_rule("", str(long)))({})
    assert isinstance(answer["y"], float)
    assert Decimal(answer["y"]) != long
    assert document is not None


def test_difference_7_a_broken_cell_is_refused_and_never_matches_there():
    assert not any(oracle.hits(">= ", value) for value in (None, 0, 5, "a"))
    assert read(">= ") is None
    assert codes([row("r", {"visits": {"op": "gte"}})]) == ["conditions.missing_key"]


def test_difference_8_an_absent_output_is_left_out_of_a_list_and_null_there():
    made = table([row("r")], hit="collect", collect="list", outputs=TEXT_OUT)

    assert outputs(made, {"visits": 1}) == {}
    assert oracle.decision(oracle.one_rule("", "null", hit="collect"))({}) == [{"y": None}]
    assert oracle.decision(oracle.one_rule("", "null"))({}) == {}


def test_difference_9_collecting_gives_a_list_for_each_output_and_rows_there():
    made = table([row("a", note="x"), row("b", note="y")], hit="collect", collect="list", outputs=TEXT_OUT)
    document, _ = to_jdm(made.sheet)

    assert outputs(made, {"visits": 1}) == {"note": ("x", "y")}
    assert oracle.decision(document)({"visits": 1}) == [{"note": "x"}, {"note": "y"}]


def test_difference_10_tests_are_read_from_left_to_right():
    assert not oracle.hits("> 8, > 1 and < 3", 9)
    assert not _ours(read("> 8, > 1 and < 3"), "cost", 9)
    assert _ours(
        {"any": [{"op": "gt", "value": 8}, {"all": [{"op": "gt", "value": 1}, {"op": "lt", "value": 3}]}]},
        "cost",
        9,
    )


def test_difference_11_only_empty_means_any():
    assert oracle.hits("", 5)
    assert not oracle.hits("-", 5)
    assert read("-") is None


def test_difference_12_names_outside_ascii_are_unknown_there():
    made = table([row("r", {"次数": 1}, grade="A")], entity=None, inputs={"次数": {"type": "integer"}})

    assert outputs(made, {"input.次数": 1}) == {"grade": "A"}
    assert not oracle.decision(oracle.one_rule("1", field="次数"))({"次数": 1})
    assert [one.code for one in to_jdm(made.sheet)[1]] == ["decisions.jdm_no_input"]


@pytest.mark.parametrize("name", [name for name in dir() if name.startswith("test_difference_")])
def test_each_difference_is_listed_in_the_documentation(name):
    number = name.split("_")[2]

    assert re.search(rf"^{number}\. ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_documentation_lists_no_other_differences():
    listed = re.findall(r"^(\d+)\. ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert listed == [
        name.split("_")[2] for name in sorted(globals(), key=_number) if name.startswith("test_difference_")
    ]


def _number(name):
    return int(name.split("_")[2]) if name.startswith("test_difference_") else 0
