"""Every case of the table means the same on every target."""

import json
import re
from decimal import Decimal

import pytest

from tests.conformance.cases import cases
from tests.conformance.job import typed
from tests.conformance.targets import Closure, OnPostgres, OnSqlite, Target

PLACE = re.compile(r"\{([a-z]+)\}")
CASES = list(cases())
LAWFUL = [case for case in CASES if not case.refused]
REFUSED = [case for case in CASES if case.refused]


def test_there_are_enough_cases_and_each_has_its_own_id() -> None:
    assert len(LAWFUL) >= 400
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("name", ["closure", "explain", "sqlite", "postgresql"])
def test_every_case_on(name: str, targets: dict[str, Target]) -> None:
    target = targets[name]
    wrong: list[object] = []
    for case in LAWFUL:
        try:
            if target.holds(case.tree(), case.facts) is not case.verdict:
                wrong.append(case.id)
        except Exception as error:  # noqa: BLE001 - all cases that fail are told, not only the first
            wrong.append((case.id, error))
    assert wrong == []


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.id)
def test_refused(case) -> None:
    found = case.diagnostics()
    assert "!" + found[0].code == case.expected
    for diagnostic in found:
        for label in (diagnostic.problem.text, diagnostic.problem.hint):
            assert not label or {*label} == {"en", "zh-CN"}
            for text in label.values():
                assert {*PLACE.findall(text)} <= {*diagnostic.data}


def test_formulas_give_their_values_and_columns_hold_them(
    on_sqlite: OnSqlite, on_postgres: OnPostgres
) -> None:
    wrong: list[object] = []
    for case in (case for case in LAWFUL if case.is_formula):
        node = case.node()
        expected = (
            None
            if case.expected == "absent"
            else typed(json.loads(case.expected, parse_float=Decimal), node.type)
        )
        exact = Closure().value(node, case.facts)
        if exact != expected or isinstance(exact, bool) is not isinstance(expected, bool):
            wrong.append((case.id, "closure", exact))
        for target in (on_sqlite, on_postgres):
            kept = target.value(node, case.facts)
            if kept != expected:
                wrong.append((case.id, target.dialect, kept))
    assert wrong == []
