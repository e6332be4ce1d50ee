"""Cells seen as trees: their leaves, what they compare with, and the same cell over another left side."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from engine.conditions.tree import All, Any, Condition, Constant, Leaf, Literal, Not, Path, ValueNode
from engine.conditions.types import Kind, Type
from engine.values.duration import Duration
from engine.values.plain import Value

_COMPARED_WITH_NOW = frozenset({"within", "during"})
_DATED: Mapping[type, Kind] = {date: Kind.DATE, datetime: Kind.DATETIME, Duration: Kind.DURATION}


def leaves(tree: Condition) -> Iterator[Leaf]:
    """Every leaf of a cell, left to right."""
    match tree:
        case Leaf():
            yield tree
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Constant():
            return


def over(tree: Condition, column: ValueNode, left: ValueNode) -> Condition:
    """The cell with ``left`` wherever it tests the value of its column."""
    match tree:
        case Leaf():
            return replace(tree, left=left) if tree.left == column else tree
        case All(parts):
            return All(tuple(over(part, column, left) for part in parts))
        case Any(parts):
            return Any(tuple(over(part, column, left) for part in parts))
        case Not(part):
            return Not(over(part, column, left))
        case Constant():
            return tree


def column_path(column: str, type_: Type) -> Path:
    """Where a column's value is put among the facts: a name that no path of a pack can have."""
    return Path(f"={column}", type_)


def literals(leaf: Leaf) -> tuple[Value, ...]:
    """The values a leaf compares with, one by one."""
    right = leaf.right if isinstance(leaf.right, tuple) else (leaf.right,)
    found: list[Value] = []
    for node in right:
        if isinstance(node, Literal):
            found.extend(node.value if isinstance(node.value, tuple) else (node.value,))
    return tuple(found)


def closed(tree: Condition, column: ValueNode) -> bool:
    """Whether the cell's answer depends on the value of its column alone: no other facts, no moment."""
    return all(leaf.left == column and _fixed(leaf) for leaf in leaves(tree))


def _fixed(leaf: Leaf) -> bool:
    if leaf.operator in _COMPARED_WITH_NOW or isinstance(leaf.right, str):
        return False
    right = leaf.right if isinstance(leaf.right, tuple) else (leaf.right,)
    if not all(node is None or isinstance(node, Literal) for node in right):
        return False
    # A date against a moment is judged in the local day of a centre, and a span against now: neither is known here.
    kind = leaf.left.type.kind
    return all(_DATED.get(type(value), kind) is kind for value in literals(leaf))
