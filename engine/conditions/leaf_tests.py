"""One comparison as a closure: a specialised one where a path stands against a constant, a general one otherwise.

Two-valued: a comparison with an absent value is false; ``ne``, ``not_in`` and ``absent`` are exact opposites.
"""

import operator
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from engine.conditions.moments import local_day, span, window
from engine.conditions.text import fold, nfc
from engine.conditions.tree import Leaf, Literal, Path, ValueNode
from engine.conditions.types import BOOLEAN, DURATION, Kind
from engine.values.duration import Duration
from engine.values.plain import Value

Facts = Mapping[str, object]
Test = Callable[[Facts], bool]
Getter = Callable[[Facts], Value]
ValueOf = Callable[[ValueNode], Getter]

_OPPOSITES = {"ne": "eq", "not_in": "in", "absent": "present"}
_SAME = {"before": "lt", "after": "gt"}
# Any ordered type: the parser has seen to it that both sides are of one.
_ORDERED = cast(
    "Mapping[str, Callable[[object, object], bool]]",
    {"lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge},
)
# Values of these kinds are equal exactly when Python says so.
_PLAIN = frozenset(
    {Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.TIME, Kind.DATETIME, Kind.ENUM, Kind.LINK}
)
_DAYS = frozenset({Kind.DATE, Kind.DATETIME})


def leaf_test(leaf: Leaf, value_of: ValueOf) -> Test:
    """The closure of one comparison. ``value_of`` makes the closure of a value."""
    name = _SAME.get(leaf.operator, leaf.operator)
    if name in _OPPOSITES:
        return negated(leaf_test(Leaf(leaf.left, _OPPOSITES[name], leaf.right), value_of))
    if isinstance(leaf.right, tuple):
        low = leaf_test(Leaf(leaf.left, "gte", leaf.right[0]), value_of)
        high = leaf_test(Leaf(leaf.left, "lte", leaf.right[1]), value_of)
        return lambda facts: low(facts) and high(facts)
    if name == "present":
        return _present(leaf.left, value_of)
    if name == "during":
        return _during(leaf.left, str(leaf.right), value_of)
    if leaf.right is None or isinstance(
        leaf.right, str
    ):  # pragma: no cover - no other operator goes without a value
        raise TypeError(leaf.operator)
    if name == "within":
        return _within(leaf.left, leaf.right, value_of)
    if isinstance(leaf.left, Path) and isinstance(leaf.right, Literal):
        quick = _against_constant(leaf.left, name, leaf.right)
        if quick is not None:
            return quick
    return _general(leaf.left, name, leaf.right, value_of)


def negated(part: Test) -> Test:
    """The exact opposite."""
    return lambda facts: not part(facts)


def _against_constant(left: Path, name: str, right: Literal) -> Test | None:
    """The fast closures; None where the general one is needed."""
    path, kind, constant = left.path, left.type.kind, right.value
    if kind is Kind.BOOLEAN:
        wanted = bool(constant)
        return lambda facts: bool(facts.get(path)) is wanted
    if name == "in" and isinstance(constant, tuple) and kind in _PLAIN | {Kind.TEXT}:
        return _in_constant(path, frozenset(constant), text=kind is Kind.TEXT)
    if kind is Kind.TEXT and isinstance(constant, str):
        return _text_constant(path, name, constant)
    if kind not in _PLAIN or (
        right.type.kind is not kind and (kind in _DAYS or right.type.kind is Kind.LIST)
    ):
        return None
    if name == "eq":
        return lambda facts: facts.get(path) == constant
    if kind is Kind.ENUM:
        rank = left.type.options.index(str(constant))
        ranked = enumerate(left.type.options)
        return _in_constant(path, frozenset(o for i, o in ranked if _ORDERED[name](i, rank)), text=False)
    return _ordered_constant(path, name, constant)


def _ordered_constant(path: str, name: str, constant: Value | tuple[Value, ...]) -> Test:
    limit = cast("int", constant)  # any ordered type; the parser has seen to it that both sides are of one

    def below(facts: Facts) -> bool:
        value = cast("int | None", facts.get(path))
        return value is not None and value < limit

    def not_above(facts: Facts) -> bool:
        value = cast("int | None", facts.get(path))
        return value is not None and value <= limit

    def above(facts: Facts) -> bool:
        value = cast("int | None", facts.get(path))
        return value is not None and value > limit

    def not_below(facts: Facts) -> bool:
        value = cast("int | None", facts.get(path))
        return value is not None and value >= limit

    return {"lt": below, "lte": not_above, "gt": above, "gte": not_below}[name]


def _in_constant(path: str, options: frozenset[Value], *, text: bool) -> Test:
    if not text:
        return lambda facts: facts.get(path) in options

    def among(facts: Facts) -> bool:
        value = facts.get(path)
        return value in options or (isinstance(value, str) and not value.isascii() and nfc(value) in options)

    return among


def _text_constant(path: str, name: str, constant: str) -> Test | None:
    if name == "eq":
        return _in_constant(path, frozenset({constant}), text=True)
    part = fold(constant)
    if name == "contains":
        return lambda facts: part in fold(cast("str | None", facts.get(path)) or "")
    if name == "starts_with":
        return lambda facts: fold(cast("str | None", facts.get(path)) or "").startswith(part)
    return None


def _general(left: ValueNode, name: str, right: ValueNode, value_of: ValueOf) -> Test:
    if name == "in":
        return _among(left, right, value_of)
    if name in ("contains", "starts_with", "any_of", "all_of"):
        get, get_other = value_of(left), value_of(right)
        compare = _parts(name, left.type.kind)
    else:
        ordered = name != "eq"
        get = keyed(left, right, value_of, ordered=ordered)
        get_other = keyed(right, left, value_of, ordered=ordered)
        compare = _ORDERED.get(name, operator.eq)

    def check(facts: Facts) -> bool:
        value = get(facts)
        if value is None:
            return False
        other = get_other(facts)
        return other is not None and compare(value, other)

    return check


def _parts(name: str, kind: Kind) -> Callable[[object, object], bool]:
    """Comparisons of a text with a part of it, of a list with its entries."""
    if kind is Kind.TEXT:
        if name == "contains":
            return lambda value, part: fold(str(part)) in fold(str(value))
        return lambda value, part: fold(str(value)).startswith(fold(str(part)))
    if name == "contains":
        return lambda value, part: part in cast("tuple[str, ...]", value)
    if name == "any_of":
        return lambda value, wanted: (
            not set(cast("tuple[str, ...]", wanted)).isdisjoint(cast("tuple[str, ...]", value))
        )
    return lambda value, wanted: set(cast("tuple[str, ...]", wanted)) <= set(cast("tuple[str, ...]", value))


def keyed(node: ValueNode, other: ValueNode, value_of: ValueOf, *, ordered: bool) -> Getter:
    """The closure of a value as it is compared with ``other``.

    Texts compare in NFC, durations by length, options (when it is about order) by rank, a moment against a day as its
    local day.
    """
    get, kind = value_of(node), node.type.kind
    if kind is Kind.TEXT:
        return lambda facts: None if (value := get(facts)) is None else nfc(str(value))
    if kind is Kind.DURATION:
        return lambda facts: None if (value := get(facts)) is None else cast("Duration", value).rough_seconds
    if kind is Kind.ENUM and ordered:
        ranks = {option: rank for rank, option in enumerate(node.type.options)}
        return lambda facts: ranks.get(str(get(facts)))
    if kind is Kind.DATETIME and other.type.kind is Kind.DATE:
        return lambda facts: None if (value := get(facts)) is None else _day(value, facts)
    return get


def _among(left: ValueNode, right: ValueNode, value_of: ValueOf) -> Test:
    get = keyed(left, left, value_of, ordered=False)
    if isinstance(right, Literal):
        item = right.type.item or left.type
        entries = right.value if isinstance(right.value, tuple) else ()
        keys = frozenset(keyed(Literal(entry, item), left, value_of, ordered=False)({}) for entry in entries)
        return lambda facts: get(facts) in keys
    get_options = value_of(right)
    return lambda facts: get(facts) in cast("Collection[Value]", get_options(facts) or ())


def _present(left: ValueNode, value_of: ValueOf) -> Test:
    if left.type.kind is BOOLEAN.kind:
        return lambda _facts: True
    get = value_of(left)
    return lambda facts: get(facts) is not None


def _within(left: ValueNode, right: ValueNode, value_of: ValueOf) -> Test:
    get, get_span = (
        value_of(left),
        value_of(Literal(right.value, DURATION) if isinstance(right, Literal) else right),
    )
    days = left.type.kind is Kind.DATE

    def check(facts: Facts) -> bool:
        value, length = get(facts), get_span(facts)
        if value is None or length is None:
            return False
        first, last = span(
            cast("datetime", facts["now"]), cast("Duration", length), cast("ZoneInfo", facts["zone"])
        )
        if days:
            return _day(first, facts) <= cast("date", value) <= _day(last, facts)
        return first <= cast("datetime", value) <= last

    return check


def _during(left: ValueNode, name: str, value_of: ValueOf) -> Test:
    get, moment = value_of(left), left.type.kind is Kind.DATETIME

    def check(facts: Facts) -> bool:
        value = get(facts)
        if value is None:
            return False
        first, last = window(name, _day(facts["now"], facts))
        return first <= (_day(value, facts) if moment else cast("date", value)) <= last

    return check


def _day(moment: object, facts: Facts) -> date:
    return local_day(cast("datetime", moment), cast("ZoneInfo", facts["zone"]))
