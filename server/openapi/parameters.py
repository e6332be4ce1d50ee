"""Bodies and answers about parameters."""

from collections.abc import Mapping

from engine.values.plain import Json
from server.openapi.fields import Schema, closed
from server.openapi.shared import page

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_DAY: Schema = {"type": ["string", "null"], "format": "date"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_VALUE: Schema = {"type": ["string", "number", "boolean", "array", "null"], "items": _TEXT}


_WHERE: dict[str, Json] = {
    "centre": _MAYBE,
    "option": _MAYBE,
    "from": _DAY,
    "value": _VALUE,
    "changed_at": _MOMENT,
    "changed_by": _MAYBE,
}
_SET: Schema = {"type": "array", "items": closed(**_WHERE)}
_PARAMETER: Schema = closed(
    id=_TEXT,
    label=_TEXT,
    type=_TEXT,
    choices={"type": "array", "items": _TEXT},
    per=_MAYBE,
    options={"type": "object", "additionalProperties": _TEXT},
    default=_VALUE,
    minimum=_VALUE,
    maximum=_VALUE,
    example={"type": "boolean"},
    value=_VALUE,
    in_force=_SET,
    to_come=_SET,
)
_LINE: Schema = closed(id=_TEXT, what={"enum": ["set", "taken_back", "confirmed"]}, **_WHERE)

_ALL = "/api/v1/parameters"
PARAMETER_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("GET", _ALL): (200, page(_PARAMETER)),
    ("PUT", _ALL + "/{name}"): (200, _PARAMETER),
    ("GET", _ALL + "/{name}/history"): (200, closed(data={"type": "array", "items": _LINE})),
}
PARAMETER_BODIES: Mapping[tuple[str, str], Schema] = {
    ("PUT", _ALL + "/{name}"): {
        "type": "object",
        "properties": {
            "value": _VALUE,
            "centre": _MAYBE,
            "option": _MAYBE,
            "from": _DAY,
            "confirm": {"type": ["boolean", "null"]},
        },
        "additionalProperties": False,
    },
}
