"""Why not: every comparison with its values, the least that would have to change, and what may not be seen."""

from decimal import Decimal
from typing import Any

from engine.conditions.explain import Explanation, explain
from engine.conditions.parse import condition
from tests.conformance.job import NAMES

FEW = {"field": "pieces", "op": "lt", "value": 3}
URGENT = {"field": "urgent", "op": "eq", "value": True}
NAMED = {"field": "name", "op": "present"}


def why(source: Any, facts: dict[str, Any], **options: Any) -> Explanation:
    tree = condition(source, NAMES).tree
    assert tree is not None
    return explain(tree, facts, **options)


def flips(found: Explanation) -> list[list[tuple[str, bool]]]:
    return [[(change.leaf.leaf.left.path, change.wanted) for change in way] for way in found.changes]  # type: ignore[union-attr]


def test_every_comparison_is_told_with_its_values() -> None:
    found = why({"all": [FEW, {"not": URGENT}, NAMED]}, {"pieces": 5, "name": "x"})
    assert found.verdict is False
    assert [(leaf.verdict, leaf.left, leaf.right) for leaf in found.leaves] == [
        (False, 5, 3),
        (False, False, True),
        (True, "x", None),
    ]


def test_the_smallest_change_of_all_is_every_false_part() -> None:
    assert flips(why({"all": [FEW, URGENT, NAMED]}, {"pieces": 5, "name": "x"})) == [
        [("pieces", True), ("urgent", True)]
    ]


def test_the_smallest_change_of_any_is_the_cheapest_part_first() -> None:
    found = why({"any": [{"all": [FEW, URGENT]}, NAMED]}, {"pieces": 5})
    assert flips(found) == [[("name", True)], [("pieces", True), ("urgent", True)]]


def test_under_not_a_comparison_has_to_become_false() -> None:
    assert flips(why({"not": FEW}, {"pieces": 1})) == [[("pieces", False)]]
    assert flips(why({"not": {"any": [FEW, URGENT]}}, {"pieces": 1, "urgent": True})) == [
        [("pieces", False), ("urgent", False)]
    ]


def test_a_comparison_that_stands_twice_counts_once() -> None:
    assert flips(why({"all": [FEW, {"any": [FEW]}]}, {"pieces": 5})) == [[("pieces", True)]]


def test_nothing_helps_against_never() -> None:
    assert why({"all": [False, FEW]}, {"pieces": 5}).changes == ()


def test_a16_the_unknown_is_a_third_value() -> None:
    unknown = frozenset({"pieces"})
    assert why(FEW, {}, unknown=unknown).verdict is None
    assert why({"not": FEW}, {}, unknown=unknown).verdict is None
    assert why({"all": [FEW, URGENT]}, {}, unknown=unknown).verdict is False
    assert why({"any": [FEW, URGENT]}, {"urgent": True}, unknown=unknown).verdict is True
    assert why({"any": [FEW, URGENT]}, {}, unknown=unknown).verdict is None
    assert why(FEW, {}).verdict is False


def test_a16_sets_and_decisions_may_be_unknown_too() -> None:
    tree = condition({"some": "sheets"}, NAMES).tree
    assert tree is not None
    query = tree.left.query  # type: ignore[union-attr]
    assert explain(tree, {}, frozenset({f"set.{query.id}"})).verdict is None
    assert (
        why(
            {"decision": "risk.score", "op": "gt", "value": 1}, {}, unknown=frozenset({"decision.risk.score"})
        ).verdict
        is None
    )


def test_a30_hidden_values_are_used_and_masked() -> None:
    source = {"field": "price", "op": "lte", "value": {"field": "cost"}}
    facts = {"price": Decimal(5), "cost": Decimal(4)}
    found = why(source, facts, hidden=lambda path: path == "cost")
    assert found.verdict is False
    assert (found.leaves[0].left, found.leaves[0].right) == (Decimal(5), None)
    assert (found.leaves[0].left_masked, found.leaves[0].right_masked) == (False, True)
    computed = why(
        {"formula": "price - cost", "op": "gt", "value": 2}, facts, hidden=lambda path: path == "cost"
    )
    assert (computed.leaves[0].left, computed.leaves[0].left_masked) == (None, True)


def test_between_shows_both_ends() -> None:
    found = why(
        {"field": "pieces", "op": "between", "value": [1, {"field": "pages"}]}, {"pieces": 9, "pages": 4}
    )
    assert found.leaves[0].right == (1, 4)
