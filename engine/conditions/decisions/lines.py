"""Ordered types laid on a line of numbers, so that one walk finds the values between, below and above named ones."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import cast

from engine.conditions.types import Kind
from engine.values.duration import Duration
from engine.values.plain import Value

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY_OF_MICROSECONDS = 86_400_000_000
_WIDE = Context(prec=400)  # the middle of two long decimals is longer than both


@dataclass(frozen=True, slots=True)
class Line:
    """How values of a type become numbers and back; ``whole``: only whole numbers are values."""

    number: Callable[[Value], Fraction]
    value: Callable[[Fraction], Value]
    step: int = 1
    whole: bool = True
    lowest: int | None = None
    highest: int | None = None


def along(kind: Kind, named: Iterable[Value]) -> tuple[Value, ...]:
    """The named values and one value in each space between, below and above them, in order."""
    line = LINES[kind]
    points = sorted({line.number(value) for value in named}) or [line.number(_START[kind])]
    spots = [points[0] - line.step]
    for left, right in pairwise(points):
        middle = (left + right) / 2
        spots += [left, Fraction(middle.__floor__()) if line.whole else middle]
    spots += [points[-1], points[-1] + line.step]
    return tuple(line.value(spot) for spot in dict.fromkeys(spots) if _exists(line, spot))


def _exists(line: Line, spot: Fraction) -> bool:
    return (line.lowest is None or spot >= line.lowest) and (line.highest is None or spot <= line.highest)


def _decimal(spot: Fraction) -> Decimal:
    return _WIDE.divide(Decimal(spot.numerator), Decimal(spot.denominator))


def _microseconds(value: Value) -> Fraction:
    return Fraction((cast("datetime", value) - _EPOCH) // _MICROSECOND)


def _time_number(value: Value) -> Fraction:
    at = cast("time", value)
    return Fraction(((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond)


def _time_value(spot: Fraction) -> Value:
    return (_EPOCH + int(spot) * _MICROSECOND).time()


def _number(value: Value) -> Fraction:
    return Fraction(cast("Decimal | int", value))


_DECIMAL = Line(_number, _decimal, whole=False)

LINES: Mapping[Kind, Line] = {
    Kind.INTEGER: Line(_number, int),
    Kind.NUMBER: _DECIMAL,
    Kind.MONEY: _DECIMAL,
    Kind.DATE: Line(
        lambda value: Fraction(cast("date", value).toordinal()),
        lambda spot: date.fromordinal(int(spot)),
        lowest=1,
        highest=date.max.toordinal(),
    ),
    Kind.DATETIME: Line(
        _microseconds,
        lambda spot: _EPOCH + int(spot) * _MICROSECOND,
        step=60_000_000,
        lowest=int(_microseconds(datetime.min.replace(tzinfo=UTC))),
        highest=int(_microseconds(datetime.max.replace(tzinfo=UTC))),
    ),
    Kind.TIME: Line(_time_number, _time_value, step=60_000_000, lowest=0, highest=_DAY_OF_MICROSECONDS - 1),
    Kind.DURATION: Line(
        lambda value: Fraction(cast("Duration", value).rough_seconds),
        lambda spot: Duration(seconds=int(spot)),
        step=60,
    ),
}
_START: Mapping[Kind, Value] = {
    Kind.INTEGER: 0,
    Kind.NUMBER: Decimal(0),
    Kind.MONEY: Decimal(0),
    Kind.DATE: date(2026, 1, 1),
    Kind.DATETIME: datetime(2026, 1, 1, tzinfo=UTC),
    Kind.TIME: time(12),
    Kind.DURATION: Duration(),
}
