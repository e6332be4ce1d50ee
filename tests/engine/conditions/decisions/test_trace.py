from decimal import Decimal

from engine.conditions.decisions.policies import Outcome, Violation
from engine.conditions.decisions.trace import trace
from tests.engine.conditions.decisions.tables import row, table

INPUTS = {"visits": {"field": "visits"}, "urgency": {"field": "urgency"}}
ROWS = [
    row("hot", {"visits": {"op": "lte", "value": 3}, "urgency": "high"}, grade="A"),
    row("cool", {"visits": {"op": "gte", "value": 3}, "urgency": "low"}, grade="B"),
]


def test_the_trace_says_which_cell_of_which_row_failed():
    found = trace(table(ROWS, inputs=INPUTS), {"visits": 2, "urgency": "low"})

    assert found.inputs == {"visits": 2, "urgency": "low"}
    assert [(one.hit, one.failed) for one in found.rows] == [(False, ("urgency",)), (False, ("visits",))]
    assert found.answer == Outcome({}, ())


def test_the_trace_goes_on_behind_the_first_hit():
    found = trace(table([row("all", grade="A"), *ROWS], inputs=INPUTS), {"visits": 3, "urgency": "low"})

    assert [one.hit for one in found.rows] == [True, False, True]
    assert found.answer == Outcome({"grade": "A"}, ("all",))


def test_the_trace_of_a_formula_input_agrees_with_the_decision():
    made = table(
        [row("r", {"total": {"op": "gt", "value": 100}}, grade="A")],
        inputs={"total": {"formula": "cost * visits"}},
    )
    found = trace(made, {"cost": Decimal(60), "visits": 2})

    assert found.inputs == {"total": Decimal(120)}
    assert found.rows[0].hit
    assert found.answer == Outcome({"grade": "A"}, ("r",))


def test_a16_what_is_not_known_leaves_rows_and_the_answer_open():
    found = trace(table(ROWS, inputs=INPUTS), {"visits": 2}, unknown=frozenset({"urgency"}))

    assert [one.hit for one in found.rows] == [None, False]
    assert found.answer is None
    assert found.inputs == {"visits": 2}


def test_a30_hidden_values_are_used_and_not_shown():
    found = trace(
        table(ROWS, inputs=INPUTS), {"visits": 2, "urgency": "high"}, hidden=lambda path: path == "urgency"
    )

    assert found.answer == Outcome({"grade": "A"}, ("hot",))
    assert found.inputs == {"visits": 2}
    assert found.rows[0].cells["urgency"].leaves[0].left_masked


def test_a45_the_trace_of_a_violation_has_both_rows():
    cell = {"visits": {"op": "lte", "value": {"parameter": "cap"}}}
    made = table(
        [row("a", cell, grade="A"), row("b", {"visits": {"op": "present"}}, grade="B")], hit="unique"
    )

    assert trace(made, {"visits": 1, "parameter.cap": 2}).answer == Violation("grade", ("a", "b"))
