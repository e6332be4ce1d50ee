"""The filters that a place of a text may have: how a value is told. A fixed table, nothing a pack could add to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import phonenumbers

from engine.conditions.types import Kind, Type
from engine.records.capitals import capitals
from engine.records.entity import Field, FieldKind
from engine.records.present import display, masked
from engine.values.plain import Value

CAPITALS_OF = "CNY"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: in which language, and in which zone moments are told."""

    language: str
    zone: ZoneInfo


def tell(field: Field, value: Value, filter: str, reader: Reader) -> str:
    """The text of a value for a reader; absent is "" with every filter."""
    if value is None:
        return ""
    return _FILTERS[filter](field, value, reader)


def goes_with(filter: str, field: Field) -> bool:
    """Whether a filter can tell values of this field."""
    if filter == "phone":
        return field.kind is FieldKind.PHONE
    if filter == "capitals" and (field.type.currency or CAPITALS_OF) != CAPITALS_OF:
        return False
    return field.type.kind in _KINDS[filter]


def stand_in(path: str, type_: Type) -> Field:
    """A field to tell values by that are no field of a record, such as a parameter."""
    return Field(path, _AS_FIELD.get(type_.kind, FieldKind.TEXT), type_, {}, currency=type_.currency)


def _plain(field: Field, value: Value, reader: Reader) -> str:
    return display(field, value, reader.language, reader.zone, field.type.currency or "")


def _date(field: Field, value: Value, reader: Reader) -> str:
    local: date | Value = value.astimezone(reader.zone).date() if isinstance(value, datetime) else value
    return _plain(field, local, reader)


def _time(field: Field, value: Value, reader: Reader) -> str:
    local: time | Value = value.astimezone(reader.zone).time() if isinstance(value, datetime) else value
    return _plain(field, local, reader)


def _money(field: Field, value: Value, reader: Reader) -> str:
    return _plain(replace(field, kind=FieldKind.MONEY), value, reader)


def _capitals(field: Field, value: Value, reader: Reader) -> str:
    """An amount in the characters of Chinese bills; one that they cannot write (half a cent) is told in figures."""
    said = capitals(Decimal(str(value)))
    return _money(field, value, reader) if said is None else said


def _phone(field: Field, value: Value, _reader: Reader) -> str:
    """As it is dialled in its country; a text that is no number is told as it stands."""
    try:
        number = phonenumbers.parse(str(value), field.region)
    except phonenumbers.NumberParseException:
        return str(value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def _masked(field: Field, value: Value, _reader: Reader) -> str:
    return str(masked(field, value))


_FILTERS: Mapping[str, Callable[[Field, Value, Reader], str]] = {
    "": _plain,
    "date": _date,
    "time": _time,
    "datetime": _plain,
    "money": _money,
    "capitals": _capitals,
    "phone": _phone,
    "masked": _masked,
    "label": _plain,
}
_KINDS: Mapping[str, frozenset[Kind]] = {
    "": frozenset(Kind),
    "date": frozenset({Kind.DATE, Kind.DATETIME}),
    "time": frozenset({Kind.TIME, Kind.DATETIME}),
    "datetime": frozenset({Kind.DATETIME}),
    "money": frozenset({Kind.MONEY, Kind.NUMBER, Kind.INTEGER}),
    "capitals": frozenset({Kind.MONEY}),
    "masked": frozenset(Kind) - {Kind.BOOLEAN},
    "label": frozenset({Kind.ENUM, Kind.ENUMS, Kind.BOOLEAN}),
}
_AS_FIELD: Mapping[Kind, FieldKind] = {
    Kind.INTEGER: FieldKind.INTEGER,
    Kind.NUMBER: FieldKind.DECIMAL,
    Kind.MONEY: FieldKind.MONEY,
    Kind.BOOLEAN: FieldKind.BOOLEAN,
    Kind.DATE: FieldKind.DATE,
    Kind.TIME: FieldKind.TIME,
    Kind.DATETIME: FieldKind.DATETIME,
    Kind.DURATION: FieldKind.DURATION,
    Kind.ENUM: FieldKind.ENUM,
    Kind.ENUMS: FieldKind.ENUMS,
}
FILTERS = tuple(name for name in _FILTERS if name)
