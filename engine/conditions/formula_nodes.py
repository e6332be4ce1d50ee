"""From Python's syntax tree to ours: each kind of node that has a meaning in a formula, and no other."""

import ast
import re
from collections.abc import Sequence
from decimal import Decimal

from engine.conditions import paths
from engine.conditions.formula_operands import arithmetic, negative
from engine.conditions.functions import FUNCTIONS, OTHERS
from engine.conditions.kinds import common
from engine.conditions.literals import entries, literal
from engine.conditions.names import Names
from engine.conditions.operators import applies, relate, retyped
from engine.conditions.problems import (
    CONDITION_WANTED,
    DOES_NOT_FIT,
    FORMULA_NOT_ALLOWED,
    FORMULA_NUMBER,
    UNKNOWN_FUNCTION,
    VALUE_WANTED,
    WRONG_ARGUMENTS,
)
from engine.conditions.reading import Reading
from engine.conditions.tree import (
    All,
    Any,
    Call,
    Choose,
    Condition,
    Constant,
    Leaf,
    Literal,
    Not,
    Now,
    ValueNode,
)
from engine.conditions.types import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, Kind, Type
from engine.values.plain import Json

_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
}  # fmt: skip
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "lte", ast.Gt: "gt", ast.GtE: "gte",
    ast.In: "in", ast.NotIn: "not_in",
}  # fmt: skip


class Translation:
    """Of one formula: its text (to read numbers exactly), the names in scope, and where faults go."""

    def __init__(self, line: bytes, names: Names, reading: Reading, pointer: str) -> None:
        """``line`` is the text that Python parsed, in UTF-8."""
        self._line = line
        self._names = names
        self._reading = reading
        self._pointer = pointer

    def value(self, node: ast.expr) -> ValueNode | None:
        """A node that stands where a value is wanted."""
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name() | ast.Attribute():
                return self._path(node)
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _ARITHMETIC:
                sides = self.value(left), self.value(right)
                if sides[0] is None or sides[1] is None:
                    return None
                return arithmetic(
                    sides[0], _ARITHMETIC[type(operator)], sides[1], self._reading, self._pointer
                )
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
                found = self.value(operand)
                return found and negative(
                    found, self._reading, self._pointer, keep=isinstance(sign, ast.UAdd)
                )
            case ast.IfExp(test=test, body=body, orelse=otherwise):
                return self._choose(test, body, otherwise)
            case ast.Call():
                return self._call(node)
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                self._reading.fault(VALUE_WANTED, self._pointer)
            case _:
                self._not_allowed(node)
        return None

    def condition(self, node: ast.expr) -> Condition | None:
        """A node that stands where a condition is wanted."""
        match node:
            case ast.BoolOp(op=operator, values=values):
                parts = [self.condition(part) for part in values]
                found = tuple(part for part in parts if part is not None)
                if len(found) < len(parts):
                    return None
                return All(found) if isinstance(operator, ast.And) else Any(found)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                part = self.condition(operand)
                return None if part is None else Not(part)
            case ast.Compare():
                return self._compare(node)
            case ast.Call(func=ast.Name(id="present" | "absent" as operator), args=[argument], keywords=[]):
                left = self.value(argument)
                return (
                    Leaf(left, operator, None)
                    if left and applies(operator, left.type, self._reading, self._pointer)
                    else None
                )
            case ast.Constant(value=bool() as holds):
                return Constant(holds)
            case _:
                return self._truth(node)

    def _truth(self, node: ast.expr) -> Condition | None:
        found = self.value(node)
        if found is not None and found.type.kind is not Kind.BOOLEAN:
            self._reading.fault(CONDITION_WANTED, self._pointer)
            return None
        return None if found is None else Leaf(found, "eq", Literal(value=True, type=BOOLEAN))

    def _constant(self, node: ast.Constant) -> ValueNode | None:
        value = node.value
        if isinstance(value, bool):
            return Literal(value, BOOLEAN)
        if isinstance(value, int | float):
            text = self._line[node.col_offset : node.end_col_offset].decode()
            if _NUMBER.fullmatch(text):
                return Literal(int(text), INTEGER) if text.isdigit() else Literal(Decimal(text), NUMBER)
            self._reading.fault(FORMULA_NUMBER, self._pointer, value=text)
            return None
        if value is None or isinstance(value, str):
            return literal(value, None, self._reading, self._pointer)
        self._not_allowed(node)
        return None

    def _path(self, node: ast.Name | ast.Attribute) -> ValueNode | None:
        steps: list[str] = []
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute):
            steps.append(inner.attr)
            inner = inner.value
        if not isinstance(inner, ast.Name):
            self._not_allowed(inner)
            return None
        return paths.path(".".join((inner.id, *reversed(steps))), self._names, self._reading, self._pointer)

    def _compare(self, node: ast.Compare) -> Condition | None:
        parts: list[Condition] = []
        sides = [node.left, *node.comparators]
        for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
            name = _COMPARISONS.get(type(operator))
            if name is None:
                self._reading.fault(FORMULA_NOT_ALLOWED, self._pointer, what="is")
                return None
            part = (
                self._among(left, name, right)
                if name in ("in", "not_in")
                else self._relate(left, name, right)
            )
            if part is None:
                return None
            parts.append(part)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _relate(self, left: ast.expr, operator: str, right: ast.expr) -> Condition | None:
        sides = self.value(left), self.value(right)
        if sides[0] is None or sides[1] is None:
            return None
        return relate(sides[0], operator, sides[1], self._reading, self._pointer)

    def _among(self, left: ast.expr, operator: str, right: ast.expr) -> Condition | None:
        found = self.value(left)
        if found is None or not applies(operator, found.type, self._reading, self._pointer):
            return None
        if not isinstance(right, ast.List | ast.Tuple):
            self._not_allowed(right)
            return None
        listed: list[Json] = []
        for entry in right.elts:
            constant = self._constant(entry) if isinstance(entry, ast.Constant) else None
            if not isinstance(constant, Literal) or isinstance(constant.value, tuple):
                self._not_allowed(entry)
                return None
            listed.append(constant.value if isinstance(constant.value, str | int | Decimal) else None)
        options = entries(listed, found.type, self._reading, self._pointer, groups=True)
        return None if options is None else Leaf(found, operator, options)

    def _choose(self, test: ast.expr, body: ast.expr, otherwise: ast.expr) -> ValueNode | None:
        holds, nodes = self.condition(test), [self.value(body), self.value(otherwise)]
        found = self._together([node for node in nodes if node is not None])
        if holds is None or found is None or len(found) < len(nodes):
            return None
        kind = common(found[0].type, found[1].type)
        if kind is None:
            left, right = found[0].type.kind.value, found[1].type.kind.value
            self._reading.fault(DOES_NOT_FIT, self._pointer, wanted=left, found=right)
            return None
        return Choose(((holds, found[0]), (None, found[1])), kind)

    def _together(self, nodes: Sequence[ValueNode]) -> list[ValueNode] | None:
        """The nodes with literals read as what the others are."""
        wanted = next((node.type for node in nodes if not isinstance(node, Literal)), None)
        if wanted is None:
            return [*nodes]
        found = [retyped(node, wanted, self._reading, self._pointer) for node in nodes]
        kept = [node for node in found if node is not None]
        return kept if len(kept) == len(found) else None

    def _call(self, node: ast.Call) -> ValueNode | None:
        if not isinstance(node.func, ast.Name):
            self._not_allowed(node.func)
            return None
        name = node.func.id
        if name not in FUNCTIONS and name not in OTHERS:
            self._reading.unknown(UNKNOWN_FUNCTION, self._pointer, name, [*FUNCTIONS, *OTHERS])
            return None
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            return self._wrong_arguments(name)
        if name in OTHERS:
            return self._other(name, node.args)
        arguments = [self.value(argument) for argument in node.args]
        given = [argument for argument in arguments if argument is not None]
        if len(given) < len(arguments):
            return None
        found = self._arguments(name, given)
        kind = FUNCTIONS[name].answer(found) if found is not None else None
        if found is None or kind is None:
            return None if found is None else self._wrong_arguments(name)
        return Call(name, tuple(found), kind)

    def _arguments(self, name: str, given: list[ValueNode]) -> list[ValueNode] | None:
        if name in ("coalesce", "min", "max"):
            return self._together(given)
        if name == "days":
            days = [
                retyped(node, Type(Kind.DATE), self._reading, self._pointer)
                if isinstance(node, Literal)
                else node
                for node in given
            ]
            kept = [node for node in days if node is not None]
            return kept if len(kept) == len(days) else None
        return given

    def _other(self, name: str, arguments: Sequence[ast.expr]) -> ValueNode | None:
        if name in ("now", "today") and not arguments:
            return Now(None, day=name == "today", type=DATE if name == "today" else DATETIME)
        if name == "choose" and len(arguments) == 3:  # noqa: PLR2004 - condition, then, otherwise
            return self._choose(*arguments)
        if name in ("present", "absent") and len(arguments) == 1:
            self._reading.fault(VALUE_WANTED, self._pointer)
            return None
        return self._wrong_arguments(name)

    def _wrong_arguments(self, name: str) -> None:
        usage = FUNCTIONS[name].usage if name in FUNCTIONS else OTHERS[name]
        self._reading.fault(WRONG_ARGUMENTS, self._pointer, usage=usage)

    def _not_allowed(self, node: ast.AST) -> None:
        text = ""
        if isinstance(node, ast.expr):
            text = self._line[node.col_offset : node.end_col_offset].decode("utf-8", "replace")
        self._reading.fault(FORMULA_NOT_ALLOWED, self._pointer, what=text)
