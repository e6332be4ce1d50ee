"""A condition or a value as it is kept in a release: the tree, its closure, and what it must be given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.conditions.compile import test, value_of
from engine.conditions.needs import Needs, needs
from engine.conditions.tree import Condition, ValueNode
from engine.values.plain import Value

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Guard:
    """A compiled condition: ``test(facts)`` answers, ``tree`` explains, ``needs`` says what the facts must hold."""

    tree: Condition
    test: Callable[[Facts], bool]
    needs: Needs


@dataclass(frozen=True, slots=True)
class Computed:
    """A compiled value."""

    node: ValueNode
    value: Callable[[Facts], Value]
    needs: Needs


def guard(tree: Condition) -> Guard:
    """Compile a condition once, for a release."""
    return Guard(tree, test(tree), needs(tree))


def computed(node: ValueNode) -> Computed:
    """Compile a value once, for a release."""
    return Computed(node, value_of(node), needs(node))
