"""Writes cells in the unary syntax of ZEN, the language of JDM tables, for all that both languages can say.

ZEN reads ``and``, ``or`` and ``,`` strictly from left to right (``> 8, > 1 and < 3`` is ``(> 8 or > 1) and < 3``),
knows no brackets around tests, and its text has no escapes.
"""

from decimal import Decimal

from engine.conditions.tree import All, Any, Condition, Leaf, Literal
from engine.values.plain import Value

_SIGNS = {"eq": "== ", "ne": "!= ", "lt": "< ", "lte": "<= ", "gt": "> ", "gte": ">= "}
_ORDERING = frozenset({"lt", "lte", "gt", "gte", "between"})


def write(cell: Condition) -> str | None:
    """The cell in ZEN, or None when ZEN cannot say it so that it means the same."""
    if isinstance(cell, Leaf) and cell.operator == "eq":
        return _literal(cell.right)
    if isinstance(cell, Leaf) and cell.operator == "in" and isinstance(cell.right, Literal):
        return _listed(cell.right, "")
    if not isinstance(cell, Any):
        return _test(cell)
    # ZEN fails the whole cell where it compares an absent value: what accepts absent values has to come first,
    # and so has the only alternative that may hold an "and".
    parts = sorted(cell.parts, key=lambda part: (_compares(part), not _joined(part)))
    written = [_test(part) for part in parts]
    if any(_joined(part) for part in parts[1:]) or None in written:
        return None
    return ", ".join(text for text in written if text)


def _compares(part: Condition) -> bool:
    """Whether ZEN would fail at an absent value."""
    if isinstance(part, All):
        return any(_compares(one) for one in part.parts)
    return isinstance(part, Leaf) and part.operator in _ORDERING


def _joined(part: Condition) -> bool:
    return isinstance(part, All) and len(part.parts) > 1 and _interval(part) is None


def _test(part: Condition) -> str | None:
    if isinstance(part, Leaf):
        return _leaf(part)
    if not isinstance(part, All):
        return None
    interval = _interval(part)
    if interval is not None:
        return interval
    written = [_leaf(one) if isinstance(one, Leaf) else None for one in part.parts]
    return None if None in written else " and ".join(text for text in written if text)


def _leaf(leaf: Leaf) -> str | None:
    right = leaf.right
    if leaf.operator in {"present", "absent"}:
        return "!= null" if leaf.operator == "present" else "== null"
    if leaf.operator in {"in", "not_in"} and isinstance(right, Literal):
        return _listed(right, "in " if leaf.operator == "in" else "not in ", "[", "]")
    if leaf.operator == "between" and isinstance(right, tuple):
        low, high = _number(right[0]), _number(right[1])
        return None if low is None or high is None else f"[{low}..{high}]"
    sign = _SIGNS.get(leaf.operator)
    text = _number(right) if leaf.operator in _ORDERING else _literal(right)
    return None if sign is None or text is None else sign + text


def _interval(part: All) -> str | None:
    """``[80..90)`` for one lower and one upper bound."""
    bounds = {leaf.operator: leaf.right for leaf in part.parts if isinstance(leaf, Leaf)}
    low = next((name for name in ("gte", "gt") if name in bounds), None)
    high = next((name for name in ("lte", "lt") if name in bounds), None)
    if len(part.parts) != 2 or low is None or high is None:  # noqa: PLR2004 - two ends
        return None
    start, end = _number(bounds[low]), _number(bounds[high])
    if start is None or end is None:
        return None
    return f"{'[' if low == 'gte' else '('}{start}..{end}{']' if high == 'lte' else ')'}"


def _listed(right: Literal, word: str, opening: str = "", closing: str = "") -> str | None:
    values = right.value if isinstance(right.value, tuple) else (right.value,)
    written = [literal(value) for value in values]
    return None if None in written else word + opening + ", ".join(text for text in written if text) + closing


def _number(node: object) -> str | None:
    if (
        not isinstance(node, Literal)
        or isinstance(node.value, bool)
        or not isinstance(node.value, int | Decimal)
    ):
        return None
    return literal(node.value)


def _literal(node: object) -> str | None:
    return literal(node.value) if isinstance(node, Literal) and not isinstance(node.value, tuple) else None


def literal(value: Value) -> str | None:
    """A value in ZEN: text, a number or a boolean; None for any other."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(Decimal(value), "f")
    if not isinstance(value, str) or not value or not value.isprintable():
        return None
    quote = next((mark for mark in ('"', "'") if mark not in value), None)
    return None if quote is None else f"{quote}{value}{quote}"
