"""The JSON Schema (2020-12) of what may be sent for a field.

A schema says what can be said of one value without looking anywhere else: what ``accept_value`` takes (text composed
and trimmed, as it is kept) conforms. Some of what conforms is still refused there: a phone number that nobody has, a
day that does not exist.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.records.accept import max_length
from engine.records.entity import Field, FieldKind
from engine.values.plain import Json

Schema = dict[str, Json]

_BOUND = 10**12
_ID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"
_NUMBER = r"\s*[+-]?[0-9]{1,12}(\.[0-9]{1,6})?\s*"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
_FORMS: Mapping[FieldKind, str] = {
    FieldKind.DATE: _DAY,
    FieldKind.TIME: _TIME,
    FieldKind.DATETIME: rf"{_DAY}[Tt ]{_TIME}([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})?",
    FieldKind.DURATION: "-?P[0-9YMWDTHS]+",
    FieldKind.PERSON: _ID,
    FieldKind.FILE: _ID,
    FieldKind.IMAGE: _ID,
}
_LENGTHS: Mapping[FieldKind, int] = {
    FieldKind.PHONE: 64,
    FieldKind.EMAIL: 254,
    FieldKind.URL: 2_048,
    FieldKind.NATIONAL_ID: 64,
}


def input_schema(field: Field, *, required: bool = False, offered: Sequence[str] | None = None) -> Schema:
    """The schema of the JSON that may be sent for an entered field.

    ``required``: null, "" and [] do not conform. ``offered``: the options that may be chosen now (default: all).
    """
    options = [*(field.options if offered is None else offered)]
    match field.kind:
        case FieldKind.BOOLEAN:
            return {"type": ["boolean", "null"]}
        case FieldKind.ENUM:
            return {"enum": options if required else [*options, "", None]}
        case FieldKind.ENUMS:
            several: Schema = {"items": {"enum": options}, "uniqueItems": True}
            return (
                {"type": "array", "minItems": 1, **several}
                if required
                else {"type": ["array", "null"], **several}
            )
        case FieldKind.INTEGER | FieldKind.DECIMAL | FieldKind.PERCENT | FieldKind.MONEY:
            return _number(field, required=required)
        case _:
            return _string(field, required=required)


def _string(field: Field, *, required: bool) -> Schema:
    pattern = field.pattern or _FORMS.get(field.kind)
    if field.kind is FieldKind.LINK:
        pattern = f"({'|'.join(field.to)})/{_ID}" if len(field.to) > 1 else _ID
    schema: Schema = {"type": "string" if required else ["string", "null"]}
    if field.kind in _LENGTHS or field.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.ADDRESS):
        schema["maxLength"] = _LENGTHS.get(field.kind, max_length(field))
    if pattern is not None:
        schema["pattern"] = f"^(?:{pattern})$" if required else f"^(?:{pattern})?$"
    elif required:
        schema["pattern"] = r"[^\s]"
    return schema


def _number(field: Field, *, required: bool) -> Schema:
    number = "integer" if field.kind is FieldKind.INTEGER else "number"
    return {
        "type": [number, "string"] if required else [number, "string", "null"],
        "pattern": f"^(?:{_NUMBER})$" if required else f"^(?:{_NUMBER})?$",
        **({"exclusiveMinimum": -_BOUND} if field.minimum is None else {"minimum": _bound(field.minimum)}),
        **({"exclusiveMaximum": _BOUND} if field.maximum is None else {"maximum": _bound(field.maximum)}),
    }


def _bound(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
