"""What the workspace of a person holds: the description of its one answer."""

from collections.abc import Mapping

from engine.values.plain import Json
from server.openapi.fields import ID, Schema
from server.openapi.work import TITLES

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_TRUTH: Schema = {"type": "boolean"}
_NUMBER: Schema = {"type": "integer"}
_LABEL: Schema = {
    "type": "object",
    "description": "A text in each language: `en` and `zh-CN`.",
    "additionalProperties": _TEXT,
}
_TEXTS: Schema = {"type": "array", "items": _TEXT}


def _object(properties: Mapping[str, Json], *, maybe: Mapping[str, Json] | None = None) -> Schema:
    """An object with these properties, and perhaps others that are left out where they would say nothing."""
    return {
        "type": "object",
        "properties": {**properties, **(maybe or {})},
        "required": [*properties],
        "additionalProperties": False,
    }


def _by_id(item: Schema) -> Schema:
    return {"type": "object", "additionalProperties": item}


_FIELD = _object(
    {"kind": _TEXT, "right": {"enum": ["masked", "read", "write"]}},
    maybe={
        **dict.fromkeys(("label", "help"), _LABEL),
        **dict.fromkeys(("required", "dedupe", "common", "derived", "stored"), _TRUTH),
        **dict.fromkeys(("class", "mask", "minimum", "maximum", "pattern", "region", "currency", "lines", "sum_of", "copy_from", "clock"), _TEXT),
        "max_length": _NUMBER,
        "to": _TEXTS,
        "options": _by_id(_object({"label": _LABEL, "order": _NUMBER})),
    },
)  # fmt: skip
_STATE = _object(
    {
        "label": _LABEL,
        "group": _TRUTH,
        "parent": _MAYBE,
        "initial": _TRUTH,
        "final": _TRUTH,
        "order": {"type": ["integer", "null"]},
        "pool": _MAYBE,
        "approval": _MAYBE,
        "may_go_stale": _TRUTH,
    }
)
_TRANSITION = _object(
    {
        "label": _LABEL,
        "from": _TEXTS,
        "to": _TEXTS,
        "form": _MAYBE,
        "duty": _MAYBE,
        "automatic": _TRUTH,
        "merges": _TRUTH,
        "order": _NUMBER,
        "track": _MAYBE,
    }
)
_KEY = _object(
    {"key": _TEXT, "label": _LABEL, "form": _TEXT, "entity": _TEXT, "link": _MAYBE, "preset": _MAYBE}
)
_TELLING = _object(
    {"entity": _TEXT, "link": _TEXT, "show": _TEXTS, "pinned": {"type": ["object", "null"]}, "listed": _TRUTH}
)
_SLOTS = {
    "anyOf": [{"type": "null"}, _object({"entity": _TEXT, "at": _TEXT, "until": _MAYBE, "per": _TEXTS})]
}
_ENTITY = _object(
    {
        "label": _LABEL,
        "title": _MAYBE,
        "named_by": _TEXTS,
        "part_of": _MAYBE,
        "numbered": _TRUTH,
        "builtin": _TRUTH,
        "next_action": {"type": ["object", "null"]},
        "mergeable": _TRUTH,
        "recognizes": {
            "type": "array",
            "items": _object({"field": _TEXT, "entity": _TEXT, "by": _TEXT, "copies": _by_id(_TEXT)}),
        },
        "pools": _TEXTS,
        "board": _TRUTH,
        "keys": {"type": "array", "items": _KEY},
        "sections": {"type": "array", "items": _object({"label": _LABEL, "fields": _TEXTS})},
        "story": {"type": "array", "items": _TELLING},
        "states": _by_id(_STATE),
        "path": _TEXTS,
        "transitions": _by_id(_TRANSITION),
        "variants": _by_id(_object({"label": _LABEL, "path": _TEXTS})),
        "tracks": _by_id(_object({"label": _LABEL, "states": _by_id(_STATE), "path": _TEXTS})),
        "fields": _by_id(_FIELD),
        "days": _TEXTS,
        "create": _object(
            {"allowed": _TRUTH, "forms": {"type": "array", "items": _object({"id": _TEXT, "label": _LABEL})}}
        ),
        "edit": {"anyOf": [{"type": "null"}, _object({"form": _TEXT, "fields": _TEXTS})]},
        "export": _TRUTH,
    }
)
_POST = _object({"role": _TEXT, "label": _LABEL, "centre": _MAYBE, "centre_label": _MAYBE, "team": _MAYBE})
_METRIC = _object(
    {
        "label": _LABEL,
        "help": _LABEL,
        "entity": _TEXT,
        "at": _TEXT,
        "function": _TEXT,
        "type": _MAYBE,
        "percent": {"type": ["integer", "null"]},
        "split": _TEXTS,
        "better": _MAYBE,
        "target": {"type": ["string", "integer", "null"]},
    }
)
_BLOCK = _object(
    {"show": _TEXT, "span": _NUMBER},
    maybe={
        "label": _LABEL,
        "order": _NUMBER,
        **dict.fromkeys(
            ("entity", "form", "at", "until", "person", "pool", "period", "by", "split", "as"), _TEXT
        ),
        **dict.fromkeys(("sort", "fields", "states", "metrics"), _TEXTS),
        "narrowed": _TRUTH,
        "compare": _TRUTH,
        "rolling": _TRUTH,
    },
)
_PAGE = _object(
    {
        "kind": {"enum": ["view", "dashboard"]},
        "label": _LABEL,
        "help": _LABEL,
        "icon": _MAYBE,
        "order": _NUMBER,
        "columns": _NUMBER,
        "derived": _TRUTH,
        "blocks": _by_id(_BLOCK),
    }
)
WORKSPACE: Schema = _object(
    {
        "pack": _object({"id": _TEXT, "version": _TEXT, "label": _LABEL}),
        "release": _TEXT,
        "languages": _TEXTS,
        "default_language": _TEXT,
        "time_zone": _TEXT,
        "currency": _TEXT,
        "terms": _by_id(_LABEL),
        "actor": _object(
            {"person": _MAYBE, "name": _MAYBE, "acting_as": {"anyOf": [_POST, {"type": "null"}]}}
        ),
        "posts": {"type": "array", "items": _POST},
        "entities": _by_id(_ENTITY),
        "pools": _by_id(_object({"label": _LABEL, "entity": _TEXT, "states": _TEXTS, "claim": _TEXT})),
        "calendars": _by_id(_object({"label": _LABEL, "days": _by_id(_TRUTH)})),
        "calendar": _MAYBE,
        "limits": _by_id(_object({"label": _LABEL, "slots": _SLOTS})),
        "duties": _by_id(_object({"label": _LABEL, "mine": _TRUTH})),
        "roles": _by_id(_object({"label": _LABEL, "order": _NUMBER})),
        "metrics": _by_id(_METRIC),
        "views": _by_id(_PAGE),
        "home": _MAYBE,
    }
)
_FOUND = _object({"entity": _TEXT, "id": ID, "title": {}, "number": _MAYBE, "state": _MAYBE, "owner": _MAYBE})
_AT: Schema = {"type": "string", "format": "date-time"}
_LIST_PARTS: Schema = {
    "entity": _TEXT,
    "name": _TEXT,
    "filter": {"description": "A condition, as packs write them."},
    "sort": {**_TEXTS, "maxItems": 3},
    "fields": _TEXTS,
    "group": _MAYBE,
    "role": _MAYBE,
}
_SAVED = _object({"id": _TEXT, "mine": _TRUTH, "at": _AT, **_LIST_PARTS})
_SENT: Schema = {
    "type": "object",
    "properties": {
        **_LIST_PARTS,
        "name": {"type": "string", "minLength": 1, "maxLength": 80},
        **{name: {"type": ["array", "null"], "items": _TEXT} for name in ("sort", "fields")},
    },
    "required": ["entity", "name"],
    "additionalProperties": False,
}
_DRAFTS = "/api/v1/me/drafts"
_BEGUN = _object({"form": _TEXT, "entity": _TEXT, "record": _MAYBE, "label": _LABEL, "at": _AT})
_SETTINGS = "/api/v1/me/settings"
_QUIET = _object({"from": _TEXT, "until": _TEXT})
_OFF: Schema = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"enum": ["sms", "mail"]}},
}
_OWN_SETTINGS = _object(
    {
        "notifications": {"type": "object", "properties": {"off": _OFF, "quiet": _QUIET}},
        "workspace": {"type": "object"},
        "messages": _by_id(_object({"label": _LABEL, "channels": _TEXTS})),
    }
)
_DRAFT = "/api/v1/me/drafts/{form}"
_LISTS = "/api/v1/me/lists"
WORKSPACE_BODIES: Mapping[tuple[str, str], Schema] = {
    ("PUT", _DRAFT): _object({"draft": {"type": "object"}}),
    ("PUT", _SETTINGS + "/notifications"): {
        "type": "object",
        "properties": {"off": _OFF, "quiet": {"anyOf": [_QUIET, {"type": "null"}]}},
        "additionalProperties": False,
    },
    ("PUT", _SETTINGS + "/workspace"): _object({"settings": {"type": "object"}}),
    ("POST", _LISTS): _SENT,
    ("PUT", _LISTS + "/{list}"): _SENT,
}
WORKSPACE_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("GET", "/api/v1/workspace"): (200, WORKSPACE),
    ("GET", _SETTINGS): (200, _OWN_SETTINGS),
    ("PUT", _SETTINGS + "/notifications"): (200, _OWN_SETTINGS),
    ("PUT", _SETTINGS + "/workspace"): (200, _OWN_SETTINGS),
    ("GET", _DRAFTS): (200, _object({"data": {"type": "array", "items": _BEGUN}, "titles": TITLES})),
    ("GET", _DRAFT): (200, _object({"form": _TEXT, "draft": {"type": "object"}, "at": _AT})),
    ("PUT", _DRAFT): (200, _object({"form": _TEXT, "at": _AT})),
    ("DELETE", _DRAFT): (204, None),
    ("GET", _LISTS): (200, _object({"data": {"type": "array", "items": _SAVED}})),
    ("POST", _LISTS): (201, _SAVED),
    ("PUT", _LISTS + "/{list}"): (200, _SAVED),
    ("DELETE", _LISTS + "/{list}"): (204, None),
    ("GET", "/api/v1/search"): (
        200,
        _object({"data": {"type": "array", "items": _FOUND}, "more": _TEXTS, "titles": TITLES}),
    ),
}
