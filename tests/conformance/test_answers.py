"""The settled answers about the meaning of conditions, each on every target."""

from typing import Any

import pytest

from engine.conditions.parse import condition
from tests.conformance.job import NAMES, facts_of
from tests.conformance.targets import Target


@pytest.fixture(params=["closure", "explain", "sqlite", "postgresql"])
def holds(request: pytest.FixtureRequest, targets: dict[str, Target]):
    target = targets[request.param]

    def ask(source: Any, **facts: Any) -> bool:
        tree = condition(source, NAMES).tree
        assert tree is not None
        return target.holds(tree, facts_of({name.replace("__", "."): value for name, value in facts.items()}))

    return ask


def leaf(field: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "op": op} if value is None else {"field": field, "op": op, "value": value}


def test_a3_in_expands_groups(holds) -> None:
    assert holds(leaf("state", "in", ["open"]), state="printing")
    assert not holds(leaf("state", "in", ["open"]), state="done")


def test_a14_a_comparison_with_the_absent_is_false_and_its_negation_true(holds) -> None:
    for positive, negative in (("eq", "ne"), ("in", "not_in")):
        value = "x" if positive == "eq" else ["x"]
        assert not holds(leaf("name", positive, value))
        assert holds(leaf("name", negative, value))
        assert holds({"not": leaf("name", positive, value)})
    assert not holds(leaf("name", "eq", {"field": "note"}))
    assert holds(leaf("name", "ne", {"field": "note"}))
    assert not holds({"formula": "pieces + 1", "op": "gt", "value": 0})


def test_a14_a_count_of_nothing_is_zero(holds) -> None:
    assert holds({"count": "sheets", "op": "eq", "value": 0})


def test_a15_a_boolean_is_never_absent_and_empty_is_absent(holds) -> None:
    assert holds(leaf("urgent", "eq", False))
    assert holds(leaf("urgent", "present"))
    assert holds(leaf("name", "absent"), name="")
    assert holds(leaf("tags", "absent"), tags=[])


def test_a17_a_path_through_an_absent_link_is_absent(holds) -> None:
    assert holds(leaf("customer.name", "absent"))
    assert not holds(leaf("customer.credit", "gte", 0))


def test_a18_between_is_inclusive_and_within_runs_from_now(holds) -> None:
    assert holds(leaf("pieces", "between", [1, 3]), pieces=1)
    assert holds(leaf("pieces", "between", [1, 3]), pieces=3)
    assert holds(leaf("at", "within", "P30D"), at="2026-03-02T02:00:00Z")
    assert holds(leaf("at", "within", "P30D"), at="2026-04-01T02:00:00Z")
    assert not holds(leaf("at", "within", "P30D"), at="2026-03-01T02:00:00Z")
    assert holds(leaf("at", "within", "-P30D"), at="2026-01-31T02:00:00Z")
    assert not holds(leaf("at", "within", "-P30D"), at="2026-03-03T02:00:00Z")


def test_a18_text_is_equal_in_nfc_and_contains_folds_case_and_width(holds) -> None:
    assert holds(leaf("name", "eq", "é"), name="e\u0301")
    assert not holds(leaf("name", "eq", "ann"), name="Ann")
    assert holds(leaf("name", "contains", "ｎｎ"), name="ANNA")
    assert holds(leaf("name", "starts_with", "STRASSE"), name="straße 5")


def test_a19_options_compare_in_their_order(holds) -> None:
    assert holds(leaf("size", "gt", "medium"), size="large")
    assert not holds(leaf("size", "gt", "medium"), size="small")
    assert holds(leaf("size", "gt", {"field": "least"}), size="huge", least="large")


def test_a19_a_day_is_the_local_day_of_a_moment(holds) -> None:
    assert holds(leaf("at", "eq", "2026-03-02"), at="2026-03-01T16:00:00Z")
    assert not holds(leaf("at", "eq", "2026-03-02"), at="2026-03-01T16:00:00Z", zone="UTC")
    assert holds(leaf("day", "eq", {"field": "at"}), day="2026-03-02", at="2026-03-01T16:00:00Z")


def test_a22_a_day_keeps_the_local_time_and_24_hours_do_not(holds) -> None:
    night = {"zone": "America/New_York", "now": "2026-03-08T01:00:00Z", "at": "2026-03-09T00:30:00Z"}
    assert not holds(leaf("at", "within", "P1D"), **night)
    assert holds(leaf("at", "within", "PT24H"), **night)
    assert holds(leaf("at", "gt", {"now": "P1D"}), **night)
    assert not holds(leaf("at", "gt", {"now": "PT24H"}), **night)


def test_e13_all_is_not_some_not(holds) -> None:
    every = {"not": {"some": "sheets", "where": {"not": leaf("pieces", "gt", 1)}}}
    assert holds(every, set=0)
    assert not holds(every, set=1)
