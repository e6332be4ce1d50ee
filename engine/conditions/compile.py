"""The hot path: a tree becomes one closure, made once a release and called with flat facts."""

from collections.abc import Callable
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from engine.conditions import arithmetic
from engine.conditions.calls import call
from engine.conditions.leaf_tests import Facts, Getter, Test, leaf_test, negated
from engine.conditions.moments import local_day, moved
from engine.conditions.tree import (
    All,
    Any,
    Arithmetic,
    Call,
    Choose,
    Condition,
    Constant,
    DecisionValue,
    Leaf,
    Literal,
    Not,
    Now,
    Path,
    SetValue,
    ValueNode,
)
from engine.conditions.types import Kind
from engine.values.plain import Value

__all__ = ["Facts", "Getter", "Test", "test", "value_of"]

Operation = Callable[[arithmetic.Number, arithmetic.Number], arithmetic.Number | None]
_OPERATIONS: dict[str, Operation] = {
    "+": arithmetic.add,
    "-": arithmetic.subtract,
    "*": arithmetic.multiply,
    "/": arithmetic.divide,
    "//": arithmetic.whole,
    "%": arithmetic.remainder,
}
# Of these "" and () are absent.
_MAY_BE_EMPTY = frozenset({Kind.TEXT, Kind.LINK, Kind.ENUM, Kind.ENUMS, Kind.UNKNOWN})


def test(tree: Condition) -> Test:
    """The condition as a function of the facts. Two-valued: what is absent makes a comparison false."""
    match tree:
        case Constant(holds=holds):
            return lambda _facts: holds
        case Leaf():
            return leaf_test(tree, value_of)
        case Not(part=part):
            return negated(test(part))
        case All(parts=parts):
            return _all(tuple(test(part) for part in parts))
        case Any(parts=parts):
            return _any(tuple(test(part) for part in parts))


def value_of(node: ValueNode) -> Getter:
    """The value as a function of the facts; None is absent. A boolean is never absent: it is False."""
    match node:
        case Literal(value=value):
            fixed = cast("Value", value)
            return lambda _facts: fixed
        case Path(path=path):
            return _fact(path, node.type.kind)
        case DecisionValue(table=table, output=output):
            return _fact(f"decision.{table}.{output}", node.type.kind)
        case SetValue(query=query):
            get = _fact(f"set.{query.id}", node.type.kind)
            return (lambda facts: get(facts) or 0) if query.function in ("count", "sum") else get
        case Now():
            return _now(node)
        case Arithmetic():
            return _arithmetic(node)
        case Call(function=function, arguments=arguments):
            return call(
                function, tuple(value_of(cast("ValueNode", part)) for part in arguments), node.type.kind
            )
        case Choose(branches=branches):
            return _choose(
                tuple((None if when is None else test(when), value_of(then)) for when, then in branches)
            )


def _all(parts: tuple[Test, ...]) -> Test:
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:  # noqa: PLR2004 - the commonest number has a closure without a loop
        first, second = parts
        return lambda facts: first(facts) and second(facts)

    def check(facts: Facts) -> bool:
        for part in parts:  # noqa: SIM110 - all() makes a generator for each call: half the speed
            if not part(facts):
                return False
        return True

    return check


def _any(parts: tuple[Test, ...]) -> Test:
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:  # noqa: PLR2004
        first, second = parts
        return lambda facts: first(facts) or second(facts)

    def check(facts: Facts) -> bool:
        for part in parts:  # noqa: SIM110
            if part(facts):
                return True
        return False

    return check


def _fact(path: str, kind: Kind) -> Getter:
    if kind is Kind.BOOLEAN:
        return lambda facts: bool(facts.get(path))
    if kind in _MAY_BE_EMPTY:
        return lambda facts: cast("Value", facts.get(path)) or None
    return lambda facts: cast("Value", facts.get(path))


def _now(node: Now) -> Getter:
    if node.offset is None and not node.day:
        return lambda facts: cast("datetime", facts["now"])

    def moment(facts: Facts) -> datetime | date:
        zone = cast("ZoneInfo", facts["zone"])
        found = moved(cast("datetime", facts["now"]), node.offset, zone)
        return local_day(found, zone) if node.day else found

    return moment


def _arithmetic(node: Arithmetic) -> Getter:
    left = cast("Callable[[Facts], arithmetic.Number | None]", value_of(node.left))
    if node.right is None:
        return lambda facts: None if (value := left(facts)) is None else arithmetic.subtract(0, value)
    right = cast("Callable[[Facts], arithmetic.Number | None]", value_of(node.right))
    operate = _OPERATIONS[node.operator]

    def compute(facts: Facts) -> Value:
        first, second = left(facts), right(facts)
        return None if first is None or second is None else operate(first, second)

    return compute


def _choose(branches: tuple[tuple[Test | None, Getter], ...]) -> Getter:
    def choose(facts: Facts) -> Value:
        for holds, value in branches:
            if holds is None or holds(facts):
                return value(facts)
        return None

    return choose
