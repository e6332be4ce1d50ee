"""Conditions on SQLite.

Numbers stand in one of three forms: ``whole`` (an INTEGER column), ``scaled`` (a decimal column, in millionths) and
``exact`` (computed: canonical decimal text, made by the functions of ``clause_functions``). Columns are compared with
bound values in their own form, so that indexes serve; whatever is computed is compared exactly.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import BigInteger, Integer, Text, func, literal, null
from sqlalchemy.sql.functions import Function

from adapters.store.clause_functions import exact_text
from adapters.store.clause_target import NUMBERS, Element, Fixed, Operand, Side
from engine.conditions import arithmetic, text
from engine.conditions.types import INTEGER, Kind, Type
from engine.values.duration import Duration
from engine.values.plain import Value

MILLION = 1_000_000
_LARGEST = 2**63 - 1
_ARITHMETIC: dict[str, Callable[..., Function[Any]]] = {
    "+": func.exact_add,
    "-": func.exact_subtract,
    "*": func.exact_multiply,
    "/": func.exact_divide,
    "//": func.exact_whole,
    "%": func.exact_remainder,
}


class Sqlite:
    """SQLite with the functions of ``clause_functions``."""

    def stored(self, element: Element, type: Type) -> Operand:
        if type.kind is Kind.BOOLEAN:
            element = func.coalesce(element, literal(0, Integer()))
        return Operand(
            element,
            type,
            {Kind.INTEGER: "whole", Kind.NUMBER: "scaled", Kind.MONEY: "scaled"}.get(type.kind, ""),
        )

    def storage(self, side: Side) -> Element:
        if isinstance(side, Operand) and side.form != "exact":
            return side.element
        kind = side.type.kind
        if kind not in NUMBERS:
            return self.together(side)
        places = 0 if kind is Kind.INTEGER else 6
        return func.exact_stored(self._exact(side), literal(places, Integer()), type_=BigInteger())

    def together(self, side: Side) -> Element:
        if side.type.kind in NUMBERS:
            return self._exact(side)
        if isinstance(side, Operand):
            return side.element
        return (
            null()
            if isinstance(side.value, tuple) and not side.value
            else self.bind(_single(side), side.type.kind)
        )

    def computed(self, element: Element, type: Type) -> Operand:
        return Operand(element, type, "exact" if type.kind in NUMBERS else "")

    def bind(self, value: Value, kind: Kind) -> Element:
        if kind is Kind.BOOLEAN:
            return literal(int(bool(value)), Integer())
        return null() if value is None else literal(_kept(value), Text())

    def numbers(self, left: Operand, right: Side) -> tuple[Element, Element]:
        if isinstance(right, Fixed):
            kept = _number(_single(right), left.form)
            if kept is not None:
                return left.element, literal(kept, BigInteger())
        elif left.form == right.form != "exact":
            return left.element, right.element
        return func.exact_compare(self._exact(left), self._exact(right), type_=Integer()), literal(
            0, Integer()
        )

    def among(self, left: Operand, values: tuple[Value, ...]) -> Element:
        if left.type.kind is Kind.DURATION:
            lengths = [
                literal(value.rough_seconds, BigInteger()) for value in values if isinstance(value, Duration)
            ]
            return self.length(left).in_(lengths)
        if left.type.kind not in NUMBERS:
            return left.element.in_([self.bind(value, left.type.kind) for value in values])
        kept = [_number(value, left.form) for value in values]
        found = [literal(value, BigInteger()) for value in kept if value is not None]
        if len(found) == len(kept):
            return left.element.in_(found)
        return self._exact(left).in_([self._exact(Fixed(value, left.type)) for value in values])

    def length(self, side: Side) -> Element:
        return func.duration_length(self.together(side), type_=BigInteger())

    def seconds(self, side: Side) -> Element:
        return self.length(side)

    def ordered_text(self, element: Element) -> Element:
        return element

    def local_day(self, element: Element, zone: str | Element) -> Element:
        return func.day_of(element, literal(zone, Text()) if isinstance(zone, str) else zone, type_=Text())

    def contains(self, left: Element, part: Side) -> Element:
        return func.instr(func.text_fold(left), self._folded(part), type_=Integer()) > literal(0, Integer())

    def starts_with(self, left: Element, part: Side) -> Element:
        return func.text_starts(func.text_fold(left), self._folded(part), type_=Integer()) == literal(
            1, Integer()
        )

    def has(self, options: Element, option: Element) -> Element:
        return func.list_has(options, option, type_=Integer()) == literal(1, Integer())

    def any_of(self, options: Element, wanted: Element) -> Element:
        return func.list_any(options, wanted, type_=Integer()) == literal(1, Integer())

    def all_of(self, options: Element, wanted: Element) -> Element:
        return func.list_all(options, wanted, type_=Integer()) == literal(1, Integer())

    def filled(self, options: Element) -> Element:
        return func.nullif(options, literal("[]", Text())).is_not(null())

    def arithmetic(self, operator: str, left: Side, right: Side, type: Type) -> Operand:
        return Operand(
            _ARITHMETIC[operator](self._exact(left), self._exact(right), type_=Text()), type, "exact"
        )

    def call(self, function: str, arguments: tuple[Side, ...], type: Type) -> Operand:
        if function == "length":
            return Operand(func.length(self.together(arguments[0]), type_=Integer()), INTEGER, "whole")
        if function in ("upper", "lower", "concat"):
            parts = [self.together(argument) for argument in arguments]
            return Operand(getattr(func, f"text_{function}")(*parts, type_=Text()), type)
        if type.kind not in NUMBERS:  # min and max of days or moments: as text they order alike
            return Operand(
                getattr(func, function)(*(self.together(part) for part in arguments), type_=Text()), type
            )
        parts = [self._exact(argument) for argument in arguments]
        return Operand(getattr(func, f"exact_{function}")(*parts, type_=Text()), type, "exact")

    def days(self, first: Element, last: Element) -> Element:
        return func.days_between(first, last, type_=Integer())

    def _exact(self, side: Side) -> Element:
        if isinstance(side, Fixed):
            value = _single(side)
            return null() if value is None else literal(exact_text(value), Text())
        return func.exact_of(side.element, type_=Text()) if side.form == "scaled" else side.element

    def _folded(self, part: Side) -> Element:
        if isinstance(part, Fixed):
            return literal(text.fold(str(part.value)), Text())
        return func.text_fold(part.element)


def _single(side: Fixed) -> Value:
    return side.value  # pyright: ignore[reportReturnType] - lists of values stand only right of ``in``


def _kept(value: Value) -> str:
    """A value as SQLite keeps it in text."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case tuple():
            return orjson.dumps(value).decode()
        case str():
            return text.nfc(value)
        case _:
            return str(value)


def _number(value: Value, form: str) -> int | None:
    """A number as a column of this form keeps it; None when it has no exact place there."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or form == "exact":
        return None
    scaled = arithmetic.multiply(value, MILLION if form == "scaled" else 1)
    return int(scaled) if scaled == int(scaled) and abs(scaled) <= _LARGEST else None
