"""Sets: roll-ups and the leaves some and count."""

from typing import Any

import pytest

from engine.conditions.names import Names
from engine.conditions.needs import needs
from engine.conditions.parse import condition
from engine.conditions.sets import inner_facts, rollup_query
from engine.conditions.tree import Leaf, Literal, SetQuery, SetValue
from engine.conditions.types import DATETIME, INTEGER
from engine.values.duration import Duration
from tests.conformance.job import CATALOGUE, CNY, NAMES


def query(source: Any, names: Names = NAMES) -> SetQuery:
    parsed = condition(source, names)
    assert isinstance(parsed.tree, Leaf), [found.text("en") for found in parsed.diagnostics]
    assert isinstance(parsed.tree.left, SetValue)
    return parsed.tree.left.query


def test_e13_some_is_a_count_above_zero() -> None:
    tree = condition({"some": "complaint.job"}, NAMES).tree
    assert isinstance(tree, Leaf)
    assert (tree.operator, tree.right) == ("gt", Literal(0, INTEGER))
    assert (query({"some": "complaint.job"}).entity, query({"some": "complaint.job"}).link) == (
        "complaint",
        "job",
    )


def test_e13_a_set_of_another_record() -> None:
    found = query({"count": "complaint.customer", "of": {"field": "customer"}, "op": "gte", "value": 2})
    assert (found.entity, found.link, found.of, found.prefix) == ("complaint", "customer", "customer", "")


def test_e13_a_name_without_a_dot_is_the_records_own_lines() -> None:
    found = query({"some": "sheets", "where": {"field": "pieces", "op": "gt", "value": 1}})
    assert (found.entity, found.link, found.of) == ("sheet", "parent", "")


def test_a_link_to_several_entities_holds_the_entity_too() -> None:
    assert query({"some": "call.about"}).prefix == "job/"
    assert query({"some": "call.about", "of": {"field": "customer"}}).prefix == "customer/"


def test_what_a_set_takes_from_outside_is_listed() -> None:
    where = {
        "all": [
            {"field": "kind", "op": "eq", "value": {"field": "record.size"}},
            {"field": "pieces", "op": "lt", "value": {"parameter": "cap"}},
            {"field": "amount", "op": "lt", "value": {"field": "record.customer.credit"}},
            {"field": "actor", "op": "present"},
            {"field": "record.at", "op": "within", "value": "P1D"},
        ]
    }
    found = query({"some": "sheets", "where": where})
    assert found.outer == ("actor", "at", "customer.credit", "now", "parameter.cap", "size", "zone")
    values = ("p1", 1, 2, 3, 4, 5, 6)
    assert inner_facts(found, values) == {
        "actor": "p1", "record.at": 1, "record.customer.credit": 2, "now": 3, "parameter.cap": 4, "record.size": 5, "zone": 6,
    }  # fmt: skip
    tree = condition({"some": "sheets", "where": where}, NAMES).tree
    assert tree is not None
    assert needs(tree).paths == set(found.outer)


def test_the_record_whose_set_it_is_is_needed() -> None:
    tree = condition({"some": "complaint.customer", "of": {"field": "customer"}}, NAMES).tree
    assert tree is not None
    assert needs(tree).paths == {"customer"}
    assert needs(tree).sets == (query({"some": "complaint.customer", "of": {"field": "customer"}}),)


def test_equal_sets_have_equal_ids_and_others_do_not() -> None:
    first = query({"some": "sheets", "where": {"field": "pieces", "op": "gt", "value": 1}})
    again = query(
        {"count": "sheets", "where": {"field": "pieces", "op": "gt", "value": 1}, "op": "lt", "value": 3}
    )
    other = query({"some": "sheets", "where": {"field": "pieces", "op": "gt", "value": 2}})
    assert first.id == again.id
    assert first.id != other.id
    tree = condition({"any": [{"some": "sheets"}, {"count": "sheets", "op": "gt", "value": 5}]}, NAMES).tree
    assert tree is not None
    assert len(needs(tree).sets) == 1


@pytest.mark.parametrize(
    ("function", "field", "type"),
    [
        ("count", None, INTEGER),
        ("sum", "amount", CNY),
        ("sum", "pieces", INTEGER),
        ("max", "amount", CNY),
        ("latest", "pieces", INTEGER),
    ],
)
def test_rollups_are_of_the_type_of_their_field(function: str, field: str | None, type: Any) -> None:
    found, diagnostics = rollup_query("sheets", function, field, None, None, NAMES)
    assert diagnostics == []
    assert found is not None
    assert (found.function, found.field, found.type) == (function, field, type)


def test_a_rolling_window_needs_now() -> None:
    found, _ = rollup_query(
        "call.about", "count", None, {"field": "minutes", "op": "gt", "value": 1}, Duration(days=30), NAMES
    )
    assert found is not None
    assert found.window == Duration(days=30)
    assert found.outer == ("now", "zone")
    without, _ = rollup_query(
        "call.about", "count", None, {"field": "minutes", "op": "gt", "value": 1}, None, NAMES
    )
    assert without is not None
    assert without.id != found.id


def test_latest_of_a_moment() -> None:
    found, _ = rollup_query("complaint.job", "latest", "at", None, None, NAMES)
    assert found is not None
    assert found.type == DATETIME


@pytest.mark.parametrize(
    ("of", "function", "field", "where", "faults"),
    [
        ("sheet", "count", None, None, [("unknown_set", "/of")]),
        ("complaint.customer", "count", None, None, [("set_points_elsewhere", "/of")]),
        ("sheets", "average", "pieces", None, [("unknown_figure", "/function")]),
        ("sheets", "count", "pieces", None, [("figure_field", "/field")]),
        ("sheets", "sum", None, None, [("figure_field", "/field")]),
        ("sheets", "sum", "kind", None, [("figure_field", "/field")]),
        ("sheets", "max", "list", None, [("figure_field", "/field")]),
        ("sheets", "sum", "amout", None, [("unknown_field", "/field")]),
        (
            "sheets",
            "sum",
            "amout",
            {"field": "pices", "op": "present"},
            [("unknown_field", "/field"), ("unknown_field", "/where/field")],
        ),
        ("sheets", "count", None, {"some": "call.about"}, [("set_in_set", "/where")]),
    ],
)
def test_rollups_that_are_refused(of: str, function: str, field: str | None, where: Any, faults: Any) -> None:
    found, diagnostics = rollup_query(of, function, field, where, None, NAMES)
    assert found is None
    assert [(d.code.removeprefix("conditions."), d.pointer) for d in diagnostics] == faults


def test_without_a_record_there_is_no_set() -> None:
    found, diagnostics = rollup_query("sheets", "count", None, None, None, Names(CATALOGUE, None))
    assert found is None
    assert [d.code for d in diagnostics] == ["conditions.not_here"]
