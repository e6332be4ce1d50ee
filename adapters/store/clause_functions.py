"""What SQLite cannot do by itself, as deterministic functions in Python: exact decimals, folded text, days, lists.

They take and give what SQLite holds: whole numbers, text and NULL. An exact number is its canonical text; NULL makes
NULL of everything.
"""

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from engine.conditions import arithmetic, text
from engine.values.duration import Duration

_MILLION = Decimal(1_000_000)


def register(connection: sqlite3.Connection) -> None:
    """Make the functions known to a connection; clauses made for SQLite need them."""
    for name, (count, function) in FUNCTIONS.items():
        connection.create_function(name, count, _through_null(function), deterministic=True)


def exact_text(value: Any) -> str:
    """The canonical text of a number: no exponent, no trailing zeros; equal numbers have equal texts."""
    if isinstance(value, int):
        return str(value)
    digits = format(value, "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits in ("-0", "") else digits


def _through_null(function: Callable[..., Any]) -> Callable[..., Any]:
    def answer(*values: Any) -> Any:
        return None if None in values else function(*values)

    return answer


def _exact(compute: Callable[..., Any]) -> Callable[..., str | None]:
    """Takes numbers (whole or exact text), gives exact text."""

    def answer(*values: int | str) -> str | None:
        found = compute(*(Decimal(value) for value in values))
        return None if found is None else exact_text(found)

    return answer


def _of_scaled(scaled: int) -> str:
    return exact_text(Decimal(scaled).scaleb(-6, arithmetic.EXACT))


def _stored(value: int | str, places: int) -> int:
    kept = arithmetic.EXACT.scaleb(Decimal(value), places)
    return int(kept.to_integral_value(ROUND_HALF_EVEN, arithmetic.EXACT))


def _compare(left: int | str, right: int | str) -> int:
    first, second = Decimal(left), Decimal(right)
    return (first > second) - (first < second)


def _round(value: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    return arithmetic.rounded(value, int(places))


def _concat(*parts: int | str) -> str | None:
    return text.nfc("".join(str(part) for part in parts)) or None


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _day_of(moment: str, zone: str) -> str:
    return datetime.fromisoformat(moment).astimezone(_zone(zone)).date().isoformat()


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _length(duration: str) -> int | None:
    found = Duration.parse(duration)
    return None if found is None else found.rough_seconds


def _has(options: str, option: str) -> int:
    return int(option in orjson.loads(options))


def _any(options: str, wanted: str) -> int:
    return int(not set(orjson.loads(wanted)).isdisjoint(orjson.loads(options)))


def _all(options: str, wanted: str) -> int:
    entries = set(orjson.loads(wanted))
    return int(bool(entries) and entries <= set(orjson.loads(options)))


# Name -> how many arguments (-1: any number), and what it does.
FUNCTIONS: dict[str, tuple[int, Callable[..., Any]]] = {
    "exact_of": (1, _of_scaled),
    "exact_stored": (2, _stored),
    "exact_compare": (2, _compare),
    "exact_add": (2, _exact(arithmetic.add)),
    "exact_subtract": (2, _exact(arithmetic.subtract)),
    "exact_multiply": (2, _exact(arithmetic.multiply)),
    "exact_divide": (2, _exact(arithmetic.divide)),
    "exact_whole": (2, _exact(arithmetic.whole)),
    "exact_remainder": (2, _exact(arithmetic.remainder)),
    "exact_round": (-1, _exact(_round)),
    "exact_abs": (1, _exact(arithmetic.absolute)),
    "exact_floor": (1, _exact(arithmetic.floor)),
    "exact_ceiling": (1, _exact(arithmetic.ceiling)),
    "exact_min": (-1, _exact(min)),
    "exact_max": (-1, _exact(max)),
    "text_fold": (1, text.fold),
    "text_upper": (1, text.upper),
    "text_lower": (1, text.lower),
    "text_concat": (-1, _concat),
    "text_starts": (2, str.startswith),
    "day_of": (2, _day_of),
    "days_between": (2, _days_between),
    "duration_length": (1, _length),
    "list_has": (2, _has),
    "list_any": (2, _any),
    "list_all": (2, _all),
}
