"""Every operator on every pair of values that are alike in some way: the targets agree on all of them."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from engine.conditions.parse import condition
from engine.conditions.tree import Condition
from tests.conformance.job import NAMES, SIZE, facts_of
from tests.conformance.random_trees import ALIKE, BY_KIND, ORDERED
from tests.conformance.targets import Closure, OnPostgres, OnSqlite

MOMENTS = [
    "2026-03-01T15:59:59.999999Z", "2026-03-01T16:00:00Z", "2026-03-02T02:00:00Z", "2026-03-02T04:59:59Z",
    "2026-03-02T05:00:00Z", "2026-03-02T16:00:00Z", "2026-03-08T05:00:00Z", "2026-03-09T03:59:59Z", "2026-03-09T04:00:00Z",
]  # fmt: skip
DAYS = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-08", "2026-03-09"]
LISTS = [["red"], ["green"], ["red", "green"], ["green", "red", "blue"]]
NUMBERS = [-3, -1.5, -1, 0, "0.000001", 0.5, 1, 1.5, 2, 3]
# Two fields of one type, and values for them.
POOLS: dict[str, tuple[str, list[Any]]] = {
    "name": ("note", ALIKE),
    "pieces": ("pages", [-2, 0, 1, 2, 3]),
    "weight": ("rate", NUMBERS),
    "price": ("cost", NUMBERS),
    "urgent": ("customer.vip", [True, False]),
    "day": ("deadline", DAYS),
    "at": ("until", MOMENTS),
    "slot": ("close", ["09:00", "09:00:01", "09:00:00.5", "12:00"]),
    "span": ("limit", ["PT0S", "P1D", "PT24H", "PT25H", "P1M", "P30D", "-P1D", "-PT25H"]),
    "size": ("least", [*SIZE.options]),
    "tags": ("wanted", LISTS),
    "owner": ("maker", ["p1", "p2"]),
}
PLACES = [{}, {"zone": "America/New_York", "now": "2026-03-08T15:00:00Z"}]


def tree_of(source: Any) -> Condition:
    parsed = condition(source, NAMES)
    assert parsed.tree is not None, (source, [found.text("en") for found in parsed.diagnostics])
    return parsed.tree


def against_literals(field: str, pool: list[Any]) -> Iterator[Any]:
    """Every operator with every value of the pool behind it, and its opposite."""
    for operator in (*BY_KIND[type_of(field)], "present", "absent"):
        if operator in ("present", "absent"):
            yield {"field": field, "op": operator}
        elif operator == "during":
            yield from (
                {"field": field, "op": operator, "value": name}
                for name in ("today", "this_week", "last_month")
            )
        elif operator == "within":
            yield from (
                {"field": field, "op": operator, "value": span}
                for span in ("P1D", "PT24H", "-P1D", "-PT24H", "P1M")
            )
        elif operator == "between":
            yield from (
                {"field": field, "op": operator, "value": [*pair]} for pair in product(pool[:5], pool[:5])
            )
        elif operator in ("in", "not_in"):
            yield from (
                {"field": field, "op": operator, "value": [*pair]} for pair in product(pool[:4], pool[-4:])
            )
        elif field == "tags":
            yield from (
                {"field": field, "op": operator, "value": one[0] if operator == "contains" else one}
                for one in pool
            )
        else:
            yield from ({"field": field, "op": operator, "value": value} for value in pool)
    if field in ("day", "at"):
        others = [
            *(MOMENTS if field == "day" else DAYS),
            {"now": "now"},
            {"now": "today"},
            {"now": "P1D"},
            {"now": "-PT24H"},
        ]
        yield from (
            {"field": field, "op": operator, "value": other}
            for operator in ("eq", "ne", *ORDERED)
            for other in others
        )


def type_of(field: str) -> Any:
    return NAMES.catalogue.entities["job"][field].kind


def differing(target: OnSqlite | OnPostgres, sources: list[Any], rows: list[dict[str, Any]]) -> list[Any]:
    """The (row, source) pairs on which a database and the closure do not agree."""
    trees = [tree_of(source) for source in sources]
    facts = [facts_of({path: value for path, value in row.items() if value is not None}) for row in rows]
    found = target.verdicts_of_rows(trees, facts)
    exact = [Closure().verdicts(trees, known) for known in facts]
    places = product(range(len(rows)), range(len(sources)))
    return [(rows[row], sources[n]) for row, n in places if found[row][n] is not exact[row][n]]


@pytest.fixture(params=["sqlite", "postgresql"])
def target(
    request: pytest.FixtureRequest, on_sqlite: OnSqlite, on_postgres: OnPostgres
) -> OnSqlite | OnPostgres:
    return on_sqlite if request.param == "sqlite" else on_postgres


@pytest.mark.parametrize("field", [*POOLS])
def test_a_field_against_every_literal(target: OnSqlite | OnPostgres, field: str) -> None:
    pool = POOLS[field][1]
    sources = [*against_literals(field, pool)]
    sources += [{"not": source} for source in sources[::7]]
    for place in PLACES if field in ("day", "at") else PLACES[:1]:
        assert differing(target, sources, [{field: value, **place} for value in [None, *pool]]) == []


@pytest.mark.parametrize("field", [*POOLS])
def test_a_field_against_another(target: OnSqlite | OnPostgres, field: str) -> None:
    other, pool = POOLS[field]
    operators = [
        op for op in BY_KIND[type_of(field)] if op not in ("in", "not_in", "between", "within", "during")
    ]
    if field == "tags":
        operators.remove("contains")
    sources: list[Any] = [
        {"field": field, "op": operator, "value": {"field": other}} for operator in operators
    ]
    assert (
        differing(
            target, sources, [{field: one, other: two} for one, two in product([None, *pool], repeat=2)]
        )
        == []
    )


def test_a_day_against_a_moment(target: OnSqlite | OnPostgres) -> None:
    sources = [
        {"field": left, "op": operator, "value": {"field": right}}
        for left, right in (("day", "at"), ("at", "day"))
        for operator in ("eq", "ne", *ORDERED)
    ]
    for place in PLACES:
        rows = [{"day": day, "at": at, **place} for day, at in product([None, *DAYS], [None, *MOMENTS])]
        assert differing(target, sources, rows) == []


@pytest.mark.parametrize(
    ("left", "right"), [("pieces", "pages"), ("weight", "rate"), ("pieces", "rate"), ("price", "weight")]
)
def test_arithmetic(target: OnSqlite | OnPostgres, left: str, right: str) -> None:
    money = left == "price"
    operations = ["*", "/"] if money else ["+", "-", "*", "/", "//", "%"]
    sources: list[Any] = []
    for operation in operations:
        text = f"{left} {operation} {right}"
        sources += [{"formula": text, "op": op} for op in ("present", "absent")]
        numbers = [-7, -3, -2, -1, 0, 1, 2, 3, 7] if (left, right) == ("pieces", "pages") else NUMBERS
        sources += [{"formula": text, "op": op, "value": value} for op in ("eq", "lt") for value in numbers]
        for function in ("round", "floor", "ceiling", "abs"):
            sources += [
                {"formula": f"{function}({text})", "op": op, "value": value}
                for op in ("eq", "lt")
                for value in (-2, -1, 0, 1)
            ]
    sources += [
        {"formula": f"{name}({left}, {left})", "op": "eq", "value": {"field": left}}
        for name in ("min", "max", "coalesce")
    ]
    whole = [-7, -3, -2, -1, 0, 1, 2, 3, 7]
    lefts, rights = (whole if name in ("pieces", "pages") else NUMBERS for name in (left, right))
    assert (
        differing(
            target,
            sources,
            [{left: one, right: two} for one, two in product([None, *lefts], [None, *rights])],
        )
        == []
    )
