"""Measuring: spans of time cut into periods, and figures made of what the store counted in each."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from engine.metrics.metric import Function

MOST_PERIODS = 400
_PLACES = Decimal("0.000001")


class By(StrEnum):
    """How long one period is. Weeks are those of ISO 8601, from Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    WHOLE = "whole"


ROUND = {By.DAY: 1, By.WEEK: 7, By.MONTH: 30, By.QUARTER: 90, By.YEAR: 365}


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, the last included. The first and the last of several may be cut short by the span."""

    first: date
    last: date


def periods(first: date, last: date, by: By) -> tuple[Period, ...] | None:
    """The periods of a span in order; None when they are more than ``MOST_PERIODS``."""
    found: list[Period] = []
    begin = first
    while begin <= last:
        if len(found) == MOST_PERIODS:
            return None
        end = last if by is By.WHOLE else min(last, _next(begin, by) - timedelta(days=1))
        found.append(Period(begin, end))
        begin = end + timedelta(days=1)
    return tuple(found)


def _next(day: date, by: By) -> date:
    """The first day of the period after the one that a day is in."""
    match by:
        case By.DAY:
            return day + timedelta(days=1)
        case By.WEEK:
            return day + timedelta(days=7 - day.weekday())
        case By.YEAR:
            return date(day.year + 1, 1, 1)
        case _:
            months = 1 if by is By.MONTH else 3 - (day.month - 1) % 3
            year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
            return date(year, month + 1, 1)


def current(day: date, by: By, today: date) -> Period:
    """The period that a day is in, as far as it has come by ``today``; a coming one whole."""
    first = _begin(day, by)
    last = _next(first, by) - timedelta(days=1)
    return Period(first, today if first <= today < last else last)


def rolling(last: date, by: By) -> Period:
    """As many days as the period has, in round numbers, up to and with a day."""
    return Period(last - timedelta(days=ROUND[by] - 1), last)


def before(span: Period, by: By) -> Period:
    """What a span is compared with: as many days from the beginning of the period before, at the most all of it.

    By ``WHOLE``: as many days right before it.
    """
    days = span.last - span.first
    if by is By.WHOLE:
        return Period(span.first - days - timedelta(days=1), span.first - timedelta(days=1))
    first = _begin(span.first - timedelta(days=1), by)
    end = _begin(span.first, by) - timedelta(days=1)
    whole = span.last == _next(span.first, by) - timedelta(days=1)
    return Period(first, end if whole else min(end, first + days))


def _begin(day: date, by: By) -> date:
    """The first day of the period that a day is in."""
    match by:
        case By.DAY | By.WHOLE:
            return day
        case By.WEEK:
            return day - timedelta(days=day.weekday())
        case By.YEAR:
            return date(day.year, 1, 1)
        case By.MONTH:
            return day.replace(day=1)
        case By.QUARTER:
            return date(day.year, day.month - (day.month - 1) % 3, 1)


def edges(found: tuple[Period, ...], zone: ZoneInfo | None) -> tuple[date, ...] | tuple[datetime, ...]:
    """The beginning of each period and the end of the last, as days or (with a zone) as moments of local midnight."""
    days = (*(one.first for one in found), found[-1].last + timedelta(days=1))
    return days if zone is None else tuple(datetime.combine(day, time(), zone) for day in days)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the store found among the records of one period and one part of the split.

    ``rows``: how many records; ``filled``: of how many the value is present; ``low`` and ``high``: the two that stand in
    the middle, the one of the percentile twice, or the smallest and largest; ``held``: how many are in the share.
    """

    rows: int
    filled: int = 0
    total: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    held: int = 0


def figure(function: Function, counted: Counted) -> Decimal | int | None:
    """The figure; None where there is nothing to make one of. Rounded half to even to six places."""
    match function:
        case Function.COUNT:
            return counted.rows
        case Function.SUM:
            return counted.total or Decimal(0)
        case Function.SHARE:
            return _ratio(Decimal(counted.held), counted.rows)
        case Function.AVERAGE:
            return _ratio(counted.total, counted.filled)
        case Function.MEDIAN:
            middle = (counted.low, counted.high)
            return (
                None if None in middle else _ratio(sum((one or Decimal(0) for one in middle), Decimal(0)), 2)
            )
        case Function.MIN | Function.PERCENTILE:
            return counted.low
        case Function.MAX:
            return counted.high


def _ratio(part: Decimal | None, whole: int) -> Decimal | None:
    return None if part is None or not whole else (part / whole).quantize(_PLACES, ROUND_HALF_EVEN)
