"""The functions of formulas as closures. With an absent argument the answer is absent (but for ``coalesce``)."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

from engine.conditions import arithmetic, text
from engine.conditions.leaf_tests import Facts, Getter
from engine.conditions.moments import local_day
from engine.conditions.types import Kind
from engine.values.plain import Value


def call(function: str, arguments: tuple[Getter, ...], kind: Kind) -> Getter:
    """The closure of a call that gives a value of this kind, whose arguments have become closures."""
    if function == "coalesce":
        return lambda facts: next((v for get in arguments if (v := get(facts)) is not None), None)
    if function == "days":
        first, last = arguments
        return lambda facts: _days(first(facts), last(facts), facts)
    compute = cast("Callable[..., Value]", _PLAIN[function])
    whole = kind is Kind.INTEGER

    def answer(facts: Facts) -> Value:
        values = [get(facts) for get in arguments]
        if None in values:
            return None
        found = compute(*values)
        return int(found) if whole and isinstance(found, Decimal) else found

    return answer


def _days(first: Value, last: Value, facts: Facts) -> Value:
    if first is None or last is None:
        return None
    return (_day(last, facts) - _day(first, facts)).days


def _day(value: Value, facts: Facts) -> date:
    if isinstance(value, datetime):
        return local_day(value, cast("ZoneInfo", facts["zone"]))
    return cast("date", value)


def _round(value: arithmetic.Number, places: int = 0) -> Value:
    return arithmetic.rounded(value, places)


def _concat(*values: Value) -> Value:
    return text.nfc("".join(str(value) for value in values)) or None


def _length(value: str) -> Value:
    return len(text.nfc(value))


_PLAIN: dict[str, object] = {
    "round": _round,
    "abs": arithmetic.absolute,
    "floor": arithmetic.floor,
    "ceiling": arithmetic.ceiling,
    "min": min,
    "max": max,
    "length": _length,
    "upper": text.upper,
    "lower": text.lower,
    "concat": _concat,
}
