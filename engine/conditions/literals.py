"""Literals: from what JSON holds to a typed value."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal

from engine.conditions.problems import (
    BAD_TEXT,
    GROUP_IS_NO_STATE,
    LIST_TOO_LONG,
    LIST_WANTED,
    NO_OFFSET,
    NUMBER_TOO_LONG,
    UNKNOWN_OPTION,
    WRONG_VALUE,
)
from engine.conditions.reading import Reading
from engine.conditions.text import nfc
from engine.conditions.tree import Literal
from engine.conditions.types import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER, TEXT, Kind, Type
from engine.values.duration import Duration
from engine.values.plain import Json, Value

MAX_ENTRIES = 1_000
_MAX_TEXT = 4_096
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?")
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?P<offset>Z|[+-]\d{2}:\d{2})?"
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_DAYS = (Kind.DATE, Kind.DATETIME)
_NUMBERS = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)


def literal(
    source: Json, expected: Type | None, reading: Reading, pointer: str, *, loose: bool = False
) -> Literal | None:
    """A literal of the expected type (None: of the type that the JSON shows), or None (reported).

    ``loose`` is for comparisons, where a day may stand against a moment. null and "" are literals of every type: absent.
    """
    if source is None or source == "":
        return Literal(None, Type(Kind.ABSENT))
    if expected is None or expected.kind in (Kind.UNKNOWN, Kind.ABSENT):
        expected = _shown(source)
    if expected.kind in (Kind.ENUMS, Kind.LIST):
        return _list(source, expected, reading, pointer)
    if loose and expected.kind in _DAYS:
        expected = DATE if isinstance(source, str) and _DAY.fullmatch(source) else DATETIME
    if loose and expected.kind is Kind.INTEGER and not isinstance(source, int):
        expected = NUMBER
    value = _single(source, expected, reading, pointer)
    return None if value is None else Literal(value, expected)


def entries(
    source: Json, item: Type, reading: Reading, pointer: str, *, groups: bool = False
) -> Literal | None:
    """A list of literals of one type (right of ``in``, ``any_of`` ...); with ``groups`` a group stands for its states."""
    if not isinstance(source, list | tuple) or not source:
        reading.fault(LIST_WANTED, pointer)
        return None
    if len(source) > MAX_ENTRIES:
        reading.fault(LIST_TOO_LONG, pointer, limit=MAX_ENTRIES)
        return None
    found: list[Value] = []
    for index, entry in enumerate(source):
        group = (item.groups or {}).get(entry) if groups and isinstance(entry, str) else None
        if group is not None:
            found.extend(group)
        else:
            value = _single(entry, item, reading, f"{pointer}/{index}")
            found.extend(() if value is None else (value,))
    return Literal(tuple(found), Type(Kind.LIST, options=item.options, item=item))


def _shown(source: Json) -> Type:
    if isinstance(source, bool):
        return BOOLEAN
    if isinstance(source, int):
        return INTEGER
    if isinstance(source, float | Decimal):
        return NUMBER
    return TEXT if isinstance(source, str | Mapping) else Type(Kind.LIST, item=TEXT)


def _list(source: Json, expected: Type, reading: Reading, pointer: str) -> Literal | None:
    if isinstance(source, list | tuple) and not source:
        return Literal(None, Type(Kind.ABSENT))
    item = Type(Kind.ENUM, options=expected.options) if expected.kind is Kind.ENUMS else expected.item or TEXT
    found = entries(source, item, reading, pointer)
    return None if found is None else Literal(found.value, expected)


def _single(source: Json, expected: Type, reading: Reading, pointer: str) -> Value:
    kind = expected.kind
    if kind is Kind.BOOLEAN and isinstance(source, bool):
        return source
    if kind in _NUMBERS:
        return _number(source, expected, reading, pointer)
    if not isinstance(source, str):
        shown = type(source).__name__ if isinstance(source, Mapping | list | tuple) else str(source)[:40]
        reading.fault(WRONG_VALUE, pointer, value=shown, type=kind.value)
        return None
    if kind is Kind.ENUM:
        return _option(source, expected, reading, pointer)
    if kind in (Kind.TEXT, Kind.LINK):
        return _text(source, reading, pointer)
    value = _temporal(source, kind)
    if value is None:
        found = _MOMENT.fullmatch(source)
        if kind is Kind.DATETIME and found and not found["offset"]:
            reading.fault(NO_OFFSET, pointer)
        else:
            reading.fault(WRONG_VALUE, pointer, value=source, type=kind.value)
    return value


def _number(source: Json, expected: Type, reading: Reading, pointer: str) -> Value:
    if isinstance(source, bool) or not isinstance(source, int | float | Decimal | str):
        reading.fault(WRONG_VALUE, pointer, value=type(source).__name__, type=expected.kind.value)
        return None
    if isinstance(source, int) and abs(source) < 10**12:
        return source if expected.kind is Kind.INTEGER else Decimal(source)
    text = _plain(source)
    if text is None or not _NUMBER.fullmatch(text):
        problem = WRONG_VALUE if isinstance(source, str) else NUMBER_TOO_LONG
        reading.fault(
            problem, pointer, value=str(source) if isinstance(source, str) else "", type=expected.kind.value
        )
        return None
    number = Decimal(text)
    if expected.kind is not Kind.INTEGER:
        return number
    if number != number.to_integral_value():
        reading.fault(WRONG_VALUE, pointer, value=text, type=expected.kind.value)
        return None
    return int(number)


def _plain(source: float | Decimal | str) -> str | None:
    """The digits of a number without an exponent; None when that would be too many."""
    if isinstance(source, str):
        return source
    if isinstance(source, int):
        return None
    number = source if isinstance(source, Decimal) else Decimal(repr(source))
    if not number.is_finite() or not -12 < number.adjusted() < 12:  # noqa: PLR2004 - digits, as in NUMBER_TOO_LONG
        return "0" if number == 0 else None
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _option(source: str, expected: Type, reading: Reading, pointer: str) -> Value:
    if source in expected.options:
        return source
    if expected.groups and source in expected.groups:
        reading.fault(GROUP_IS_NO_STATE, pointer, name=source)
    else:
        reading.unknown(UNKNOWN_OPTION, pointer, source, expected.options)
    return None


def _text(source: str, reading: Reading, pointer: str) -> Value:
    if len(source) > _MAX_TEXT or _UNSTORABLE.search(source):
        reading.fault(BAD_TEXT, pointer, limit=_MAX_TEXT)
        return None
    return nfc(source)


def _temporal(source: str, kind: Kind) -> Value:
    try:
        if kind is Kind.DATE and _DAY.fullmatch(source):
            return date.fromisoformat(source)
        if kind is Kind.TIME and _TIME.fullmatch(source):
            return time.fromisoformat(source)
        found = _MOMENT.fullmatch(source)
        if kind is Kind.DATETIME and found and found["offset"]:
            return datetime.fromisoformat(source).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Duration.parse(source) if kind is Kind.DURATION and len(source) <= 60 else None  # noqa: PLR2004
