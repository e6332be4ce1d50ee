"""Clauses: what is bound, what an index serves, and what is refused."""

import sqlite3
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from adapters.store import clause, clause_functions
from adapters.store.storage import POSTGRES
from engine.conditions.names import Names
from engine.conditions.parse import condition
from engine.conditions.tree import Condition
from tests.conformance.job import CATALOGUE, NAMES, facts_of
from tests.conformance.targets import OnSqlite, Sql


def tree_of(source: Any, names: Names = NAMES) -> Condition:
    parsed = condition(source, names)
    assert parsed.tree is not None, [found.text("en") for found in parsed.diagnostics]
    return parsed.tree


def sql_of(source: Any, columns: Sql, facts: dict[str, Any] | None = None) -> tuple[str, list[Any]]:
    statement = select(columns.table.c.row).where(
        clause.where(tree_of(source), columns, facts_of(facts or {}))
    )
    return columns.sql(statement)


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ({"field": "name", "op": "eq", "value": "x"}, "name"),
        ({"field": "pieces", "op": "gt", "value": 3}, "pieces"),
        ({"field": "weight", "op": "lt", "value": 1.5}, "weight"),
        ({"field": "state", "op": "in", "value": ["open"]}, "state"),
        ({"field": "size", "op": "gt", "value": "medium"}, "size"),
        ({"field": "at", "op": "within", "value": "-P30D"}, "at"),
        ({"field": "at", "op": "gte", "value": "2026-03-01"}, "at"),
        ({"field": "day", "op": "during", "value": "this_week"}, "day"),
        ({"field": "owner", "op": "eq", "value": {"field": "actor"}}, "owner"),
        (
            {
                "all": [
                    {"field": "pieces", "op": "between", "value": [1, 2]},
                    {"field": "urgent", "op": "eq", "value": True},
                ]
            },
            "pieces",
        ),
    ],
)
def test_an_index_serves_comparisons_with_what_is_known(source: Any, column: str) -> None:
    columns = OnSqlite()
    columns.connection.execute(f'create index used on job ("{column}")')
    text, values = sql_of(source, columns, {"actor": "p1"})
    plan = columns.connection.execute(f"explain query plan {text}", values).fetchall()
    assert "USING INDEX used" in plan[0][3]
    columns.close()


def test_whole_numbers_are_bound_as_such_on_postgresql() -> None:
    text, values = sql_of({"field": "pieces", "op": "gt", "value": 3}, Sql(POSTGRES))
    assert "::BIGINT" in text
    assert values == [3]


def test_values_are_bound_never_written_into_the_statement() -> None:
    evil = "x'; drop table job; --"
    for columns in (OnSqlite(), Sql(POSTGRES)):
        for op in ("eq", "contains", "starts_with"):
            text, values = sql_of({"field": "name", "op": op, "value": evil}, columns)
            assert "drop" not in text
            assert evil in values
        if isinstance(columns, OnSqlite):
            columns.close()


def test_what_is_known_is_decided_before_the_statement_runs() -> None:
    columns = Sql(POSTGRES)
    known = {"any": [{"field": "input.reason", "op": "present"}, {"field": "name", "op": "eq", "value": "x"}]}
    assert "job.name" not in sql_of(known, columns, {"input.reason": "late"})[0]
    assert "job.name" in sql_of(known, columns)[0]


def test_the_record_of_a_set_is_a_fact_or_a_column_as_the_columns_say() -> None:
    inside = Names(CATALOGUE, "job", outer="customer")
    tree = tree_of({"field": "name", "op": "eq", "value": {"field": "record.name"}}, inside)
    columns = OnSqlite()
    text, values = columns.sql(
        select(columns.table.c.row).where(clause.where(tree, columns, {"record.name": "x"}))
    )
    assert values == ["x"]
    columns.record_is_fact = False
    columns.path = lambda path: columns.table.c[path.removeprefix("record.")]
    text, values = columns.sql(select(columns.table.c.row).where(clause.where(tree, columns, {})))
    assert "nullif(job.name" in text
    columns.close()


def test_a_decision_that_is_not_among_the_facts_has_no_column() -> None:
    with pytest.raises(TypeError, match=r"risk\.score"):
        sql_of({"decision": "risk.score", "op": "gt", "value": 1}, Sql(POSTGRES))


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ("exact_add('0.1', '0.2')", "0.3"),
        ("exact_add(1, '0.5')", "1.5"),
        ("exact_divide(1, 3)", "0.333333333333"),
        ("exact_divide(1, 0)", None),
        (
            "exact_multiply('999999999999.999999', '999999999999.999999')",
            "999999999999999998000000.000000000001",
        ),
        ("exact_of(1500000)", "1.5"),
        ("exact_stored('1.5', 6)", 1_500_000),
        ("exact_compare('10', '9')", 1),
        ("exact_round('-2.5')", "-3"),
        ("exact_add(null, 1)", None),
        ("text_fold('Straße ＡＢ')", "strasse ab"),
        ("day_of('2026-03-01T16:00:00.000000+00:00', 'Asia/Shanghai')", "2026-03-02"),
        ("duration_length('-P1DT1H')", -90_000),
        ("list_all('[\"a\"]', '[]')", 0),
    ],
)
def test_functions_of_sqlite(call: str, answer: Any) -> None:
    connection = sqlite3.connect(":memory:")
    clause_functions.register(connection)
    assert connection.execute(f"select {call}").fetchone()[0] == answer
    connection.close()


def test_equal_numbers_have_one_text() -> None:
    texts = {
        clause_functions.exact_text(number) for number in (Decimal("1.50"), Decimal("1.5"), Decimal("15E-1"))
    }
    assert texts == {"1.5"}
    assert clause_functions.exact_text(Decimal("-0.00")) == "0"
    assert clause_functions.exact_text(Decimal("1E+3")) == "1000"
