"""Schemas of the ways about approvals."""

from collections.abc import Mapping

from engine.commands.decide_approval import VERDICTS
from engine.values.plain import Json
from server.openapi.fields import ID, Schema
from server.openapi.shared import ref
from server.openapi.work import TITLES, linked_page

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_INTEGER: Schema = {"type": "integer"}


def _object(properties: Mapping[str, Json]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [*properties],
        "additionalProperties": False,
    }


# What is asked for where an approval is about an exception to a limit.
_EXCEPTION: Schema = _object(
    {
        "limit": _TEXT,
        "label": {"type": "object", "additionalProperties": _TEXT},
        "action": _TEXT,
        "reason": _TEXT,
        "by": {"type": ["integer", "string"]},
        "valid": _TEXT,
        "used": {"type": ["integer", "string"]},
        "max": {"type": ["integer", "string", "null"]},
        "until": _MAYBE,
        "made_use_of": {"type": "boolean"},
    }
)
PERSON: Schema = _object({"id": ID, "name": _TEXT})
_NOBODY: Schema = {"anyOf": [PERSON, {"type": "null"}]}
_SHORT: Mapping[str, Json] = {
    "id": ID,
    "approval": _TEXT,
    "label": _TEXT,
    "state": {
        "enum": ["open", "approved", "rejected", "returned", "withdrawn", "expired", "restarted", "ended"]
    },
    "round": _INTEGER,
    "facts": {**_INTEGER, "description": "The state of what is covered; sent back as `seen`."},
    "about": {"type": "object"},
    "requester": _NOBODY,
    "opened_at": _TEXT,
    "closed_at": _MAYBE,
    "closed_by": _NOBODY,
    "reason": _MAYBE,
    "waits_for": {"type": "array", "items": PERSON},
    "may": {"type": "array", "items": {"enum": [*VERDICTS]}},
    "exception": {"anyOf": [_EXCEPTION, {"type": "null"}]},
}
_SEAT: Schema = _object(
    {
        "person": _NOBODY,
        "given": _TEXT,
        "stands_for": _NOBODY,
        "side": _TEXT,
        "line": _MAYBE,
        "decided_at": _MAYBE,
        "reason": _MAYBE,
        "seen": {"type": ["integer", "null"]},
    }
)
_STEP: Schema = _object(
    {
        "id": _TEXT,
        "label": _TEXT,
        "order": _INTEGER,
        "decide": _TEXT,
        "state": _TEXT,
        "at": _MAYBE,
        "seats": {"type": "array", "items": _SEAT},
    }
)
# What a record tells of the approval that it waits for.
PENDING: Schema = _object(
    {
        "id": ID,
        "approval": _TEXT,
        "label": {"type": "object", "additionalProperties": _TEXT},
        "facts": _INTEGER,
        "requester": _NOBODY,
        "opened_at": _TEXT,
        "waits_for": {"type": "array", "items": PERSON},
    }
)
_DELEGATION: Schema = _object(
    {"person": _MAYBE, "to": _MAYBE, "since": _MAYBE, "until": _MAYBE, "reason": _MAYBE}
)
APPROVAL_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("GET", "/api/v1/approvals"): (200, linked_page(_object(_SHORT))),
    ("GET", "/api/v1/approvals/{approval}"): (
        200,
        _object(
            {
                **_SHORT,
                "steps": {"type": "array", "items": _STEP},
                "covered": {"type": "object"},
                "titles": TITLES,
            }
        ),
    ),
    ("GET", "/api/v1/approvals/{approval}/precedents"): (
        200,
        _object(
            {
                "days": _INTEGER,
                "approved": _INTEGER,
                "rejected": _INTEGER,
                "averages": {"type": "object", "additionalProperties": _TEXT},
            }
        ),
    ),
    ("POST", "/api/v1/approvals/{approval}/decision"): (200, ref("decided")),
    ("GET", "/api/v1/me/delegation"): (200, _DELEGATION),
    ("PUT", "/api/v1/me/delegation"): (200, _DELEGATION),
}
APPROVAL_BODIES: Mapping[tuple[str, str], Schema] = {
    ("POST", "/api/v1/approvals/{approval}/decision"): {
        "type": "object",
        "properties": {
            "decision": {"enum": [*VERDICTS]},
            "reason": _MAYBE,
            "seen": {"type": ["integer", "null"]},
            "line": _MAYBE,
            "step": _MAYBE,
            "to": _MAYBE,
            "where": {"enum": ["before", "after", None]},
            "input": {"type": "object"},
            "confirmed": {"type": "object", "additionalProperties": _TEXT},
        },
        "required": ["decision"],
        "additionalProperties": False,
    },
    ("PUT", "/api/v1/me/delegation"): {
        "type": "object",
        "properties": {
            "to": _MAYBE,
            "since": {"type": ["string", "null"], "format": "date"},
            "until": {"type": ["string", "null"], "format": "date"},
            "reason": _MAYBE,
        },
        "additionalProperties": False,
    },
}
