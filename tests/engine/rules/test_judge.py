"""Invariants at the end of a command."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.conditions.needs import Needs
from engine.rules.check import check_invariant
from engine.rules.judge import broken
from engine.rules.model import InvariantFile
from engine.rules.rule import Invariant
from tests.builders.repair_shop import label, surroundings, told

AROUND = surroundings()


class Known:
    """Facts that are simply known."""

    def __init__(self, **facts: object) -> None:
        self._facts = facts

    def __call__(self, needs: Needs) -> Mapping[str, object]:
        return self._facts

    def value(self, path: str) -> object:
        return self._facts.get(path)


def invariant(id: str, **json: Any) -> Invariant:
    whole = {"kind": "invariant", "entity": "order", "label": label(id), **json}
    found, diagnostics = check_invariant(id, InvariantFile.model_validate(whole), AROUND)
    assert found is not None, told(diagnostics)
    return found


NOTED = invariant("noted", fields=["grade"], at=["order.finish"], holds={"field": "note", "op": "present"})
OLD = invariant(
    "old",
    fields=["bought_on"],
    holds={"field": "bought_on", "op": "lte", "value": "2026-03-01"},
    **{"if": {"field": "urgent", "op": "eq", "value": True}},
)


def names(changed: set[str], taken: set[str], **facts: object) -> list[str]:
    return [one.id for one in broken([NOTED, OLD], changed, taken, Known(**facts))]


def test_a11_judged_when_a_field_differs_or_a_transition_was_taken() -> None:
    assert names(set(), set(), note=None) == []
    assert names({"bicycle"}, {"order.check"}, note=None) == []
    assert names({"grade"}, set(), note=None) == ["noted"]
    assert names(set(), {"order.finish"}, note=None) == ["noted"]
    assert names({"grade"}, set(), note="seen") == []


def test_c2_a_sentence_must_hold_only_while_its_condition_does() -> None:
    late = date(2026, 3, 2)
    assert names({"bought_on"}, set(), urgent=False, bought_on=late) == []
    assert names({"bought_on"}, set(), urgent=True, bought_on=late) == ["old"]
    assert names({"bought_on"}, set(), urgent=True, bought_on=date(2026, 3, 1)) == []


def test_all_that_are_broken_are_told() -> None:
    assert names({"bought_on", "grade"}, set(), urgent=True, note=None, bought_on=date(2026, 4, 1)) == [
        "noted",
        "old",
    ]
