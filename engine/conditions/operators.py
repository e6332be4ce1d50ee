"""Which operator goes with which types, and how two sides come together."""

from engine.conditions.literals import literal
from engine.conditions.problems import (
    ABSENT_VALUE,
    OPERATOR_NOT_FOR_TYPE,
    TWO_CURRENCIES,
    TYPE_MISMATCH,
)
from engine.conditions.reading import Reading
from engine.conditions.tree import Call, Leaf, Literal, ValueNode
from engine.conditions.types import TEXT, Kind, Type

_DAYS = frozenset({Kind.DATE, Kind.DATETIME})
NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER})
_ORDERED = frozenset(
    {
        Kind.INTEGER,
        Kind.NUMBER,
        Kind.MONEY,
        Kind.DATE,
        Kind.TIME,
        Kind.DATETIME,
        Kind.DURATION,
        Kind.ENUM,
        Kind.TEXT,
    }
)
_SINGLE = _ORDERED | {Kind.BOOLEAN, Kind.LINK}
_APPLIES = {
    **dict.fromkeys(("eq", "ne"), _SINGLE),
    **dict.fromkeys(("in", "not_in"), _SINGLE - {Kind.BOOLEAN}),
    **dict.fromkeys(("lt", "lte", "gt", "gte", "between"), _ORDERED),
    **dict.fromkeys(("before", "after"), _DAYS | {Kind.TIME}),
    **dict.fromkeys(("within", "during"), _DAYS),
    **dict.fromkeys(("any_of", "all_of"), frozenset({Kind.ENUMS})),
    "contains": frozenset({Kind.TEXT, Kind.ENUMS}),
    "starts_with": frozenset({Kind.TEXT}),
    **dict.fromkeys(("present", "absent"), _SINGLE | {Kind.ENUMS}),
}


def applies(operator: str, left: Type, reading: Reading, pointer: str) -> bool:
    """Whether an operator may stand behind a value of this type (reported when not)."""
    if left.kind is Kind.UNKNOWN or left.kind in _APPLIES[operator]:
        return True
    reading.fault(OPERATOR_NOT_FOR_TYPE, pointer, operator=operator, type=left.kind.value)
    return False


def same_currency(left: Type, right: Type, reading: Reading, pointer: str) -> bool:
    """Whether two amounts are not known to be of two currencies (reported when they are)."""
    if left.currency and right.currency and left.currency != right.currency:
        reading.fault(TWO_CURRENCIES, pointer, left=left.currency, right=right.currency)
        return False
    return True


def comparable(left: Type, right: Type) -> bool:
    """Whether values of the two types may be compared with one another."""
    if Kind.UNKNOWN in (left.kind, right.kind):
        return True
    if left.kind is Kind.LINK and right.kind is Kind.LINK:
        return not left.to or not right.to or bool({*left.to} & {*right.to})
    if left.kind is Kind.ENUM and right.kind is Kind.ENUM:
        return bool({*left.options} & {*right.options})
    families = (NUMBERS, _DAYS)
    return left.kind is right.kind or any(left.kind in family and right.kind in family for family in families)


def relate(left: ValueNode, operator: str, right: ValueNode, reading: Reading, pointer: str) -> Leaf | None:
    """A comparison of two single values, after checking that it has a meaning; None (reported) when it has none."""
    pair = matched(left, right, reading, pointer)
    if pair is None:
        return None
    left, right = pair
    if not applies(operator, left.type, reading, pointer):
        return None
    ordered = operator in ("lt", "lte", "gt", "gte")
    if ordered and left.type.kind is Kind.ENUM and left.type.options != right.type.options:
        reading.fault(TYPE_MISMATCH, pointer, left="enum", right="enum")
        return None
    return Leaf(left, operator, right)


def matched(
    left: ValueNode, right: ValueNode, reading: Reading, pointer: str
) -> tuple[ValueNode, ValueNode] | None:
    """Both sides in one spelling: literals typed by the other side, links with their entity where either has it."""
    new_left, new_right = (
        retyped(left, right.type, reading, pointer),
        retyped(right, left.type, reading, pointer),
    )
    if new_left is None or new_right is None:
        return None
    left, right = new_left, new_right
    if Kind.ABSENT in (left.type.kind, right.type.kind):
        reading.fault(ABSENT_VALUE, pointer)
        return None
    if not comparable(left.type, right.type):
        reading.fault(TYPE_MISMATCH, pointer, left=left.type.kind.value, right=right.type.kind.value)
        return None
    if not same_currency(left.type, right.type, reading, pointer):
        return None
    if left.type.kind is Kind.LINK:
        left, right = _with_entity(left, right.type), _with_entity(right, left.type)
    return left, right


def retyped(node: ValueNode, wanted: Type, reading: Reading, pointer: str) -> ValueNode | None:
    """A literal of a formula read again as what the other side is: an option, a day, an amount."""
    if not isinstance(node, Literal) or node.type.kind is wanted.kind or wanted.kind is Kind.UNKNOWN:
        return node
    if node.type.kind in NUMBERS and wanted.kind is Kind.MONEY:
        return Literal(node.value, wanted)
    if isinstance(node.value, str) and wanted.kind in _SINGLE - NUMBERS - {
        Kind.MONEY,
        Kind.TEXT,
        Kind.BOOLEAN,
    }:
        return literal(node.value, wanted, reading, pointer, loose=True)
    return node


def _with_entity(node: ValueNode, other: Type) -> ValueNode:
    """A link that holds just an id, as one that says its entity too, when the other side does."""
    if len(other.to) > 1 and len(node.type.to) == 1 and not isinstance(node, Literal):
        prefix = Literal(f"{node.type.to[0]}/", TEXT)
        return Call("concat", (prefix, node), Type(Kind.LINK, to=other.to))
    return node
