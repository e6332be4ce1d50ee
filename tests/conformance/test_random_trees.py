"""Random trees mean the same on every target, and obey the laws of negation."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.conditions.explain import explain
from engine.conditions.needs import needs
from engine.conditions.parse import condition
from engine.conditions.tree import Condition, Not
from tests.conformance.job import NAMES
from tests.conformance.random_trees import conditions, facts, formula_leaves, formulas, leaves
from tests.conformance.targets import Closure, Target, with_sets

OFTEN = settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


def tree_of(source: Any) -> Condition:
    parsed = condition(source, NAMES)
    assert parsed.tree is not None, [(found.pointer, found.text("en")) for found in parsed.diagnostics]
    return parsed.tree


@settings(OFTEN, max_examples=120)
@given(
    sources=st.lists(st.one_of(leaves(), formula_leaves(), conditions()), min_size=8, max_size=16),
    known=facts(),
)
def test_all_targets_agree(targets: dict[str, Target], sources: list[Any], known: dict[str, Any]) -> None:
    trees = [tree_of(source) for source in sources]
    answers = [target.verdicts(trees, known) for target in targets.values()]
    wrong = [
        (source, dict(zip(targets, found, strict=True)))
        for source, found in zip(sources, zip(*answers, strict=True), strict=True)
        if len({*found}) > 1
    ]
    assert wrong == []


@OFTEN
@given(source=formulas(), known=facts())
def test_all_targets_compute_the_same(targets: dict[str, Target], source: str, known: dict[str, Any]) -> None:
    exact = Closure().value(tree_of({"formula": source, "op": "present"}).left, known)  # type: ignore[union-attr]
    right = {"formula": source}
    tree = tree_of({"formula": source, "op": "eq", "value": right})
    for name, target in targets.items():
        assert target.holds(tree, known) is (exact is not None), name


@pytest.mark.parametrize("name", ["closure", "explain", "sqlite", "postgresql"])
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
@given(source=conditions(), known=facts())
def test_a14_not_is_the_exact_opposite_on(
    name: str, targets: dict[str, Target], source: Any, known: dict[str, Any]
) -> None:
    tree = tree_of(source)
    assert targets[name].holds(Not(tree), known) is not targets[name].holds(tree, known)


@OFTEN
@given(source=conditions(), known=facts())
def test_the_smallest_change_turns_the_answer(source: Any, known: dict[str, Any]) -> None:
    tree = tree_of(source)
    found = explain(tree, with_sets(tree, known))
    assert found.verdict is Closure().holds(tree, known)
    if found.verdict:
        assert found.changes == ()
    assert [*map(len, found.changes)] == sorted(map(len, found.changes))
    for way in found.changes:
        assert all(change.leaf.verdict is not change.wanted for change in way)


@OFTEN
@given(source=conditions(), known=facts())
def test_needs_names_all_that_is_looked_at(source: Any, known: dict[str, Any]) -> None:
    tree = tree_of(source)
    wanted = needs(tree)
    enough = {
        path: value
        for path, value in with_sets(tree, known).items()
        if path in wanted.paths or path.startswith("set.")
    }
    assert Closure().holds(tree, {**enough, "set": known.get("set")}) is Closure().holds(tree, known)
