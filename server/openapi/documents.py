"""Schemas of documents: what may be made of a record, what was, and how one looks."""

from collections.abc import Mapping

from engine.values.plain import Json
from server.openapi.fields import Schema
from server.openapi.shared import ref
from server.openapi.work import TITLES

_PLACE = "/api/v1/documents/{entity}/{id}"
_ONE = _PLACE + "/{document}/{language}"
PAPER_BYTES = _ONE + "/{number}"
PDF: Schema = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "integer"}


def _object(properties: Mapping[str, Json]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [*properties],
        "additionalProperties": False,
    }


_PAPER: Mapping[str, Json] = {
    "document": _TEXT,
    "language": _TEXT,
    "number": {**_NUMBER, "description": "Which version of the document in this language, from 1."},
    "name": _TEXT,
    "hash": {**_TEXT, "description": "Of what it tells: its first 12 figures stand on it."},
    "sha256": {**_TEXT, "description": "Of its bytes."},
    "size": _NUMBER,
    "pages": _NUMBER,
    "made_at": _TEXT,
    "made_by": _MAYBE,
    "signed_at": _MAYBE,
    "signed_by": _MAYBE,
}
_CURRENT: Schema = {"type": "boolean", "description": "Whether the record still says what stands in it."}
_OFFER = _object(
    {
        "id": _TEXT,
        "label": _TEXT,
        "languages": {"type": "array", "items": _TEXT},
        "allowed": {"type": "boolean"},
        "reasons": {"type": "array", "items": ref("reason")},
        "in_the_making": {
            "type": "boolean",
            "description": "Whether you may read it and it is still worked on.",
        },
    }
)
DOCUMENT_ANSWERS: Mapping[tuple[str, str], tuple[int, Schema | None]] = {
    ("GET", _PLACE): (
        200,
        _object(
            {
                "documents": {"type": "array", "items": _OFFER},
                "papers": {"type": "array", "items": _object({**_PAPER, "current": _CURRENT})},
                "titles": TITLES,
            }
        ),
    ),
    ("GET", _ONE): (
        200,
        _object(
            {
                "html": _TEXT,
                "name": _TEXT,
                "hash": _TEXT,
                "current": {
                    "type": ["integer", "null"],
                    "description": "The version that says the same, when it was made.",
                },
            }
        ),
    ),
    ("POST", _ONE): (201, _object(_PAPER)),
}
DOCUMENT_BODIES: Mapping[tuple[str, str], Schema] = {
    ("POST", _ONE): {"type": "object", "properties": {}, "additionalProperties": False},
}
