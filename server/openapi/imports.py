"""What imports answer: a look at a file, how an import goes, what became of its rows."""

from collections.abc import Mapping

from server.openapi.fields import Schema

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "integer"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_COUNTS: Schema = {"type": "object", "additionalProperties": _NUMBER}


def _object(required: Mapping[str, Schema], maybe: Mapping[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(maybe or {})},
        "required": [*required],
        "additionalProperties": False,
    }


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item}


_LABEL: Schema = {"type": "object", "additionalProperties": _TEXT}
_WHY: Schema = {
    "type": "object",
    "properties": {
        "code": _TEXT,
        "pointer": _TEXT,
        "text": _LABEL,
        "fix": _LABEL,
        "data": {"type": "object"},
    },
    "required": ["code", "text"],
}
_WHY_NOT: Schema = {"oneOf": [{"$ref": "#/components/schemas/reason"}, {"type": "null"}]}
_ROW: Schema = _object(
    {
        "row": _NUMBER,
        "state": _TEXT,
        "record": _MAYBE,
        "reasons": {"type": ["array", "null"], "items": _WHY},
        "cells": {"type": "object"},
    },
    {"values": {"type": "object"}},
)
_REPORT: Schema = {
    "type": "object",
    "properties": {
        "id": _MAYBE,
        "total": _NUMBER,
        "counts": _COUNTS,
        "due": _COUNTS,
        "refused": _list(_ROW),
        "first": {"type": "object", "additionalProperties": _list(_ROW)},
        "notes": _list(_object({"code": _TEXT, "text": _TEXT})),
    },
    "required": ["id"],
    "additionalProperties": False,
}
_JOB_PARTS: Mapping[str, Schema] = {
    "id": _TEXT,
    "entity": _TEXT,
    "state": {"enum": ["running", "stopped", "done", "undone"]},
    "mode": _TEXT,
    "file": _MAYBE,
    "total": _NUMBER,
    "done": _NUMBER,
    "refused": _NUMBER,
    "created_at": _TEXT,
    "created_by": _MAYBE,
    "ended_at": _MAYBE,
}
_LOOK: Schema = _object(
    {
        "kind": {"enum": ["csv", "xlsx"]},
        "encoding": _TEXT,
        "delimiter": _TEXT,
        "sheet": _TEXT,
        "sheets": _TEXTS,
        "rows": _NUMBER,
        "columns": _list(
            _object({"header": _TEXT, "field": _MAYBE, "remembered": {"type": "boolean"}, "samples": _TEXTS})
        ),
        "keys": _list(_TEXTS),
        "strategy": _MAYBE,
        "fields": _list(_object({"id": _TEXT, "required": {"type": "boolean"}})),
        "duplicate_of": _MAYBE,
        "targets": _object(
            {
                "person": {
                    "oneOf": [
                        _object({"transition": _TEXT, "form": _TEXT, "field": _TEXT, "why": _WHY_NOT}),
                        {"type": "null"},
                    ]
                },
                "pools": _list(_object({"id": _TEXT, "label": _TEXT, "why": _WHY_NOT})),
            }
        ),
    }
)
_ALL, _ONE = "/api/v1/imports", "/api/v1/imports/{import}"
IMPORT_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("POST", _ALL): (200, _REPORT),
    ("GET", _ALL): (200, _object({"data": _list(_object(_JOB_PARTS))})),
    ("POST", _ALL + "/look"): (200, _LOOK),
    ("GET", _ONE): (200, _object({**_JOB_PARTS, "counts": _COUNTS, "rows": _list(_ROW)})),
    ("GET", _ONE + "/result"): (200, None),
    ("POST", _ONE + "/undo"): (200, _object({"id": _TEXT, "removed": _NUMBER, "restored": _NUMBER})),
}
