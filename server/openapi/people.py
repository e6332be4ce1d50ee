"""Bodies and answers about who may sign in."""

from collections.abc import Mapping

from engine.values.plain import Json
from server.openapi.fields import Schema

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_TRUTH: Schema = {"type": "boolean"}
_TRUTH_OR_NOT: Schema = {"type": ["boolean", "null"]}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_LANGUAGE: Schema = {"enum": ["en", "zh-CN", None]}
_DAY: Schema = {"type": ["string", "null"], "format": "date"}


def _object(required: tuple[str, ...] | None = None, **properties: Json) -> Schema:
    needed: list[Json] = [*(properties if required is None else required)]
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": needed} if needed else made


_POST: Schema = _object(
    ("role",), role=_TEXT, centre=_MAYBE, team=_MAYBE, active_from=_DAY, active_until=_DAY
)
_POSTS: Schema = {"type": "array", "maxItems": 50, "items": _POST}
_USER: Schema = _object(
    (
        "id",
        "login",
        "person",
        "language",
        "active",
        "admin",
        "must_change_password",
        "posts",
        "created_at",
        "changed_at",
        "version",
    ),
    id=_TEXT,
    login=_TEXT,
    person=_object(id=_TEXT, name=_MAYBE),
    language=_LANGUAGE,
    active=_TRUTH,
    admin=_TRUTH,
    must_change_password=_TRUTH,
    posts={"type": "array", "items": _POST},
    created_at=_MOMENT,
    changed_at=_MOMENT,
    version={"type": "integer"},
    password=_TEXT,
)
_USERS: Schema = _object(data={"type": "array", "items": _USER}, next_cursor=_MAYBE, total={"type": "object"})
_SESSION: Schema = _object(
    id=_TEXT, created_at=_MOMENT, seen_at=_MOMENT, expires_at=_MOMENT, address=_MAYBE, current=_TRUTH
)
_SESSIONS: Schema = _object(data={"type": "array", "items": _SESSION})
_LINE: Schema = _object(id=_TEXT, at=_MOMENT, actor=_MAYBE, changes={"type": "object"})

_ALL = "/api/v1/users"
_ONE = "/api/v1/users/{user}"
_MINE = "/api/v1/me"
PEOPLE_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("POST", _MINE + "/password"): (200, _object(csrf=_TEXT, expires_at=_MOMENT)),
    ("PUT", _MINE + "/language"): (200, _object(language=_LANGUAGE)),
    ("GET", _MINE + "/sessions"): (200, _SESSIONS),
    ("DELETE", _MINE + "/sessions/{session}"): (204, None),
    ("GET", _ALL): (200, _USERS),
    ("POST", _ALL): (201, _USER),
    ("GET", _ONE): (200, _USER),
    ("PATCH", _ONE): (200, _USER),
    ("PUT", _ONE + "/posts"): (200, _USER),
    ("GET", _ONE + "/history"): (200, _object(data={"type": "array", "items": _LINE})),
    ("GET", _ONE + "/sessions"): (200, _SESSIONS),
    ("DELETE", _ONE + "/sessions"): (204, None),
    ("DELETE", _ONE + "/sessions/{session}"): (204, None),
}
_HANDOVER: Schema = _object(
    id=_TEXT,
    person=_TEXT,
    to={"type": "array", "items": _TEXT},
    split={"type": "array"},
    moved={"type": "integer"},
    back={"type": "integer"},
    left={"type": "array"},
    refused={"type": "array"},
)
_THINGS: Schema = {"type": "array", "items": {"type": "object"}}
_OVER = "/api/v1/handovers"
HANDOVER_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("POST", _OVER + "/plan"): (200, _object(person=_TEXT, held=_THINGS, to=_THINGS, nobody=_THINGS)),
    ("POST", _OVER): (201, _HANDOVER),
    ("GET", _OVER + "/{handover}"): (200, _HANDOVER),
    ("POST", _OVER + "/{handover}/continue"): (200, _HANDOVER),
    ("POST", _OVER + "/{handover}/undo"): (200, _HANDOVER),
}
_PEOPLE: Schema = {"type": "array", "items": _TEXT, "maxItems": 50}
_PART: Schema = {
    "type": "object",
    "required": ["to"],
    "additionalProperties": False,
    "properties": {
        "entity": _TEXT,
        "if": {},
        "to": {"oneOf": [_PEOPLE, _object(duty=_TEXT), _object(team=_TEXT)]},
        "by": {"enum": ["in_turn", "first", "least_loaded"]},
        "within": {"type": "array", "items": _TEXT},
        "on_duty": _TRUTH,
    },
}
_SPLIT: Schema = {"type": "array", "items": _PART, "maxItems": 20}
HANDOVER_BODIES: Mapping[tuple[str, str], Schema] = {
    ("POST", _OVER + "/plan"): _object(("person",), person=_TEXT, to=_PEOPLE, split=_SPLIT),
    ("POST", _OVER): _object(("person",), person=_TEXT, to=_PEOPLE, split=_SPLIT),
    ("POST", _OVER + "/{handover}/continue"): _object(()),
    ("POST", _OVER + "/{handover}/undo"): _object(()),
}
PEOPLE_BODIES: Mapping[tuple[str, str], Schema] = {
    ("POST", _MINE + "/password"): _object(password=_TEXT, new_password=_TEXT),
    ("PUT", _MINE + "/language"): _object(language=_LANGUAGE),
    ("POST", _ALL): _object(
        ("login",),
        login=_TEXT,
        name=_MAYBE,
        person=_MAYBE,
        language=_LANGUAGE,
        admin=_TRUTH_OR_NOT,
        posts=_POSTS,
    ),
    ("PATCH", _ONE): _object(
        (),
        login=_TEXT,
        name=_MAYBE,
        language=_LANGUAGE,
        active=_TRUTH_OR_NOT,
        admin=_TRUTH_OR_NOT,
        reset_password=_TRUTH_OR_NOT,
    ),
    ("PUT", _ONE + "/posts"): _object(posts=_POSTS),
}
