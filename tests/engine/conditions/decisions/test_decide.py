from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.conditions.decisions.policies import Outcome, Violation
from tests.engine.conditions.decisions.tables import outputs, row, table

FEW = {"visits": {"op": "lte", "value": 3}}
MANY = {"visits": {"op": "gte", "value": 3}}
POINTS = {"points": {"type": "decimal"}}


def _both(**said):
    """Two rows that overlap at three visits; ``any`` and ``unique`` may only meet that at run time, so it is hidden
    from the checker behind a parameter."""
    few = {"visits": {"op": "lte", "value": {"parameter": "cap"}}}
    return table([row("few", few, grade="B"), row("many", MANY, grade=said.pop("second", "A"))], **said)


def test_c7_first_takes_the_first_row_that_hits():
    made = table([row("few", FEW, grade="B"), row("many", MANY, grade="A")])

    assert made.decide({"visits": 3}) == Outcome({"grade": "B"}, ("few",))
    assert made.decide({"visits": 4}) == Outcome({"grade": "A"}, ("many",))


def test_a45_unique_violated_names_both_rows():
    made = _both(hit="unique")

    assert made.decide({"visits": 3, "parameter.cap": 3}) == Violation("grade", ("few", "many"))
    assert made.decide({"visits": 3, "parameter.cap": 2}) == Outcome({"grade": "A"}, ("many",))


def test_a45_any_violated_names_both_rows():
    assert _both(hit="any").decide({"visits": 3, "parameter.cap": 3}) == Violation("grade", ("few", "many"))
    agreed = _both(hit="any", second="B").decide({"visits": 3, "parameter.cap": 3})
    assert agreed == Outcome({"grade": "B"}, ("few", "many"))


def test_a45_no_row_and_no_else_leaves_the_outputs_absent():
    made = table([row("few", {"visits": 1}, grade="B")])

    assert made.decide({"visits": 2}) == Outcome({}, ())
    assert made.decide({}) == Outcome({}, ())


def test_c7_else_answers_when_no_row_hits():
    made = table([row("few", {"visits": 1}, grade="B")], **{"else": {"grade": "C"}})

    assert made.decide({"visits": 2}) == Outcome({"grade": "C"}, ())
    assert made.decide({"visits": 1}) == Outcome({"grade": "B"}, ("few",))


def test_c7_priority_follows_the_order_of_options_not_of_rows():
    rows = [row("c", FEW, grade="C"), row("a", MANY, grade="A"), row("b", grade="B"), row("a2", grade="A")]

    assert table(rows, hit="priority").decide({"visits": 3}) == Outcome({"grade": "A"}, ("a",))
    assert table(rows, hit="priority").decide({"visits": 1}) == Outcome({"grade": "A"}, ("a2",))


def test_c7_lists_in_the_order_of_rows_and_in_the_order_of_options():
    rows = [row("c", FEW, grade="C"), row("a", MANY, grade="A"), row("none"), row("b", grade="B")]

    by_rows = Outcome({"grade": ("C", "A", "B")}, ("c", "a", "none", "b"))
    assert table(rows, hit="rule_order").decide({"visits": 3}) == by_rows
    assert table(rows, hit="collect", collect="list").decide({"visits": 3}) == by_rows
    by_options = Outcome({"grade": ("A", "B", "C")}, ("a", "b", "c", "none"))
    assert table(rows, hit="output_order").decide({"visits": 3}) == by_options


def test_lists_of_nothing_are_absent_and_else_is_a_list_of_one():
    rows = [row("few", {"visits": 1}, grade="B")]

    assert table(rows, hit="rule_order").decide({"visits": 2}) == Outcome({}, ())
    assert outputs(table(rows, hit="rule_order", **{"else": {"grade": "C"}}), {"visits": 2}) == {
        "grade": ("C",)
    }


@pytest.mark.parametrize(("collect", "expected"), [("sum", "5.3"), ("min", "1.1"), ("max", "4.2")])
def test_c7_collecting_figures(collect, expected):
    rows = [row("few", FEW, points="1.1"), row("many", MANY, points="4.2"), row("none", MANY)]
    made = table(rows, hit="collect", collect=collect, outputs=POINTS)

    assert made.decide({"visits": 3}) == Outcome({"points": Decimal(expected)}, ("few", "many", "none"))


def test_c7_counting_rows():
    made = table(
        [row("few", FEW), row("many", MANY)],
        hit="collect",
        collect="count",
        outputs={"n": {"type": "integer"}},
    )

    assert made.decide({"visits": 3}) == Outcome({"n": 2}, ("few", "many"))
    assert made.decide({"visits": 5}) == Outcome({"n": 1}, ("many",))


def test_a14_a_count_and_a_sum_of_nothing_are_zero_and_a_minimum_is_absent():
    rows = [row("few", FEW, points=1)]

    assert outputs(table(rows, hit="collect", collect="sum", outputs=POINTS), {"visits": 9}) == {
        "points": Decimal(0)
    }
    assert outputs(table(rows, hit="collect", collect="min", outputs=POINTS), {"visits": 9}) == {}
    number = {"n": {"type": "integer"}}
    assert outputs(table([row("few", FEW)], hit="collect", collect="count", outputs=number), {}) == {"n": 0}


def test_a14_a_comparison_with_an_absent_input_is_false_and_its_negation_true():
    made = table(
        [row("small", FEW, grade="A"), row("not_one", {"visits": {"op": "ne", "value": 1}}, grade="B")]
    )

    assert made.decide({}) == Outcome({"grade": "B"}, ("not_one",))


@pytest.mark.parametrize(
    ("cell", "hits"),
    [
        (15, {15}),
        ([14, 30], {14, 30}),
        ({"all": [{"op": "gte", "value": 15}, {"op": "lt", "value": 30}]}, {15, 29}),
        ({"any": [{"op": "lt", "value": 15}, 30]}, {14, 30}),
        ({"any": [[14], {"all": [{"op": "gt", "value": 15}, {"op": "ne", "value": 29}]}]}, {14, 30}),
        ({"op": "present"}, {14, 15, 29, 30}),
    ],
)
def test_c7_cells_are_literals_lists_comparisons_and_their_combinations(cell, hits):
    made = table([row("r", {"visits": cell}, grade="A")])

    assert {number for number in (14, 15, 29, 30) if made.decide({"visits": number}).rows} == hits


def test_c7_inputs_are_fields_formulas_and_decisions():
    inputs = {
        "total": {"formula": "cost * visits"},
        "level": {"decision": "risk.level"},
        "kind": {"field": "client.kind"},
    }
    cells = {
        "total": {"op": "gt", "value": 100},
        "level": ["mid", "high"],
        "kind": {"op": "gte", "value": "mid"},
    }
    made = table([row("r", cells, grade="A")], inputs=inputs)
    facts = {"cost": Decimal(60), "visits": 2, "decision.risk.level": "high", "client.kind": "high"}

    assert made.decide(facts) == Outcome({"grade": "A"}, ("r",))
    assert made.decide(facts | {"visits": 1}).rows == ()
    assert made.decide(facts | {"decision.risk.level": "low"}).rows == ()
    assert made.decide(facts | {"client.kind": "low"}).rows == ()
    assert made.needs.paths == {"cost", "visits", "client.kind"}
    assert made.needs.decisions == {("risk", "level")}
    assert made.asks == {"risk"}


def test_c7_without_entity_inputs_are_only_typed():
    made = table(
        [row("r", {"weight": {"op": "gt", "value": 2.5}}, grade="A")],
        entity=None,
        inputs={"weight": {"type": "decimal"}},
    )

    assert outputs(made, {"input.weight": Decimal("2.6")}) == {"grade": "A"}
    assert outputs(made, {"input.weight": Decimal("2.5")}) == {}
    assert made.needs.paths == {"input.weight"}


def test_cells_and_values_may_look_at_other_facts_and_at_the_moment():
    inputs = {"called": {"field": "called_at"}}
    rows = [row("late", {"called": {"op": "within", "value": "-P1D"}}, points={"formula": "cost * 2"})]
    made = table(rows, inputs=inputs, outputs=POINTS)
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    facts = {"now": now, "zone": ZoneInfo("UTC"), "cost": Decimal(4)}

    assert outputs(made, facts | {"called_at": datetime(2026, 3, 2, 1, tzinfo=UTC)}) == {"points": Decimal(8)}
    assert made.decide(facts | {"called_at": datetime(2026, 2, 2, 1, tzinfo=UTC)}).rows == ()
    assert made.needs.paths == {"called_at", "now", "zone", "cost"}
