"""From what was sent to a typed value, or the reason why not: the one door for forms, the API and imports."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from engine.records import contact
from engine.records.entity import Field, FieldKind
from engine.records.reasons import reason
from engine.records.text import LONG, SHORT, clean, matches, narrow
from engine.values.duration import Duration, resolve
from engine.values.plain import Json, Value
from engine.values.refusal import Reason

WHOLE_DIGITS, PLACES = 12, 6  # of a number before and after the point
ID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?")
_MOMENT = re.compile(rf"{_DAY.pattern}[Tt ]{_TIME.pattern}(?:[Zz]|[+-][0-9]{{2}}:[0-9]{{2}})?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2999  # so that no zone can carry a moment out of the calendar
_MAX_DURATION = 60
_CENTURY = 100 * 366 * 86_400
_LIMITS: Mapping[FieldKind, int] = {
    FieldKind.TEXT: SHORT,
    FieldKind.LONG_TEXT: LONG,
    FieldKind.ADDRESS: SHORT,
}
_MOMENTS = frozenset({FieldKind.DATE, FieldKind.TIME, FieldKind.DATETIME, FieldKind.DURATION})
_GIVEN = frozenset({FieldKind.SERIAL, FieldKind.ROLLUP, FieldKind.LINES})


def accept_value(field: Field, raw: Json, zone: ZoneInfo) -> Value | Reason:
    """The value of ``field`` that JSON of any kind stands for.

    null, "" and [] are absent (None); a boolean is never absent (A15). ``zone`` is the centre's, in which a moment
    without an offset is meant. Refused, with a reason whose pointer is "" (or the index in a list), is what is of the
    wrong type, too long, out of range, or not a valid phone number, identity number, option and so on, and anything
    for a field that the engine computes. Whether a linked record exists, and whether an option is offered now, is
    not judged here.
    """
    if field.derived or field.kind in _GIVEN:
        return reason("read_only")
    if field.kind is FieldKind.BOOLEAN:
        return False if raw is None else raw if isinstance(raw, bool) else reason("wrong_type")
    if raw is None or (isinstance(raw, str) and not raw.strip() and field.kind is not FieldKind.ENUMS):
        return None
    if field.kind in _MOMENTS:
        return _moment(field, raw, zone)
    return _ACCEPT[field.kind](field, raw)


def max_length(field: Field) -> int:
    """The most characters that the text of a field may have."""
    return field.max_length or _LIMITS.get(field.kind, SHORT)


def _text(field: Field, raw: Json) -> Value | Reason:
    if not isinstance(raw, str):
        return reason("wrong_type")
    text = clean(raw, max_length(field), lines=field.kind is not FieldKind.TEXT)
    if isinstance(text, Reason) or not text:
        return text or None
    if field.pattern is not None and not matches(field.pattern, text):
        return reason("no_match")
    return text


def _contact(field: Field, raw: Json) -> Value | Reason:
    if not isinstance(raw, str):
        return reason("wrong_type")
    match field.kind:
        case FieldKind.PHONE:
            return contact.phone(raw, field.region)
        case FieldKind.EMAIL:
            return contact.email(raw)
        case FieldKind.URL:
            return contact.url(raw)
        case _:
            return contact.national_id(raw, field.region)


def _number(field: Field, raw: Json) -> Value | Reason:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        return reason("wrong_type")
    number = _decimal(raw)
    if number is None:
        return reason("bad_number")
    if field.minimum is not None and number < field.minimum:
        return reason("too_small", limit=str(field.minimum))
    if field.maximum is not None and number > field.maximum:
        return reason("too_large", limit=str(field.maximum))
    if field.kind is not FieldKind.INTEGER:
        return number
    return int(number) if number == number.to_integral_value() else reason("not_whole")


def _decimal(raw: float | Decimal | str) -> Decimal | None:
    """The number that was meant, shortest form; None when it is none or has too many digits."""
    if isinstance(raw, str) and not _NUMBER.fullmatch(raw := narrow(raw)):
        return None
    try:
        # A float is read by its shortest text: 0.1 is one tenth, as it was written.
        number = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    except InvalidOperation:
        return None
    if number.is_finite() and number == 0:
        return Decimal(0)
    if not number.is_finite() or not -PLACES <= number.adjusted() < WHOLE_DIGITS:
        return None
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _moment(field: Field, raw: Json, zone: ZoneInfo) -> Value | Reason:
    if not isinstance(raw, str):
        return reason("wrong_type")
    text = narrow(raw)
    match field.kind:
        case FieldKind.DATE:
            return _day(text)
        case FieldKind.TIME:
            return _time(text)
        case FieldKind.DURATION:
            return _duration(text)
        case _:
            return _datetime(text, zone)


def _duration(text: str) -> Value | Reason:
    span = Duration.parse(text) if text.isascii() and len(text) <= _MAX_DURATION else None
    return reason("bad_duration") if span is None or abs(span.rough_seconds) > _CENTURY else span


def _day(text: str) -> Value | Reason:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    return day if day and _FIRST_YEAR <= day.year <= _LAST_YEAR else reason("bad_date")


def _time(text: str) -> Value | Reason:
    try:
        return time.fromisoformat(text) if _TIME.fullmatch(text) else reason("bad_time")
    except ValueError:
        return reason("bad_time")


def _datetime(text: str, zone: ZoneInfo) -> Value | Reason:
    try:
        moment = datetime.fromisoformat(text.upper()) if _MOMENT.fullmatch(text) else None
    except ValueError:
        moment = None
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return reason("bad_datetime")
    return resolve(moment, zone) if moment.tzinfo is None else moment.astimezone(UTC)


def _option(field: Field, raw: Json) -> Value | Reason:
    if not isinstance(raw, str):
        return reason("wrong_type")
    return raw if raw in field.options else reason("unknown_option")


def _options(field: Field, raw: Json) -> Value | Reason:
    if not isinstance(raw, list | tuple):
        return reason("wrong_type")
    chosen = [item for item in raw if isinstance(item, str)]
    for index, item in enumerate(raw):
        if not isinstance(item, str) or item not in field.options:
            return reason("unknown_option", f"/{index}")
    if len({*chosen}) < len(chosen):
        return reason("chosen_twice")
    # In the order of the options: the order in which somebody ticked them is no change (A9).
    return tuple(option for option in field.options if option in chosen) or None


def _link(field: Field, raw: Json) -> Value | Reason:
    if not isinstance(raw, str):
        return reason("wrong_type")
    entity, slash, name = raw.partition("/")
    if len(field.to) > 1:
        return raw if slash and entity in field.to and ID.fullmatch(name) else reason("bad_link")
    return raw if ID.fullmatch(raw) else reason("bad_link")


_ACCEPT: Mapping[FieldKind, Callable[[Field, Json], Value | Reason]] = {
    **dict.fromkeys((FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.ADDRESS), _text),
    **dict.fromkeys((FieldKind.PHONE, FieldKind.EMAIL, FieldKind.URL, FieldKind.NATIONAL_ID), _contact),
    **dict.fromkeys((FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.PERCENT, FieldKind.MONEY), _number),
    **dict.fromkeys((FieldKind.LINK, FieldKind.PERSON, FieldKind.FILE, FieldKind.IMAGE), _link),
    FieldKind.ENUM: _option,
    FieldKind.ENUMS: _options,
}
