"""Long tables are looked up, and decide as they would row by row."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.conditions.decisions.decide import Table
from engine.conditions.decisions.lookup import FEWEST_ROWS, lookup
from tests.engine.conditions.decisions.tables import row, table

INPUTS = {"visits": {"field": "visits"}, "brand": {"field": "brand"}}
BRANDS = ["caf\u00e9", "张三", "a", "b"]
CELLS = {
    "visits": st.one_of(
        st.integers(0, 4),
        st.lists(st.integers(0, 4), min_size=1),
        st.sampled_from([{"op": "gt", "value": 2}, {"op": "absent"}, {"op": "ne", "value": 1}]),
    ),
    "brand": st.one_of(st.sampled_from(BRANDS), st.just({"op": "eq", "value": {"field": "client.name"}})),
}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=CELLS), min_size=FEWEST_ROWS, max_size=24), st.data())
def test_looking_up_gives_the_answer_of_going_through(cells, data):
    rows = [row(f"r{number}", chosen, grade="A") for number, chosen in enumerate(cells)]
    made = table(rows, inputs=INPUTS, hit="rule_order")
    # One row at a time is never looked up.
    single = {one.id: Table(replace(made.sheet, rows=(one,))) for one in made.sheet.rows}
    visits = st.sampled_from([None, 0, 1, 2, 3, Decimal(4), 9])
    brands = st.sampled_from([None, *BRANDS, "cafe\u0301", ""])
    for _ in range(8):
        facts = {"visits": data.draw(visits), "brand": data.draw(brands), "client.name": data.draw(brands)}
        assert list(made.decide(facts).rows) == [id for id, one in single.items() if one.decide(facts).rows]


def test_a_long_table_looks_at_the_rows_of_one_value_and_at_those_that_name_none():
    rows = [
        *(row(f"r{number}", {"visits": number}, grade="A") for number in range(40)),
        row("rest", grade="B"),
    ]
    candidates = lookup(table(rows).sheet)

    assert candidates({"visits": 7}) == (7, 40)
    assert candidates({"visits": 77}) == (40,)
    assert candidates({}) == (40,)


def test_a_short_table_is_gone_through():
    assert list(
        lookup(table([row("a", {"visits": 1}, grade="A"), row("b", grade="B")]).sheet)({"visits": 1})
    ) == [0, 1]
