"""Answers about publishing packs."""

from collections.abc import Mapping

from engine.values.plain import Json
from server.openapi.fields import Schema
from server.openapi.shared import DIAGNOSTIC

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "integer"}
_TRUTH: Schema = {"type": "boolean"}
_REASON: Schema = {"type": "object", "additionalProperties": True}


def _object(**properties: Json) -> Schema:
    return {"type": "object", "properties": properties, "required": [*properties]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


PACK_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema]] = {
    ("POST", "/api/v1/packs/{pack}/publish"): (
        200,
        _object(pack=_TEXT, version=_TEXT, release=_TEXT, number=_NUMBER, changed=_TRUTH),
    ),
    ("POST", "/api/v1/packs/{pack}/plan"): (
        200,
        _object(
            ready=_TRUTH,
            unchanged=_TRUTH,
            pack=_TEXT,
            version=_TEXT,
            release=_TEXT,
            changes=_list(_TEXT),
            tables=_list(_TEXT),
            in_flight=_list(_object(entity=_TEXT, state=_TEXT, count=_NUMBER, target=_MAYBE)),
            due=_list(_object(entity=_TEXT, name=_MAYBE, count=_NUMBER)),
            diagnostics=_list(DIAGNOSTIC),
            reasons=_list(_REASON),
        ),
    ),
}
