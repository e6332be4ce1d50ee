"""Whether the moment at which a condition changes by the passing of time alone can be computed.

A derived field that is kept needs it: the engine must know when to look again.
"""

from engine.conditions.needs import children, nodes
from engine.conditions.tree import Condition, Leaf, Literal, Now, Path, ValueNode
from engine.conditions.types import Kind

_MOMENTS = (Kind.DATE, Kind.DATETIME)
_AGAINST_NOW = ("before", "after", "lt", "lte", "gt", "gte")


def flips_at_computable(tree: Condition | ValueNode) -> bool:
    """Whether every look at now is "a date or moment of the record within, before or after now ± a duration"."""
    plain: set[int] = set()
    for node in nodes(tree):
        if isinstance(node, Leaf) and _computable(node):
            plain.update(id(child) for child in children(node))
        elif (isinstance(node, Leaf) and node.operator in ("within", "during")) or (
            isinstance(node, Now) and id(node) not in plain
        ):
            return False
    return True


def _computable(leaf: Leaf) -> bool:
    left, right = leaf.left, leaf.right
    if isinstance(left, Now) and isinstance(right, Path):
        left, right = right, left
    if not isinstance(left, Path) or left.type.kind not in _MOMENTS:
        return False
    if leaf.operator == "within":
        return isinstance(right, Literal | Path)
    return leaf.operator in _AGAINST_NOW and isinstance(right, Now)
