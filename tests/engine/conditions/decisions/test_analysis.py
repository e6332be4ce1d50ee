"""Gaps, overlaps and dead rows against brute force over small domains, and what is told of them."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.conditions.decisions.analysis import MOST_LOOKS, analyse, dead, gap, overlaps
from engine.conditions.decisions.check import check
from engine.conditions.decisions.cover import Budget, Search, uncovered
from engine.conditions.decisions.grid import grid, looks
from engine.diagnostics.problem import Severity
from tests.engine.conditions.decisions.tables import NAMES, codes, file, found, row, table

OPTIONS = ("low", "mid", "high")
DOMAIN = {
    "visits": (*range(-2, 8), None),
    "cost": (*(Decimal(n) / 2 for n in range(-3, 14)), None),
    "urgency": (*OPTIONS, None),
    "warranty": (True, False),
}
INPUTS = {id: {"field": id} for id in DOMAIN}
ORDERED = ("lt", "lte", "gt", "gte")


def holds(cell, value, column) -> bool:
    """A second reading of cells, as plain as can be, to hold the first one to."""
    if not isinstance(cell, dict):
        return value in cell if isinstance(cell, list) else value == cell
    if "all" in cell or "any" in cell:
        together = all if "all" in cell else any
        return together(holds(part, value, column) for part in next(iter(cell.values())))
    op, other = cell["op"], cell.get("value", 0)
    if op in {"present", "absent"}:
        return (value is None) == (op == "absent")
    if op in {"ne", "not_in"}:
        return not holds([other] if op == "ne" else other, value, column)
    if value is None:
        return False
    rank = OPTIONS.index if column == "urgency" else (lambda number: number)
    if op == "between":
        return rank(other[0]) <= rank(value) <= rank(other[1])
    left, right = rank(value), rank(other)
    return {"lt": left < right, "lte": left <= right, "gt": left > right, "gte": left >= right}[op]


def cells(column):
    named = {"visits": st.integers(0, 5), "cost": st.integers(0, 5), "urgency": st.sampled_from(OPTIONS)}.get(
        column, st.booleans()
    )
    if column == "warranty":
        return st.one_of(named, st.builds(lambda v: {"op": "ne", "value": v}, named))
    comparison = st.builds(
        lambda op, value: {"op": op, "value": value}, st.sampled_from((*ORDERED, "ne")), named
    )
    listed = st.lists(named, min_size=1, max_size=3)
    simple = st.one_of(
        named,
        listed,
        comparison,
        st.builds(lambda values: {"op": "not_in", "value": values}, listed),
        st.builds(lambda low, high: {"op": "between", "value": [low, high]}, named, named),
        st.sampled_from([{"op": "present"}, {"op": "absent"}]),
    )
    joined = st.builds(
        lambda word, parts: {word: parts},
        st.sampled_from(("all", "any")),
        st.lists(simple, min_size=1, max_size=3),
    )
    return st.one_of(simple, joined)


@st.composite
def tables(draw, columns=("visits", "urgency", "warranty"), most=5):
    rows = []
    for number in range(draw(st.integers(1, most))):
        chosen = {column: draw(cells(column)) for column in columns if draw(st.integers(0, 3))}
        rows.append(row(f"r{number}", chosen, grade=draw(st.sampled_from(["A", "B"]))))
    return columns, rows


def records(columns):
    return [
        dict(zip(columns, values, strict=True)) for values in product(*(DOMAIN[column] for column in columns))
    ]


def hits(rows, record):
    return {
        number
        for number, one in enumerate(rows)
        if all(holds(cell, record[id], id) for id, cell in one["if"].items())
    }


def sheet_of(columns, rows, hit):
    """The sheet of a first-hit table (which is made whatever overlaps), read with another policy."""
    return replace(table(rows, inputs={id: INPUTS[id] for id in columns}).sheet, hit=hit)


def agrees(columns, rows):
    laid_out = grid(sheet_of(columns, rows, "unique"))
    seen = [hits(rows, record) for record in records(columns)]

    example = gap(laid_out, Budget())
    assert isinstance(example, Search) is all(seen)
    if not isinstance(example, Search):
        assert not hits(rows, example)

    pairs = list(overlaps(sheet_of(columns, rows, "unique"), laid_out, Budget()))
    assert {(one.first, one.second) for one in pairs} == {
        pair for rows_hit in seen for pair in combinations(sorted(rows_hit), 2)
    }
    assert all({one.first, one.second} <= hits(rows, one.example) and one.proven for one in pairs)

    differing = {
        (a, b)
        for rows_hit in seen
        for a, b in combinations(sorted(rows_hit), 2)
        if rows[a]["then"] != rows[b]["then"]
    }
    assert {
        (one.first, one.second) for one in overlaps(sheet_of(columns, rows, "any"), laid_out, Budget())
    } == differing

    first = sheet_of(columns, rows, "first")
    alive = {min(rows_hit) for rows_hit in seen if rows_hit}
    assert set(dead(first, laid_out, Budget())) == set(range(len(rows))) - alive

    priority = sheet_of(columns, rows, "priority")
    winners = {min(rows_hit, key=lambda n: (rows[n]["then"]["grade"], n)) for rows_hit in seen if rows_hit}
    assert set(dead(priority, laid_out, Budget())) == set(range(len(rows))) - winners


@settings(max_examples=300, deadline=None)
@given(tables())
def test_the_analysis_agrees_with_brute_force(drawn):
    agrees(*drawn)


@settings(max_examples=150, deadline=None)
@given(tables(columns=("cost", "visits"), most=4))
def test_the_analysis_agrees_with_brute_force_over_decimals(drawn):
    agrees(*drawn)


@settings(max_examples=100, deadline=None)
@given(tables(), st.data())
def test_decide_agrees_with_brute_force(drawn, data):
    columns, rows = drawn
    made = table(rows, inputs={id: INPUTS[id] for id in columns}, hit="rule_order")
    for record in data.draw(st.lists(st.sampled_from(records(columns)), min_size=20, max_size=20)):
        expected = [rows[number]["id"] for number in sorted(hits(rows, record))]
        assert [*made.decide(record).rows] == expected


WORDS = ["".join(letters) for size in range(1, 6) for letters in product("abc", repeat=size)]
TEXT_CELLS = st.one_of(
    st.builds(
        lambda op, text: {"op": op, "value": text},
        st.sampled_from(["starts_with", "eq", "ne"]),
        st.sampled_from(["a", "ab", "b", "ba"]),
    ),
    st.builds(lambda text: {"op": "contains", "value": text}, st.sampled_from(["a", "bb"])),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            TEXT_CELLS, st.builds(lambda parts: {"all": parts}, st.lists(TEXT_CELLS, min_size=2, max_size=3))
        ),
        min_size=1,
        max_size=4,
    )
)
def test_the_analysis_of_texts_agrees_with_brute_force(written):
    rows = [row(f"r{number}", {"brand": cell}, grade="A") for number, cell in enumerate(written)]
    made = table(rows, inputs={"brand": {"field": "brand"}}, hit="rule_order")
    seen = [{int(id[1:]) for id in made.decide({"brand": word}).rows} for word in [*WORDS, None]]

    laid_out = grid(sheet_of_brand(rows))
    assert isinstance(gap(laid_out, Budget()), Search) is all(seen)
    pairs = {(one.first, one.second) for one in overlaps(sheet_of_brand(rows), laid_out, Budget())}
    assert pairs == {pair for rows_hit in seen for pair in combinations(sorted(rows_hit), 2)}


def sheet_of_brand(rows):
    return replace(table(rows, inputs={"brand": {"field": "brand"}}).sheet, hit="unique")


# ---------------------------------------------------------------- what is told


def test_a45_the_checker_warns_of_a_gap_with_an_example_record():
    rows = [
        row("few", {"visits": {"op": "lt", "value": 3}}, grade="A"),
        row("many", {"visits": {"op": "gt", "value": 3}}, grade="B"),
    ]
    (one,) = found(rows)

    assert (one.code, one.severity, one.data["record"]) == ("decisions.gap", Severity.WARNING, {"visits": 3})
    assert "visits = 3" in one.text("en")
    (one,) = found(
        rows, inputs={"visits": {"field": "visits", "label": {"en": "Visits", "zh-CN": "上门次数"}}}
    )
    assert "上门次数 = 3" in one.text("zh-CN")


def test_a14_a_gap_may_be_only_where_a_value_is_absent():
    rows = [
        row("few", {"visits": {"op": "lt", "value": 3}}, grade="A"),
        row("many", {"visits": {"op": "gte", "value": 3}}, grade="B"),
    ]
    (one,) = found(rows)

    assert one.data["record"] == {"visits": None}
    assert codes([*rows, row("none", {"visits": {"op": "absent"}}, grade="C")]) == []
    assert codes(rows, **{"else": {"grade": "C"}}) == []


def test_a_table_without_rows_has_a_gap():
    assert codes([]) == ["gap"]
    assert codes([], **{"else": {"grade": "C"}}) == []


def test_a_sum_of_no_rows_is_no_gap():
    assert (
        codes(
            [row("r", {"visits": 1}, points=1)],
            hit="collect",
            collect="sum",
            outputs={"points": {"type": "integer"}},
        )
        == []
    )


def test_an_overlap_is_an_error_with_both_rows_and_an_example():
    rows = [
        row("few", {"visits": {"op": "lte", "value": 3}}, grade="A"),
        row("many", {"visits": {"op": "gte", "value": 3}}, grade="B"),
        row("none", {"visits": {"op": "absent"}}, grade="C"),
    ]
    (one,) = found(rows, hit="unique")

    assert (one.code, one.severity, one.pointer) == ("decisions.overlap", Severity.ERROR, "/rows/1")
    assert (one.data["first"], one.data["second"], one.data["record"]) == ("few", "many", {"visits": 3})
    assert check("grade", file(rows, hit="unique"), NAMES)[0] is None
    assert codes(rows) == []
    assert codes([*rows[:1], row("many", rows[1]["if"], grade="A"), rows[2]], hit="any") == []


def test_an_overlap_that_hangs_on_computed_values_is_a_warning():
    inputs = {"visits": {"field": "visits"}, "twice": {"formula": "visits * 2"}}
    rows = [
        row("a", {"visits": 1}, grade="A"),
        row("b", {"twice": 4}, grade="B"),
        row("rest", {"visits": {"op": "ne", "value": 1}, "twice": {"op": "ne", "value": 4}}, grade="C"),
    ]
    overlap = [one for one in found(rows, hit="unique", inputs=inputs) if "overlap" in one.code]

    assert [(one.code, one.severity) for one in overlap] == [("decisions.may_overlap", Severity.WARNING)]


def test_a_link_and_what_is_behind_it_hang_together():
    inputs = {"client": {"field": "client"}, "kind": {"field": "client.kind"}}
    rows = [row("none", {"client": {"op": "absent"}}, grade="A"), row("high", {"kind": "high"}, grade="B")]

    assert "may_overlap" in codes(rows, hit="unique", inputs=inputs)
    assert "overlap" not in codes(rows, hit="unique", inputs=inputs)


def test_rows_that_differ_only_by_computed_values_may_overlap():
    outputs = {"points": {"type": "decimal"}}
    rows = [
        row("a", {"visits": 1}, points={"formula": "cost * 2"}),
        row("b", {"visits": [1, 2]}, points={"formula": "cost + cost"}),
    ]

    assert "may_overlap" in codes(rows, hit="any", outputs=outputs)
    assert not [
        code
        for code in codes([rows[0], rows[0] | {"id": "b"}], hit="any", outputs=outputs)
        if "overlap" in code
    ]


def test_rows_that_never_decide_are_told():
    contradiction = row(
        "never", {"visits": {"all": [{"op": "gt", "value": 3}, {"op": "lt", "value": 4}]}}, grade="A"
    )
    rows = [
        contradiction,
        row("low", {"visits": {"op": "lt", "value": 5}}, grade="A"),
        row("two", {"visits": 2}, grade="B"),
        row("rest", grade="C"),
    ]

    assert [(one.code, one.data["row"]) for one in found(rows)] == [
        ("decisions.never_hits", "never"),
        ("decisions.never_hits", "two"),
    ]


def test_cells_that_look_elsewhere_are_judged_carefully():
    cell = {"visits": {"op": "lte", "value": {"parameter": "cap"}}}
    rows = [
        row("few", cell, grade="A"),
        row("many", {"visits": {"op": "gt", "value": 3}}, grade="B"),
        row("none", {"visits": {"op": "absent"}}, grade="C"),
    ]

    # Whether "few" leaves a gap or overlaps depends on the parameter: neither is claimed, and the hint says so.
    assert codes(rows, hit="unique") == ["open_cells"]
    assert codes([rows[1], rows[2]]) == ["gap"]


def test_many_overlaps_are_counted_not_listed():
    rows = [row(f"r{number}", grade="A") for number in range(10)]
    told = found(rows, hit="unique")

    assert [one.code for one in told].count("decisions.overlap") == 20
    assert next(one for one in told if one.code == "decisions.more_overlaps").data["count"] == 45 - 20


def test_work_is_bounded_and_the_bound_is_told():
    # Eighteen columns, rows that each need another pair of values: the ways through multiply.
    columns = {f"c{number}": {"type": "boolean"} for number in range(36)}
    rows = [row(f"r{a}", {f"c{a}": a % 2 == 0, f"c{a + 18}": True}, grade="A") for a in range(18)]
    sheet = table(rows, entity=None, inputs=columns, hit="rule_order").sheet
    budget = Budget(steps=5)

    laid_out = grid(sheet)
    full = laid_out.every_row
    assert uncovered(laid_out, full, 0, budget, surely=False) is Search.GAVE_UP
    assert budget.steps < 0


def test_a_large_table_is_analysed_in_bounded_time():
    rows = [
        row(
            f"r{number}",
            {
                "visits": {"all": [{"op": "gte", "value": number}, {"op": "lt", "value": number + 1}]},
                "cost": {"op": "gte", "value": number},
            },
            grade="A",
        )
        for number in range(300)
    ]
    inputs = {"visits": {"field": "visits"}, "cost": {"field": "cost"}}
    sheet = table([*rows, row("rest", grade="B")], inputs=inputs).sheet

    assert analyse(sheet) == []


def test_a_table_that_is_too_large_to_lay_out_is_left_with_a_hint():
    rows = [row(f"r{number}", {"visits": number}, grade="A") for number in range(1_700)]
    (one,) = found(rows, hit="unique")

    assert (one.code, one.severity) == ("decisions.too_large", Severity.HINT)
    assert str(MOST_LOOKS) in one.text("en")
    few = [row(f"r{number}", {"urgency": "low", "visits": number % 3}, grade="A") for number in range(1_700)]
    assert looks(table(few, inputs={id: INPUTS[id] for id in ("urgency", "visits")}).sheet) < 100


def test_pairs_of_many_rows_are_bounded_too():
    rows = [row(f"r{number}", grade="A") for number in range(700)]
    told = [one.code for one in found(rows, hit="unique")]

    assert told.count("decisions.overlap") == 20
    assert told[-1] == "decisions.too_large"
