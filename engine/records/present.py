"""From a typed value to JSON, to what a person reads, and to its masked view."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision

from engine.conditions.types import Kind
from engine.records.entity import Field, FieldKind
from engine.values.duration import Duration
from engine.values.plain import Json, Value, in_language

HIDDEN = "****"
_LONG_ID = 14
_LONG_PHONE = 9
_SHOWN_END = 4


def present(value: Value) -> Json:
    """The JSON of a value, which ``accept_value`` reads back to the same one.

    Decimals (money, percent) as text without trailing zeros, moments as RFC 3339 in UTC with ``Z``, days and times as
    ISO 8601, durations as ISO 8601, several options as a list, absent as null.
    """
    match value:
        case None | str() | int():  # most values, and so first
            return value
        case Decimal():
            return plain_number(value)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case Duration():
            return str(value)
        case tuple():
            return [*value]
        case _:
            return value


def plain_number(number: Decimal) -> str:
    """The shortest text of a number, without an exponent: ``1.5``, ``100``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---------------------------------------------------------------- masked


def masked(field: Field, value: Value) -> Value:
    """What one sees who may see a value only masked: 138****5678, 王**, a***@x.com, 110101********1234, or ****.

    Absent stays absent. A field without a mask of its own shows nothing of its value.
    """
    if value is None:
        return None
    look = _MASKS.get(field.mask or "")
    return HIDDEN if look is None else look(str(value))


def _phone(text: str) -> str:
    digits = "".join(filter(str.isdigit, text.removeprefix("+86")))
    if len(digits) < _LONG_PHONE:
        return HIDDEN + digits[-2:] if len(digits) > _SHOWN_END else HIDDEN
    return f"{digits[:3]}{HIDDEN}{digits[-_SHOWN_END:]}"


def _name(text: str) -> str:
    return text[:1] + "**"


def _email(text: str) -> str:
    local, _, domain = text.rpartition("@")
    return f"{local[:1]}***@{domain}" if local else HIDDEN


def _id(text: str) -> str:
    if len(text) < _LONG_ID:
        return HIDDEN + text[-2:] if len(text) > _SHOWN_END + 2 else HIDDEN
    return text[:6] + "*" * (len(text) - 10) + text[-_SHOWN_END:]


_MASKS: Mapping[str, Callable[[str], str]] = {"phone": _phone, "name": _name, "email": _email, "id": _id}


# ---------------------------------------------------------------- for people


def display(field: Field, value: Value, language: str, zone: ZoneInfo, currency: str = "") -> str:
    """What a person reads, in ``en`` or ``zh-CN``: labels of options, local dates, money in its currency.

    A moment is told in ``zone``. ``currency`` is the pack's, for amounts whose field names none. A link is told by
    its id: the title of the record behind it is not known here. Absent is "".
    """
    if value is None:
        return ""
    locale = _locale(language)
    match value:
        case bool():
            return ("是" if value else "否") if language.startswith("zh") else ("yes" if value else "no")
        case Decimal() | int():
            return _number(field, Decimal(value), locale, currency)
        case datetime():
            return format_datetime(value, "medium", tzinfo=zone, locale=locale)
        case date():
            return format_date(value, "medium", locale=locale)
        case time():
            return format_time(value, "short", locale=locale)
        case Duration():
            return _span(value, language)
        case tuple():
            return ("、" if language.startswith("zh") else ", ").join(
                _option(field, one, language) for one in value
            )
        case str():
            return _option(field, value, language) if field.options else value


def _number(field: Field, number: Decimal, locale: Locale, currency: str) -> str:
    currency = field.type.currency or currency
    if field.kind is FieldKind.PERCENT:
        return format_percent(number, locale=locale, decimal_quantization=False)
    if field.type.kind is Kind.MONEY and currency:
        # Parts of the smallest coin are told as they are: an amount is never rounded by being looked at.
        fits = number == round(number, get_currency_precision(currency))
        return format_currency(number, currency, locale=locale, decimal_quantization=fits)
    return format_decimal(number, locale=locale, decimal_quantization=False)


def _option(field: Field, option: str, language: str) -> str:
    found = field.options.get(option)
    return in_language(found.label, language, option) if found else option


def _span(span: Duration, language: str) -> str:
    years, months = divmod(abs(span.months), 12)
    hours, rest = divmod(abs(span.seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    parts = (years, months, abs(span.days), hours, minutes, seconds)
    if language.startswith("zh"):
        words = ("年", "个月", "天", "小时", "分钟", "秒")
        text = (
            "".join(f"{number}{word}" for number, word in zip(parts, words, strict=True) if number) or "0秒"
        )
    else:
        names = ("year", "month", "day", "hour", "minute", "second")
        told = [
            f"{number} {word}{'s' * (number > 1)}"
            for number, word in zip(parts, names, strict=True)
            if number
        ]
        text = " ".join(told) or "0 seconds"
    return f"-{text}" if min(span.months, span.days, span.seconds) < 0 else text


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
