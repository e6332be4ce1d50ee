"""A decision written out as a choice answers what the table answers."""

from decimal import Decimal
from itertools import product

import pytest

from engine.conditions.compile import test as compiled_test
from engine.conditions.compile import value_of
from engine.conditions.decisions.choice import (
    NoChoice,
    condition_without_decisions,
    is_choice,
    value_without_decisions,
)
from engine.conditions.needs import needs
from engine.conditions.tree import Arithmetic, Choose, DecisionValue, Leaf, Literal, Not
from engine.conditions.types import NUMBER, Kind, Type
from tests.engine.conditions.decisions.tables import outputs, row, table

GRADE = Type(Kind.ENUM, options=("A", "B", "C"))
ASKED = DecisionValue("grade", "grade", GRADE)
ROWS = [
    row("dear", {"cost": {"op": "gt", "value": 100}, "visits": {"op": "lt", "value": 3}}, grade="A"),
    row("silent", {"visits": 3}),
    row("often", {"visits": [4, 5]}, grade="B"),
]
INPUTS = {"visits": {"field": "visits"}, "cost": {"formula": "cost * 2"}}
FACTS = [
    {"visits": visits, "cost": cost}
    for visits, cost in product((None, 1, 3, 4, 9), (None, Decimal(10), Decimal(60)))
]


@pytest.mark.parametrize("otherwise", [None, {"grade": "C"}])
@pytest.mark.parametrize("hit", ["first", "any"])
def test_the_choice_answers_as_the_table_does(hit, otherwise):
    made = table(ROWS, hit=hit, inputs=INPUTS, **{"else": otherwise})
    spelled = value_without_decisions(ASKED, {"grade": made.sheet})
    assert not needs(spelled).decisions
    answers = [outputs(made, facts).get("grade") for facts in FACTS]
    assert [value_of(spelled)(facts) for facts in FACTS] == answers
    assert {"A", "B", None} <= set(answers)


def test_decisions_are_written_out_wherever_they_stand():
    sheets = {"grade": table(ROWS, inputs=INPUTS).sheet}
    leaf = Not(Leaf(ASKED, "eq", Literal("A", GRADE)))
    inside = Choose(((leaf, Literal(Decimal(1), NUMBER)), (None, Literal(Decimal(2), NUMBER))), NUMBER)
    spelled = value_without_decisions(Arithmetic("+", inside, inside, NUMBER), sheets)
    assert not needs(spelled).decisions
    assert value_of(spelled)({"visits": 1, "cost": Decimal(60)}) == 4
    assert value_of(spelled)({"visits": 9, "cost": Decimal(60)}) == 2
    condition = condition_without_decisions(leaf, sheets)
    assert not needs(condition).decisions
    assert compiled_test(condition)({"visits": 4, "cost": Decimal(1)})


def test_a_table_that_joins_or_ranks_rows_is_no_choice():
    ranked = table([row("a", grade="A"), row("b", grade="B")], hit="priority")
    assert not is_choice(ranked.sheet)
    with pytest.raises(NoChoice, match="priority"):
        value_without_decisions(ASKED, {"grade": ranked.sheet})
