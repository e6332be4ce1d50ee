"""Leaves: one comparison, ``{"field": path, "op": operator, "value": value}`` and its like."""

from collections.abc import Mapping

from engine.conditions import set_queries
from engine.conditions.literals import entries
from engine.conditions.moments import WINDOWS
from engine.conditions.names import Names
from engine.conditions.operators import applies, matched, relate
from engine.conditions.problems import (
    DURATION_WANTED,
    MISSING_KEY,
    PAIR_WANTED,
    TYPE_MISMATCH,
    UNKNOWN_KEY,
    UNKNOWN_OPERATOR,
    UNKNOWN_WINDOW,
    VALUE_NOT_WANTED,
)
from engine.conditions.reading import MAX_NODES, Reading
from engine.conditions.tree import OPERATORS, Leaf, Literal, Path, SetValue, ValueNode
from engine.conditions.types import DURATION, INTEGER, TEXT, Kind, Type
from engine.conditions.values import operand
from engine.values.plain import Json

LEFT = ("field", "formula", "decision")
SETS = ("some", "count")
_WITHOUT_VALUE = ("present", "absent")


def leaf(source: Mapping[str, Json], shape: str, names: Names, reading: Reading, pointer: str) -> Leaf | None:
    """A comparison whose left side is a field, formula or decision."""
    _known_keys(source, (shape, "op", "value"), reading, pointer)
    left = operand({shape: source[shape]}, names, None, reading, pointer)
    if left is None:
        _operator(source, reading, pointer)
        return None
    return comparison(left, source, names, reading, pointer)


def set_leaf(
    source: Mapping[str, Json], shape: str, names: Names, reading: Reading, pointer: str
) -> Leaf | None:
    """``some`` (there is at least one row) or ``count`` (as many rows as ``op`` and ``value`` say)."""
    _known_keys(
        source, (shape, "of", "where", *(("op", "value") if shape == "count" else ())), reading, pointer
    )
    query = set_queries.of_leaf(source, shape, names, reading, pointer)
    if query is None:
        return None
    left = SetValue(query, query.type)
    if shape == "some":
        return Leaf(left, "gt", Literal(0, INTEGER))
    return comparison(left, source, names, reading, pointer)


def comparison(
    left: ValueNode, source: Mapping[str, Json], names: Names, reading: Reading, pointer: str
) -> Leaf | None:
    """The comparison of ``left`` by the ``op`` and ``value`` of ``source`` (a leaf, or a cell of a decision table)."""
    operator = _operator(source, reading, pointer)
    if operator is None or not applies(operator, left.type, reading, f"{pointer}/op"):
        return None
    if operator in _WITHOUT_VALUE:
        if "value" in source:
            reading.fault(VALUE_NOT_WANTED, f"{pointer}/value", operator=operator)
            return None
        return Leaf(left, operator, None)
    if "value" not in source:
        reading.fault(MISSING_KEY, pointer, name="value")
        return None
    return _with_value(left, operator, source["value"], names, reading, f"{pointer}/value")


def _with_value(
    left: ValueNode, operator: str, source: Json, names: Names, reading: Reading, pointer: str
) -> Leaf | None:
    if operator in ("in", "not_in", "any_of", "all_of"):
        return _among(left, operator, source, names, reading, pointer)
    if operator == "between":
        return _between(left, source, names, reading, pointer)
    if operator == "within":
        return _within(left, source, names, reading, pointer)
    if operator == "during":
        return _during(left, source, reading, pointer)
    if operator in ("contains", "starts_with"):
        return _part(left, operator, source, names, reading, pointer)
    right = operand(source, names, left.type, reading, pointer)
    return None if right is None else relate(left, operator, right, reading, pointer)


def _among(
    left: ValueNode, operator: str, source: Json, names: Names, reading: Reading, pointer: str
) -> Leaf | None:
    item = Type(Kind.ENUM, options=left.type.options) if left.type.kind is Kind.ENUMS else left.type
    if not isinstance(source, Mapping):
        right = entries(source, item, reading, pointer, groups=True)
        return None if right is None else Leaf(left, operator, right)
    node = operand(source, names, None, reading, pointer)
    if node is None:
        return None
    several = node.type.kind is Kind.ENUMS and item.kind is Kind.ENUM
    if not several or not {*node.type.options} & {*item.options}:
        reading.fault(TYPE_MISMATCH, pointer, left=left.type.kind.value, right=node.type.kind.value)
        return None
    return Leaf(left, operator, node)


def _between(left: ValueNode, source: Json, names: Names, reading: Reading, pointer: str) -> Leaf | None:
    if not isinstance(source, list | tuple) or len(source) != 2:  # noqa: PLR2004 - a pair
        reading.fault(PAIR_WANTED, pointer)
        return None
    ends: list[ValueNode] = []
    for index, end in enumerate(source):
        right = operand(end, names, left.type, reading, f"{pointer}/{index}")
        found = right and relate(left, "lte", right, reading, f"{pointer}/{index}")
        if found and isinstance(found.right, ValueNode):
            ends.append(found.right)
    return Leaf(left, "between", (ends[0], ends[1])) if len(ends) == 2 else None  # noqa: PLR2004


def _within(left: ValueNode, source: Json, names: Names, reading: Reading, pointer: str) -> Leaf | None:
    right = operand(source, names, DURATION, reading, pointer)
    if right is None:
        return None
    given = isinstance(right, Literal) or (
        isinstance(right, Path) and right.path.startswith(("parameter.", "input."))
    )
    if right.type.kind is not Kind.DURATION or not given:
        reading.fault(DURATION_WANTED, pointer)
        return None
    return Leaf(left, "within", right)


def _during(left: ValueNode, source: Json, reading: Reading, pointer: str) -> Leaf | None:
    if not isinstance(source, str) or source not in WINDOWS:
        reading.unknown(UNKNOWN_WINDOW, pointer, source if isinstance(source, str) else "", WINDOWS)
        return None
    return Leaf(left, "during", source)


def _part(
    left: ValueNode, operator: str, source: Json, names: Names, reading: Reading, pointer: str
) -> Leaf | None:
    item = Type(Kind.ENUM, options=left.type.options) if left.type.kind is Kind.ENUMS else TEXT
    right = operand(source, names, item, reading, pointer)
    if right is None:
        return None
    pair = matched(Literal("", item), right, reading, pointer)
    return None if pair is None else Leaf(left, operator, pair[1])


def _operator(source: Mapping[str, Json], reading: Reading, pointer: str) -> str | None:
    if "op" not in source:
        reading.fault(MISSING_KEY, pointer, name="op")
        return None
    operator = source["op"]
    if isinstance(operator, str) and operator in OPERATORS:
        return operator
    reading.unknown(
        UNKNOWN_OPERATOR, f"{pointer}/op", operator if isinstance(operator, str) else "", OPERATORS
    )
    return None


def _known_keys(source: Mapping[str, Json], known: tuple[str, ...], reading: Reading, pointer: str) -> None:
    for key in list(source)[:MAX_NODES]:
        if key not in known:
            reading.unknown(UNKNOWN_KEY, pointer, key, known)
