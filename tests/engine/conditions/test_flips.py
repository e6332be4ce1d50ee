"""Kept derived fields: the moment of the next flip must be computable (E18)."""

from typing import Any

import pytest

from engine.conditions.flips import flips_at_computable
from engine.conditions.parse import condition
from tests.conformance.job import NAMES


@pytest.mark.parametrize(
    ("source", "computable"),
    [
        ({"field": "pieces", "op": "gt", "value": 1}, True),
        ({"field": "at", "op": "within", "value": "P3D"}, True),
        ({"field": "at", "op": "before", "value": {"now": "-P3D"}}, True),
        ({"field": "day", "op": "after", "value": {"now": "today"}}, True),
        (
            {
                "not": {
                    "any": [
                        {"field": "day", "op": "gte", "value": {"now": "P1M"}},
                        {"field": "urgent", "op": "eq", "value": True},
                    ]
                }
            },
            True,
        ),
        ({"field": "at", "op": "during", "value": "this_week"}, False),
        ({"field": "at", "op": "eq", "value": {"now": "now"}}, False),
        ({"formula": "days(day, today())", "op": "gt", "value": 3}, False),
        ({"formula": "max(day, deadline)", "op": "within", "value": "P3D"}, False),
        ({"field": "day", "op": "before", "value": {"formula": "max(deadline, today())"}}, False),
        ({"field": "at", "op": "between", "value": [{"now": "-P1D"}, {"now": "P1D"}]}, False),
    ],
)
def test_e18_flips(source: Any, *, computable: bool) -> None:
    tree = condition(source, NAMES).tree
    assert tree is not None
    assert flips_at_computable(tree) is computable
