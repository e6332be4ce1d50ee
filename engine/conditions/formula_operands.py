"""Which operands go together in a formula: numbers freely, money with money of its currency or with a number."""

from engine.conditions.operators import NUMBERS, retyped, same_currency
from engine.conditions.problems import WRONG_OPERANDS
from engine.conditions.reading import Reading
from engine.conditions.tree import Arithmetic, Literal, ValueNode
from engine.conditions.types import INTEGER, NUMBER, Kind, Type


def arithmetic(
    left: ValueNode, operator: str, right: ValueNode, reading: Reading, pointer: str
) -> ValueNode | None:
    """``left operator right`` with the type of its answer, or None (reported) when it has no meaning."""
    if operator in "+-":
        left, right = _amounts(left, right, reading, pointer)
    found = _answer(left.type, operator, right.type)
    if found is None:
        reading.fault(
            WRONG_OPERANDS, pointer, left=left.type.kind.value, operator=operator, right=right.type.kind.value
        )
        return None
    both_money = left.type.kind is Kind.MONEY and right.type.kind is Kind.MONEY
    if both_money and not same_currency(left.type, right.type, reading, pointer):
        return None
    return Arithmetic(operator, left, right, found)


def negative(node: ValueNode, reading: Reading, pointer: str, *, keep: bool) -> ValueNode | None:
    """``-node`` (or ``+node``, with ``keep``), or None (reported) when it is no number or money."""
    if node.type.kind not in NUMBERS | {Kind.MONEY, Kind.UNKNOWN}:
        reading.fault(WRONG_OPERANDS, pointer, left="", operator="-", right=node.type.kind.value)
        return None
    if keep:
        return node
    if isinstance(node, Literal) and isinstance(node.value, int) and not isinstance(node.value, bool):
        return Literal(-node.value, node.type)
    return Arithmetic("-", node, None, node.type)


def _amounts(
    left: ValueNode, right: ValueNode, reading: Reading, pointer: str
) -> tuple[ValueNode, ValueNode]:
    """A number that is written next to money is an amount of it."""
    if left.type.kind is Kind.MONEY and isinstance(right, Literal):
        right = retyped(right, left.type, reading, pointer) or right
    if right.type.kind is Kind.MONEY and isinstance(left, Literal):
        left = retyped(left, right.type, reading, pointer) or left
    return left, right


def _answer(left: Type, operator: str, right: Type) -> Type | None:
    numbers = left.kind in NUMBERS and right.kind in NUMBERS
    money = (left.kind is Kind.MONEY, right.kind is Kind.MONEY)
    if Kind.UNKNOWN in (left.kind, right.kind):
        return Type(Kind.UNKNOWN)
    if numbers:
        whole = left.kind is right.kind is Kind.INTEGER
        return INTEGER if operator == "//" or (whole and operator != "/") else NUMBER
    if all(money):
        answers = {"+": left, "-": left, "/": NUMBER, "//": INTEGER}
        return answers.get(operator) if left.currency or operator not in "+-" else right
    if any(money) and (left.kind in NUMBERS or right.kind in NUMBERS):
        amount = left if money[0] else right
        return amount if operator == "*" or (operator == "/" and money[0]) else None
    return None
