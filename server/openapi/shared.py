"""Schemas and answers that every interface has, whatever the pack."""

from collections.abc import Mapping

from engine.values.plain import Json
from server.openapi.fields import ID, Schema
from server.openapi.imports import IMPORT_ANSWERS
from server.openapi.limits import LIMIT

JSON = "application/json"
PROBLEM = "application/problem+json"
_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_CURSOR: Schema = {"type": ["string", "null"]}
_OPEN: Schema = {"type": "object"}
TOTAL: Schema = {
    "type": ["object", "null"],
    "properties": {"value": {"type": "integer"}, "exact": {"type": "boolean"}},
    "required": ["value", "exact"],
}
REASON: Schema = {
    "type": "object",
    "properties": {"code": _TEXT, "text": _TEXT, "fix": _TEXT, "pointer": _TEXT, "data": _OPEN},
    "required": ["code", "text"],
}
HOLDING: Schema = {
    "type": ["object", "null"],
    "properties": {
        "role": _TEXT,
        "centre": _MAYBE,
        "team": _MAYBE,
        "active_from": _MAYBE,
        "active_until": _MAYBE,
    },
    "required": ["role", "centre"],
}


def ref(name: str) -> Schema:
    """A reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def page(item: Json) -> Schema:
    """A page of something."""
    return {
        "type": "object",
        "properties": {"data": {"type": "array", "items": item}, "next_cursor": _CURSOR, "total": TOTAL},
        "required": ["data", "next_cursor", "total"],
        "additionalProperties": False,
    }


def _object(**properties: Json) -> Schema:
    return {"type": "object", "properties": properties, "required": [*properties]}


PROBLEM_SCHEMA: Schema = {
    **_object(
        type={"type": "string", "format": "uri-reference"},
        title=_TEXT,
        status={"type": "integer"},
        detail=_TEXT,
        instance=_TEXT,
        code=_TEXT,
        reasons={"type": "array", "items": ref("reason"), "minItems": 1},
        errors={"type": "array", "items": _object(pointer=_TEXT, code=_TEXT, detail=_TEXT)},
        trace_id=_TEXT,
    ),
    "additionalProperties": False,
}
_DECIDED_PARTS: dict[str, Json] = {
    "entity": _TEXT,
    "id": ID,
    "version": {"type": "integer"},
    "number": _MAYBE,
    "state": _MAYBE,
    "tracks": {"type": "object", "additionalProperties": _MAYBE},
    "warnings": {"type": "array"},
    "limits": {"type": "array", "items": ref("limit")},
    "merged": _OPEN,
    "approval": _object(id=ID, state=_TEXT, facts={"type": "integer"}),
}
DECIDED: Schema = {
    "type": "object",
    "properties": _DECIDED_PARTS,
    "required": ["entity", "id", "version", "number", "state"],
}
_COUNTS: Schema = {"type": "object", "additionalProperties": {"type": "integer"}}
PREVIEW: Schema = {
    "type": "object",
    "properties": {
        **_DECIDED_PARTS,
        "made": _COUNTS,
        "changed": _COUNTS,
        "removed": _COUNTS,
        "messages": {"type": "integer"},
    },
    "required": ["entity", "id", "version", "number", "state", "made", "changed", "removed", "messages"],
}
_LABEL: Schema = {"type": ["object", "null"], "additionalProperties": _TEXT}
_ELSEWHERE: Schema = {
    **_object(entity=_TEXT, label={"type": "object", "additionalProperties": _TEXT}, id=_MAYBE),
    "type": ["object", "null"],
}
HISTORY: Schema = _object(
    id=_TEXT,
    version={"type": "integer"},
    at={"type": "string", "format": "date-time"},
    actor=_MAYBE,
    command=_TEXT,
    label=_LABEL,
    elsewhere=_ELSEWHERE,
    release=_TEXT,
    changes={"type": "object", "additionalProperties": _object(before={}, after={})},
    notes=_OPEN,
    caused_by=_MAYBE,
)
OFFER: Schema = _object(
    id=_TEXT,
    label=_TEXT,
    allowed={"type": "boolean"},
    to=_MAYBE,
    form=_MAYBE,
    duty=_MAYBE,
    reasons={"type": "array", "items": ref("reason")},
    limits={"type": "array", "items": ref("limit")},
)
RECEIVED: Schema = _object(
    channel=_TEXT,
    rules={"type": "array", "items": _TEXT},
    records={
        "type": "array",
        "items": _object(
            entity=_TEXT, id=ID, version={"type": "integer"}, state=_MAYBE, made={"type": "boolean"}
        ),
    },
)
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_NUMBER: Schema = {"type": "integer"}
_LETTER: Schema = _object(
    id=_TEXT,
    message=_TEXT,
    text=_TEXT,
    entity=_MAYBE,
    record=_MAYBE,
    parts={"type": "array", "items": _object(message=_TEXT, entity=_TEXT, record=_TEXT, text=_TEXT)},
    at=_MOMENT,
    read_at=_MAYBE,
)
_LETTERS: Schema = _object(
    data={"type": "array", "items": _LETTER}, unread=_NUMBER, next_cursor=_CURSOR, total=TOTAL
)
_LOG: Schema = {"type": "array", "items": _object(at=_TEXT, what=_TEXT, text=_TEXT)}
DELIVERY: Schema = _object(
    id=_TEXT,
    kind=_TEXT,
    name=_TEXT,
    label=_TEXT,
    to={"type": ["object", "null"]},
    channel=_MAYBE,
    state=_TEXT,
    at=_MOMENT,
    due_at=_MOMENT,
    log=_LOG,
)

SCHEMAS: Mapping[str, Schema] = {
    "problem": PROBLEM_SCHEMA,
    "reason": REASON,
    "decided": DECIDED,
    "preview": PREVIEW,
    "history_line": HISTORY,
    "offer": OFFER,
    "limit": LIMIT,
    "delivery": DELIVERY,
}

_ME: Schema = _object(
    person=_OPEN,
    login=_TEXT,
    admin={"type": "boolean"},
    must_change_password={"type": "boolean"},
    holdings={"type": "array", "items": HOLDING},
    acting_as=HOLDING,
    roles=_OPEN,
    duties=_OPEN,
    csrf=_MAYBE,
)
_FORM: Schema = _object(
    form=_OPEN, steps={"type": "array"}, schema=_OPEN, version={"type": ["integer", "null"]}
)
DIAGNOSTIC: Schema = _object(code=_TEXT, severity=_TEXT, file=_TEXT, pointer=_TEXT, text=_TEXT, hint=_TEXT)

_POOL: Schema = _object(
    id=_TEXT,
    label=_TEXT,
    entity=_TEXT,
    states={"type": "array", "items": _TEXT},
    shows={"type": "array", "items": _TEXT},
    records={"type": "integer"},
    claim=_object(transition=_TEXT, limits={"type": "array", "items": ref("limit")}),
    waiting={"type": "array", "items": _object(record=_TEXT, until=_TEXT)},
)
_SPANS: Schema = {"type": "array", "items": _object(**{"from": _TEXT, "until": _TEXT}), "maxItems": 200}
_ABSENCES: Schema = _object(
    person=_TEXT, version={"type": "integer"}, absences=_SPANS, absent_now={"type": "boolean"}
)

# (method, path) of a way that is the same for every pack -> (status, schema of its answer; None: no content).
_TOKEN: Schema = _object(id=_TEXT, label=_TEXT, begins=_TEXT, scopes={"type": "array", "items": _TEXT})
ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("POST", "/api/v1/session"): (
        201,
        _object(csrf=_TEXT, expires_at={"type": "string", "format": "date-time"}),
    ),
    ("GET", "/api/v1/session"): (200, _object(me={"anyOf": [_ME, {"type": "null"}]}, now=_MOMENT)),
    ("DELETE", "/api/v1/session"): (204, None),
    ("GET", "/api/v1/tokens"): (200, _object(data={"type": "array", "items": _TOKEN})),
    ("POST", "/api/v1/tokens"): (201, _TOKEN),
    ("DELETE", "/api/v1/tokens/{token}"): (204, None),
    ("PUT", "/api/v1/session/acting-as"): (200, _ME),
    ("GET", "/api/v1/me"): (200, _ME),
    ("GET", "/api/v1/forms/{form}"): (200, _FORM),
    ("GET", "/api/v1/pools"): (200, page(_POOL)),
    ("GET", "/api/v1/people/{id}/absences"): (200, _ABSENCES),
    ("PUT", "/api/v1/people/{id}/absences"): (200, _ABSENCES),
    **{
        ("POST", f"/api/v1/tasks/{{task}}/{name}"): (
            200,
            _object(id=_TEXT, version={"type": "integer"}, state=_TEXT, person=_MAYBE),
        )
        for name in ("take", "give_back", "done")
    },
    ("GET", "/api/v1/packs"): (200, page(_object(id=_TEXT, release=_TEXT, version=_TEXT, label=_TEXT))),
    ("POST", "/api/v1/packs/check"): (
        200,
        _object(publishable={"type": "boolean"}, diagnostics={"type": "array", "items": DIAGNOSTIC}),
    ),
    ("POST", "/api/v1/files"): (
        201,
        _object(id=ID, name=_TEXT, media_type=_TEXT, size={"type": "integer"}),
    ),
    **IMPORT_ANSWERS,
    ("GET", "/api/v1/inbox"): (200, _LETTERS),
    ("POST", "/api/v1/inbox/read-all"): (200, _object(read=_NUMBER, unread=_NUMBER)),
    ("POST", "/api/v1/inbox/{letter}/read"): (200, _object(unread=_NUMBER)),
    ("GET", "/api/v1/sink"): (200, page(_object(id=_TEXT, kind=_TEXT, name=_TEXT, state=_TEXT, log=_LOG))),
    ("POST", "/api/v1/answers/{effect}"): (200, _object(effect=_TEXT, repeated={"type": "boolean"})),
    ("POST", "/api/v1/sink/{effect}"): (200, _object(id=_TEXT, state=_TEXT)),
    ("GET", "/api/v1/openapi.json"): (200, _OPEN),
    ("POST", "/api/v1/inbound/{channel}"): (200, RECEIVED),
    ("GET", "/api/v1/rules"): (
        200,
        _object(
            data={
                "type": "array",
                "items": _object(
                    id=_TEXT,
                    label=_TEXT,
                    order={"type": "integer"},
                    listens_to={"type": "array", "items": _TEXT},
                    next={
                        "type": "array",
                        "items": _object(
                            centre=_MAYBE, due_at=_MAYBE, last_at=_MAYBE, at_work={"type": "boolean"}
                        ),
                    },
                ),
            }
        ),
    ),
    ("GET", "/livez"): (200, _object(live={"type": "boolean"})),
    ("GET", "/readyz"): (200, _object(ready={"type": "boolean"}, checks=_OPEN)),
}

# What a request may send where it is the same for every pack.
BODIES: Mapping[tuple[str, str], Schema] = {
    ("POST", "/api/v1/session"): {
        **_object(login=_TEXT, password=_TEXT),
        "additionalProperties": False,
    },
    ("POST", "/api/v1/tokens"): {
        "type": "object",
        "properties": {
            "label": _TEXT,
            "scopes": {"type": "array", "items": {"enum": ["read", "write", "admin", "inbound", "answer"]}},
            "days": {"type": ["integer", "null"], "minimum": 1, "maximum": 3650},
        },
        "required": ["label"],
        "additionalProperties": False,
    },
    ("PUT", "/api/v1/people/{id}/absences"): {**_object(absences=_SPANS), "additionalProperties": False},
    ("POST", "/api/v1/inbox/read-all"): {"type": "object", "additionalProperties": False},
    ("POST", "/api/v1/inbox/{letter}/read"): {"type": "object", "additionalProperties": False},
    ("POST", "/api/v1/answers/{effect}"): {
        "type": "object",
        "properties": {
            "outcome": {"enum": ["answer", "failure", None]},
            "input": {"type": ["object", "null"]},
        },
        "additionalProperties": False,
    },
    ("POST", "/api/v1/sink/{effect}"): {
        **_object(decision={"enum": ["resend", "sent", "not_sent", "cancel"]}),
        "additionalProperties": False,
    },
    ("PUT", "/api/v1/session/acting-as"): {
        "type": "object",
        "properties": {"role": _MAYBE, "centre": _MAYBE},
        "additionalProperties": False,
    },
}
