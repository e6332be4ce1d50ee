"""What changed about a pool, in sentences."""

from typing import Any

import pytest

from engine.packs.diff import diff
from engine.packs.weight import Weight
from tests.builders.couriers import POOL, pooled

CLAIM = POOL["claim"]


@pytest.mark.parametrize(
    ("pool", "place", "sentence"),
    [
        (
            {"shows": ["topic"]},
            "/shows",
            "Pool “shed” shows “text” before a claim; it was “text”, “text”.",
        ),
        (
            {"claim": {**CLAIM, "limits": ["takes"]}},
            "/claim/limits",
            "Pool “shed”: a claim takes from “takes” instead of “takes”, “bag”.",
        ),
        (
            {"claim": {**CLAIM, "former_owner_waits": "P1D"}},
            "/claim/former_owner_waits",
            "Pool “shed”: the last owner waits P1D instead of “Cool-down”.",
        ),
        (
            {"managed_by": None},
            "/managed_by",
            "Pool “shed” is handed out by nothing instead of “hand_out”.",
        ),
    ],
)
def test_a_pool_that_changed_is_told_in_one_sentence(pool: dict[str, Any], place: str, sentence: str) -> None:
    before, after = dict(pooled().source), dict(pooled(**pool).source)
    (change,) = diff(before, after).changes  # type: ignore[arg-type]
    assert (change.pointer, change.text["en"]) == (place, sentence)
    assert change.weight is Weight.MINOR
