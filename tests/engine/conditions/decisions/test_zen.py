"""Cells in ZEN: what is read and written, and that ZEN itself takes them to mean the same."""

from decimal import Decimal

import pytest

from engine.conditions.decisions.zen_read import read, read_literal
from engine.conditions.decisions.zen_write import write
from tests.engine.conditions.decisions.oracle import hits as zen_hits
from tests.engine.conditions.decisions.tables import row, table

NUMBERS = (-3, -1, 0, 1, 2, 3, 5, 8, 9, Decimal("0.5"), Decimal("2.25"), None)
TEXTS = ("a", "b", "it's", 'a "b"', "张三", None)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("5", 5),
        ("-0.5", Decimal("-0.5")),
        ("== 5", 5),
        ('"a"', "a"),
        ("'a \"b\"'", 'a "b"'),
        ("true", True),
        ("!= 5", {"op": "ne", "value": 5}),
        (">= 5 and < 10", {"all": [{"op": "gte", "value": 5}, {"op": "lt", "value": 10}]}),
        ("[1..5)", {"all": [{"op": "gte", "value": 1}, {"op": "lt", "value": 5}]}),
        ("( 1 .. 5 ]", {"all": [{"op": "gt", "value": 1}, {"op": "lte", "value": 5}]}),
        ("not in [1..5)", {"any": [{"op": "lt", "value": 1}, {"op": "gte", "value": 5}]}),
        ("1, 2 ,3", {"any": [1, 2, 3]}),
        ("< 1 or > 5", {"any": [{"op": "lt", "value": 1}, {"op": "gt", "value": 5}]}),
        ("[1, 2]", {"op": "in", "value": [1, 2]}),
        ("in ['a', \"b\"]", {"op": "in", "value": ["a", "b"]}),
        ("not in [1]", {"op": "not_in", "value": [1]}),
        ("null", {"op": "absent"}),
        ("!= null", {"op": "present"}),
        # Strictly from left to right, as ZEN has it.
        (
            "> 8, > 1 and < 3",
            {
                "all": [
                    {"any": [{"op": "gt", "value": 8}, {"op": "gt", "value": 1}]},
                    {"op": "lt", "value": 3},
                ]
            },
        ),
    ],
)
def test_cells_that_both_languages_have(text, cell):
    assert read(text) == cell


@pytest.mark.parametrize(
    "text",
    [">= ", ">", "$ > 5", "len($) > 2", "not(5)", "not 5", "(> 1)", "> 'a'", "]1..3[", "[1..'a']", "1..5", "[]", "in 5", "and", "5 5", "'a", '""',
     "1e3", "[null]", "> null", "in (1, 2)", "a", "1 and", "d('2026-01-01')", "`a`", "5;", "[1, 2)", "not"],
)  # fmt: skip
def test_cells_that_we_do_not_read(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", (True, 5)),
        ("'x'", (True, "x")),
        ("null", (True, None)),
        ("false", (True, False)),
        ("1 + 1", (False, None)),
        ("x", (False, None)),
        ("", (False, None)),
        (",", (False, None)),
    ],
)
def test_values_are_single_literals(text, expected):
    assert read_literal(text) == expected


def _hits(cell, column, value):
    made = table([row("r", {column: cell}, grade="A")], inputs={column: {"field": column}})
    return bool(made.decide({column: value}).rows)


@pytest.mark.parametrize(
    "text",
    ["5", "-1", "!= 5", "> 2", "<= 0.5", "[1..5)", "(1..5]", "not in [1..5)", "1, 2, 3", "< 1 or > 5", "[1, 2]", "not in [1, 2]", "null", "!= null",
     "== null, > 2", "> 8, > 1 and < 3", "> 1 and < 9 and != 3", "[1..5] and != 2", "!= 5, > 8", "[5..1]", "- 1", "2.250"],
)  # fmt: skip
def test_numbers_mean_to_us_what_they_mean_to_zen(text):
    assert [_hits(read(text), "cost", value) for value in NUMBERS] == [
        zen_hits(text, value) for value in NUMBERS
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"a"',
        '"a", "b"',
        'in ["a", "张三"]',
        'not in ["a"]',
        '!= "it\'s"',
        "'a \"b\"'",
        "null",
        '!= null and != "a"',
    ],
)
def test_texts_mean_to_us_what_they_mean_to_zen(text):
    assert [_hits(read(text), "brand", value) for value in TEXTS] == [
        zen_hits(text, value) for value in TEXTS
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (5, "5"),
        ([1, Decimal("2.5")], "1, 2.5"),
        ({"op": "ne", "value": 5}, "!= 5"),
        ({"op": "between", "value": [1, 5]}, "[1..5]"),
        ({"all": [{"op": "gte", "value": 80}, {"op": "lt", "value": 90}]}, "[80..90)"),
        ({"all": [{"op": "gt", "value": 1}, {"op": "ne", "value": 3}]}, "> 1 and != 3"),
        ({"any": [{"op": "gt", "value": 8}, {"op": "absent"}]}, "== null, > 8"),
        (
            {
                "any": [
                    7,
                    {"all": [{"op": "gt", "value": 1}, {"op": "ne", "value": 3}, {"op": "lt", "value": 5}]},
                ]
            },
            None,
        ),
        (
            {
                "any": [
                    {"op": "gt", "value": 9},
                    {"all": [{"op": "gt", "value": 1}, {"op": "ne", "value": 3}]},
                ]
            },
            "> 1 and != 3, > 9",
        ),
        ({"all": [{"any": [1, 2]}, {"op": "ne", "value": 2}]}, None),
        ({"op": "lt", "value": {"parameter": "cap"}}, None),
    ],
)
def test_cells_are_written_so_that_zen_means_the_same(cell, text):
    made = table([row("r", {"cost": cell}, grade="A")], inputs={"cost": {"field": "cost"}})

    assert write(made.sheet.rows[0].cells["cost"]) == text
    if text is not None:
        assert [_hits(cell, "cost", value) for value in NUMBERS] == [
            zen_hits(text, value) for value in NUMBERS
        ]


@pytest.mark.parametrize(
    "cell", ['a "b" it\'s', {"op": "contains", "value": "a"}, {"op": "lt", "value": "m"}, "a\nb"]
)
def test_texts_that_zen_cannot_say(cell):
    made = table([row("r", {"brand": cell}, grade="A")], inputs={"brand": {"field": "brand"}})

    assert write(made.sheet.rows[0].cells["brand"]) is None
