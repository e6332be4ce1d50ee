"""Reading conditions and values: all faults, at their places; hostile input costs little."""

import sys
from collections.abc import Callable
from decimal import Decimal
from types import FrameType
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.conditions.names import Names
from engine.conditions.parse import cell, condition, value
from engine.conditions.tree import All, Choose, Constant, Leaf, Literal, Now, Path
from engine.conditions.tree import Any as AnyOf
from engine.conditions.types import DATE, DATETIME, DURATION, INTEGER, NUMBER, TEXT, Kind, Type
from engine.values.duration import Duration
from tests.conformance.job import CATALOGUE, CNY, NAMES, SIZE, TAGS, USD


def codes(source: Any, names: Names = NAMES) -> list[tuple[str, str]]:
    return [
        (found.code.removeprefix("conditions."), found.pointer)
        for found in condition(source, names).diagnostics
    ]


def test_all_faults_are_told_each_at_its_place() -> None:
    source = {
        "all": [
            {"field": "pices", "op": "gt", "value": 1},
            {
                "any": [
                    {"field": "size", "op": "eq", "value": "smal"},
                    {"field": "name", "op": "like", "value": "x"},
                ]
            },
            {"not": {"field": "pieces", "op": "in", "value": [1, "x"]}},
        ]
    }
    assert codes(source) == [
        ("unknown_field", "/all/0/field"),
        ("unknown_option", "/all/1/any/0/value"),
        ("unknown_operator", "/all/1/any/1/op"),
        ("wrong_value", "/all/2/not/value/1"),
    ]


@pytest.mark.parametrize(
    ("source", "suggestion"),
    [
        ({"field": "pices", "op": "present"}, "pieces"),
        ({"field": "customer.nam", "op": "present"}, "name"),
        ({"field": "size", "op": "eq", "value": "larg"}, "large"),
        ({"field": "pieces", "op": "lt", "value": {"parameter": "capp"}}, "cap"),
        ({"field": "input.reson", "op": "present"}, "reason"),
        ({"decision": "risk.scor", "op": "present"}, "risk.score"),
        ({"some": "complaint.jobb"}, "complaint.job"),
        ({"formula": "rond(weight)", "op": "present"}, "round"),
        ({"field": "pieces", "op": "eq", "valu": 1}, "value"),
    ],
)
def test_unknown_names_suggest_the_nearest(source: Any, suggestion: str) -> None:
    found = condition(source, NAMES).diagnostics[0]
    assert found.data["suggestion"] == suggestion
    assert suggestion in found.hint("en")
    assert suggestion in found.hint("zh-CN")


def test_a3_a_group_means_its_states_in_a_list_and_is_refused_alone() -> None:
    tree = condition({"field": "state", "op": "in", "value": ["open", "draft"]}, NAMES).tree
    assert isinstance(tree, Leaf)
    assert isinstance(tree.right, Literal)
    assert tree.right.value == ("queued", "printing", "draft")
    assert codes({"field": "state", "op": "eq", "value": "open"}) == [("group_is_no_state", "/value")]


def test_a17_a_path_to_many_is_refused() -> None:
    assert codes({"field": "customer.jobs", "op": "present"}) == [("path_to_many", "/field")]


def test_a20_two_currencies_that_are_known_to_differ_are_refused() -> None:
    assert codes({"field": "price", "op": "lt", "value": {"field": "abroad"}}) == [
        ("two_currencies", "/value")
    ]
    assert codes({"formula": "price - abroad", "op": "present"}) == [("two_currencies", "/formula")]
    assert codes({"field": "price", "op": "lt", "value": {"field": "fee"}}) == []


def test_a20_the_value_in_the_currency_of_the_company_is_refused_by_name() -> None:
    (found,) = condition({"field": "abroad.home", "op": "gt", "value": 1}, NAMES).diagnostics
    assert (found.problem.code, found.pointer, found.data["name"]) == (
        "conditions.not_yet",
        "/field",
        "abroad.home",
    )
    (found,) = value({"formula": "price + abroad.home"}, NAMES).diagnostics
    assert found.problem.code == "conditions.not_yet"


def test_a53_parameters_and_fields_of_one_name_do_not_clash() -> None:
    found = value({"formula": "rate + parameter.rate + record.rate"}, NAMES).node
    assert found is not None
    assert [path.path for path in _paths(found)] == ["rate", "parameter.rate", "rate"]


def _paths(node: Any) -> list[Path]:
    if isinstance(node, Path):
        return [node]
    return [
        path
        for side in (getattr(node, "left", None), getattr(node, "right", None))
        if side
        for path in _paths(side)
    ]


def test_outside_a_set_record_is_the_record_itself() -> None:
    tree = condition({"field": "record.pieces", "op": "present"}, NAMES).tree
    assert tree == Leaf(Path("pieces", INTEGER), "present", None)


def test_inside_a_set_record_is_the_record_of_the_event() -> None:
    inside = Names(CATALOGUE, "complaint", outer="job")
    assert codes({"field": "record.price", "op": "present"}, inside) == []
    assert codes({"field": "record.text", "op": "present"}, inside) == [("unknown_field", "/field")]
    assert codes({"field": "text", "op": "eq", "value": {"field": "record.name"}}, inside) == []


def test_what_is_not_in_scope_is_refused() -> None:
    nobody = Names(CATALOGUE, None, actor=False)
    assert codes({"field": "pieces", "op": "present"}, nobody) == [("no_record", "/field")]
    assert codes({"field": "actor", "op": "present"}, nobody) == [("not_here", "/field")]
    assert codes({"field": "before.pieces", "op": "present"}, nobody) == [("not_here", "/field")]
    assert codes({"field": "zone", "op": "present"}) == [("not_here", "/field")]


def test_true_and_false_are_conditions() -> None:
    assert condition(True, NAMES).tree == Constant(True)
    assert condition({"all": []}, NAMES).tree == All(())
    assert condition({"any": [False]}, NAMES).tree == AnyOf((Constant(False),))


@pytest.mark.parametrize(
    ("source", "expected", "node"),
    [
        ("P1D", DURATION, Literal(Duration(days=1), DURATION)),
        ("2026-03-02", DATE, Literal(__import__("datetime").date(2026, 3, 2), DATE)),
        (8, NUMBER, Literal(Decimal(8), NUMBER)),
        (0.05, NUMBER, Literal(Decimal("0.05"), NUMBER)),
        ("12.5", CNY, Literal(Decimal("12.5"), CNY)),
        ("small", SIZE, Literal("small", SIZE)),
        (["red"], TAGS, Literal(("red",), TAGS)),
        (None, TEXT, Literal(None, Type(Kind.ABSENT))),
        ("", TEXT, Literal(None, Type(Kind.ABSENT))),
        (3, None, Literal(3, INTEGER)),
        ("x", None, Literal("x", TEXT)),
        ({"now": "P1D"}, DATE, Now(Duration(days=1), True, DATE)),
        ({"now": "P1D"}, DATETIME, Now(Duration(days=1), False, DATETIME)),
        ({"field": "pieces"}, NUMBER, Path("pieces", INTEGER)),
        ({"parameter": "cap"}, INTEGER, Path("parameter.cap", INTEGER)),
        ({"field": "parameter.cap"}, INTEGER, Path("parameter.cap", INTEGER)),
    ],
)
def test_values(source: Any, expected: Type | None, node: Any) -> None:
    found = value(source, NAMES, expected)
    assert found.diagnostics == []
    assert found.node == node


@pytest.mark.parametrize(
    ("source", "expected", "code", "pointer"),
    [
        ({"field": "name"}, INTEGER, "does_not_fit", ""),
        ({"field": "weight"}, INTEGER, "does_not_fit", ""),
        ({"field": "abroad"}, CNY, "two_currencies", ""),
        ({"field": "customer"}, Type(Kind.LINK, to=("supplier",)), "does_not_fit", ""),
        ({"field": "state"}, SIZE, "does_not_fit", ""),
        ("tiny", SIZE, "unknown_option", ""),
        ({"fild": "x"}, INTEGER, "not_a_value", ""),
        ({"field": "pieces", "formula": "1"}, INTEGER, "several_shapes", ""),
        ({"field": 3}, INTEGER, "not_a_value", "/field"),
        ({"parameter": "cap", "as_of": {"field": "pieces"}}, INTEGER, "not_a_day", "/as_of/field"),
        ({"parameter": "cap", "as_of": "2026-01-01"}, INTEGER, "not_a_day", "/as_of"),
        ({"parameter": "capp", "as_of": {"field": "at"}}, INTEGER, "unknown_parameter", "/parameter"),
        ({"field": "pieces", "as_of": {"field": "at"}}, INTEGER, "unknown_key", ""),
        ({"choose": [{"if": True, "value": "x"}, {"value": 1}]}, INTEGER, "wrong_value", "/choose/0/value"),
        (
            {"choose": [{"if": {"field": "x", "op": "present"}, "value": 2}, {"value": 1}]},
            INTEGER,
            "unknown_field",
            "/choose/0/if/field",
        ),
        ({"formula": "1 +"}, INTEGER, "formula_syntax", "/formula"),
        (True, INTEGER, "wrong_value", ""),
        (float("inf"), NUMBER, "number_too_long", ""),
        (float("nan"), NUMBER, "number_too_long", ""),
    ],
)
def test_values_that_are_refused(source: Any, expected: Type, code: str, pointer: str) -> None:
    found = value(source, NAMES, expected)
    assert found.node is None
    assert [(d.code, d.pointer) for d in found.diagnostics] == [(f"conditions.{code}", pointer)]


def test_choose_takes_the_type_that_its_branches_share() -> None:
    urgent = {"field": "urgent", "op": "eq", "value": True}
    found = value(
        {"choose": [{"if": urgent, "value": {"field": "pieces"}}, {"value": {"field": "weight"}}]}, NAMES
    ).node
    assert isinstance(found, Choose)
    assert found.type == NUMBER
    refused = value(
        {"choose": [{"if": urgent, "value": {"field": "pieces"}}, {"value": {"field": "name"}}]}, NAMES
    )
    assert [d.code for d in refused.diagnostics] == ["conditions.does_not_fit"]


def test_a_cell_compares_the_left_side_it_is_given() -> None:
    left = Path("pieces", INTEGER)
    assert cell(left, {"op": "lt", "value": 3}, NAMES).tree == Leaf(left, "lt", Literal(3, INTEGER))
    assert [d.pointer for d in cell(left, {"op": "lt", "value": "x"}, NAMES).diagnostics] == ["/value"]
    assert cell(left, [], NAMES).tree is None


def nested(depth: int, wrap: str) -> Any:
    source: Any = {"field": "pieces", "op": "gt", "value": 1}
    for _ in range(depth):
        source = {wrap: source} if wrap == "not" else {wrap: [source]}
    return source


def deep_choose(depth: int) -> Any:
    source: Any = 1
    for _ in range(depth):
        source = {"choose": [{"value": source}]}
    return {"field": "pieces", "op": "gt", "value": source}


HOSTILE = {
    "10,000 nots": nested(10_000, "not"),
    "10,000 alls": nested(10_000, "all"),
    "10,000 chooses": deep_choose(10_000),
    "a million parts": {"all": [nested(0, "not")] * 1_000_000},
    "a million entries": {"field": "pieces", "op": "in", "value": list(range(1_000_000))},
    "a million wrong entries": {
        "field": "size",
        "op": "in",
        "value": [f"smal{n}" for n in range(1_000)] * 1_000,
    },
    "100,000 keys": {f"key{n}": n for n in range(100_000)},
    "100,000 keys of a leaf": {
        "field": "pieces",
        "op": "eq",
        "value": 1,
        **{f"valu{n}": n for n in range(100_000)},
    },
    "100,000 unknown fields": {"any": [{"field": f"piece{n}", "op": "present"} for n in range(100_000)]},
    "a long path": {"field": "customer." * 500_000, "op": "present"},
    "a long name": {"field": "x" * 5_000_000, "op": "present"},
    "a long text": {"field": "name", "op": "contains", "value": "(a+)+$" * 500_000},
    "a big number": {"field": "weight", "op": "eq", "value": 10**4_000},
    "a big exponent": {"field": "weight", "op": "eq", "value": Decimal("1e999999")},
    "a small exponent": {"field": "weight", "op": "eq", "value": Decimal("1e-999999")},
    "a long duration": {"field": "span", "op": "eq", "value": "P" + "9" * 1_000_000 + "D"},
    "a long now": {"field": "at", "op": "lt", "value": {"now": "-P" * 1_000_000}},
    "surrogates": {"field": "name", "op": "eq", "value": "\ud800"},
    "odd shapes": {"field": ["x"], "op": {"a": 1}, "value": {"choose": {"if": 1}}},
    "sets of nothing": {"some": {"a": 1}, "of": [], "where": 3},
    "all as text": {"all": "abc"},
}


MOST_LINES = 250_000
Found = TypeVar("Found")


def counted(work: Callable[[], Found]) -> tuple[Found, int]:
    """What the work gives, and how many calls, returns and lines of Python it took."""
    steps = 0

    def one(_frame: FrameType, _event: str, _about: Any) -> Any:
        nonlocal steps
        steps += 1
        return one

    before = sys.gettrace()
    sys.settrace(one)
    try:
        return work(), steps
    finally:
        sys.settrace(before)


@pytest.mark.parametrize("name", [*HOSTILE])
def test_hostile_json_is_refused_at_little_cost(name: str) -> None:
    """What it costs is counted in lines that are run, not in seconds: little, however long it is."""
    parsed, lines = counted(lambda: condition(HOSTILE[name], NAMES))
    assert lines < MOST_LINES
    assert parsed.tree is None
    assert 1 <= len(parsed.diagnostics) <= 100
    assert all(len(found.text("en")) < 1_000 for found in parsed.diagnostics)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                [
                    "all",
                    "any",
                    "not",
                    "field",
                    "op",
                    "value",
                    "some",
                    "count",
                    "of",
                    "where",
                    "formula",
                    "choose",
                    "if",
                    "now",
                    "parameter",
                    "decision",
                    "x",
                ]
            ),
            st.one_of(
                inner,
                st.sampled_from(
                    [
                        "pieces",
                        "name",
                        "size",
                        "at",
                        "eq",
                        "in",
                        "within",
                        "between",
                        "customer",
                        "sheets",
                        "P1D",
                    ]
                ),
            ),
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=500, deadline=None)
@given(source=JSON)
def test_parsing_never_raises(source: Any) -> None:
    parsed = condition(source, NAMES)
    assert (parsed.tree is None) is bool(parsed.diagnostics)
    for expected in (None, INTEGER, SIZE, USD, TAGS, DATETIME):
        found = value(source, NAMES, expected)
        assert (found.node is None) is bool(found.diagnostics)
