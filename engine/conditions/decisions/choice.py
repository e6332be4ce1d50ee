"""A decision as a choice: the same answer written with ``choose`` alone, for targets that know no tables."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from engine.conditions.decisions.sheet import Sheet
from engine.conditions.tree import (
    All,
    Any,
    Arithmetic,
    Call,
    Choose,
    Condition,
    DecisionValue,
    Leaf,
    Literal,
    Not,
    ValueNode,
)

_FIRST_ROW = frozenset({"first", "unique", "any"})


class NoChoice(LookupError):
    """A table whose hit policy joins or ranks several rows is no choice between them."""


def is_choice(sheet: Sheet) -> bool:
    """Whether the table answers with the values of one row that its order alone names."""
    return sheet.hit in _FIRST_ROW


def value_without_decisions(node: ValueNode, sheets: Mapping[str, Sheet]) -> ValueNode:
    """The value with every decision in it written out; raises ``NoChoice``.

    A table that breaks its own policy answers with its first row here; where it decides, it refuses.
    """
    match node:
        case DecisionValue():
            return _choice(sheets[node.table], node.output, sheets)
        case Arithmetic():
            right = None if node.right is None else value_without_decisions(node.right, sheets)
            return replace(node, left=value_without_decisions(node.left, sheets), right=right)
        case Call():
            return replace(node, arguments=tuple(_either(part, sheets) for part in node.arguments))
        case Choose():
            branches = tuple(
                (when and condition_without_decisions(when, sheets), value_without_decisions(then, sheets))
                for when, then in node.branches
            )
            return replace(node, branches=branches)
        case _:
            return node


def condition_without_decisions(tree: Condition, sheets: Mapping[str, Sheet]) -> Condition:
    """The condition with every decision in it written out; raises ``NoChoice``."""
    match tree:
        case Leaf():
            return replace(tree, left=value_without_decisions(tree.left, sheets), right=_right(tree, sheets))
        case All(parts) | Any(parts):
            return type(tree)(tuple(condition_without_decisions(part, sheets) for part in parts))
        case Not(part):
            return Not(condition_without_decisions(part, sheets))
        case _:
            return tree


def _choice(sheet: Sheet, output: str, sheets: Mapping[str, Sheet]) -> ValueNode:
    if not is_choice(sheet):
        raise NoChoice(f"{sheet.id} answers by {sheet.hit}")
    kind = sheet.outputs[output].type
    nothing = Literal(None, kind)
    branches: list[tuple[Condition | None, ValueNode]] = [
        (All(tuple(row.cells.values())), row.then.get(output, nothing)) for row in sheet.rows
    ]
    branches.append((None, (sheet.otherwise or {}).get(output, nothing)))
    return value_without_decisions(Choose(tuple(branches), kind), sheets)


def _either(part: ValueNode | Condition, sheets: Mapping[str, Sheet]) -> ValueNode | Condition:
    if isinstance(part, Condition):
        return condition_without_decisions(part, sheets)
    return value_without_decisions(part, sheets)


def _right(leaf: Leaf, sheets: Mapping[str, Sheet]) -> ValueNode | tuple[ValueNode, ValueNode] | str | None:
    right = leaf.right
    if right is None or isinstance(right, str):
        return right
    if isinstance(right, tuple):
        return cast(
            "tuple[ValueNode, ValueNode]", tuple(value_without_decisions(one, sheets) for one in right)
        )
    return value_without_decisions(right, sheets)
