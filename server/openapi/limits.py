"""Schemas of limits: how one stands, what is free, and asking for an exception."""

from collections.abc import Mapping

from engine.values.plain import Json
from server.openapi.fields import ID, Schema

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": ["integer", "string"]}
_MOST: Schema = {"type": ["integer", "string", "null"]}
_LABEL: Schema = {"type": "object", "additionalProperties": _TEXT}


def _object(properties: Mapping[str, Json]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [*properties],
        "additionalProperties": False,
    }


_BY_DUTY = _object({"duty": _TEXT, "roles": {"type": "array", "items": _TEXT}})
_BY_APPROVAL = _object(
    {
        "approval": _TEXT,
        "about": {"anyOf": [_object({"entity": _TEXT, "record": ID}), {"type": "null"}]},
        "by": _NUMBER,
        "valid": {**_TEXT, "description": "For how long a yes may be made use of (a duration)."},
        "asked": {**_MAYBE, "description": "The approval that is being decided already."},
    }
)
_GRANTED = _object({"approval": ID, "by": _NUMBER, "until": _TEXT})
# How a limit stands, wherever it is told: refusals, answers, offers, pools, rows of imports.
LIMIT: Schema = {
    "type": "object",
    "properties": {
        "limit": _TEXT,
        "label": _LABEL,
        "used": _NUMBER,
        "max": _MOST,
        "resets_at": {**_MAYBE, "description": "When there is room again."},
        "lifted_by": {
            "anyOf": [_BY_DUTY, _BY_APPROVAL, {"type": "null"}],
            "description": "Who may go beyond it.",
        },
        "granted": {
            "anyOf": [_GRANTED, {"type": "null"}],
            "description": "An exception that was agreed to and not made use of yet.",
        },
        "next": {**_MAYBE, "description": "The next free slot or moment of what is held."},
        "waits": {**ID, "description": "The record that waits for room."},
    },
    "required": ["limit", "label", "used", "max", "resets_at", "lifted_by", "granted", "next"],
    "additionalProperties": False,
}
_SLOT = _object({"from": _TEXT, "until": _TEXT, "used": _NUMBER, "free": _MOST})
LIMIT_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("POST", "/api/v1/limits/{limit}/exceptions"): (201, {"$ref": "#/components/schemas/decided"}),
    ("GET", "/api/v1/limits/{limit}/free"): (
        200,
        _object(
            {
                "limit": _TEXT,
                "label": _LABEL,
                "day": _TEXT,
                "time_zone": _TEXT,
                "max": _MOST,
                "slots": {"type": "array", "items": _SLOT},
            }
        ),
    ),
}
LIMIT_BODIES: Mapping[tuple[str, str], Schema] = {
    ("POST", "/api/v1/limits/{limit}/exceptions"): {
        "type": "object",
        "properties": {
            "reason": _TEXT,
            "create": {**_MAYBE, "description": "An entity."},
            "change": {**_MAYBE, "description": "An entity; the record is `id`."},
            "transition": {**_MAYBE, "description": "entity.transition; the record is `id`."},
            "reveal": {**_MAYBE, "description": "entity.field; the record is `id`."},
            "export": {**_MAYBE, "description": "An entity, of which `rows` would be taken away."},
            "id": _MAYBE,
            "input": {"type": "object"},
            "form": _MAYBE,
            "rows": {"type": ["integer", "null"], "minimum": 0},
            "confirmed": {"type": "object", "additionalProperties": _TEXT},
        },
        "required": ["reason"],
        "additionalProperties": False,
    },
}
