"""The JSON of a pack's files, before anybody asks what it means: path -> document, with the labels written out."""

from collections.abc import Mapping
from typing import cast

from engine.diagnostics.problem import Diagnostic
from engine.packs import problems
from engine.packs.files import TEXT as BOUNDS_OF_TEXT
from engine.packs.files import template_of
from engine.packs.shape import Schema, is_label, walk
from engine.values.json_text import Fault, Limits, parse, place
from engine.values.plain import Json

Document = Mapping[str, Json]
TEXT = "text"
"""The one key of a file that holds no JSON, such as a template."""


def document(path: str, content: bytes, limits: Limits = BOUNDS_OF_TEXT) -> Document | Diagnostic:
    """The JSON object that a file holds, or why it is not taken.

    A template is ``{"text": ...}``, its lines ended by line feeds.
    """
    if template_of(path):
        return _plain_text(path, content)
    parsed = parse(content, limits)
    if isinstance(parsed, Fault):
        text = "" if parsed.kind == "not_utf8" else content.decode()
        line, column = place(text, parsed.offset) if text else (1, parsed.offset + 1)
        data: dict[str, Json] = {**parsed.data, "line": line, "column": column}
        return Diagnostic(problems.JSON[parsed.kind], file=path, data=data)
    if not isinstance(parsed.value, Mapping):
        return Diagnostic(problems.NOT_AN_OBJECT, file=path)
    return parsed.value


def _plain_text(path: str, content: bytes) -> Document | Diagnostic:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        data: dict[str, Json] = {"line": 1, "column": error.start + 1}
        return Diagnostic(problems.JSON["not_utf8"], file=path, data=data)
    return {TEXT: text.removeprefix("\ufeff").replace("\r\n", "\n")}


def with_labels(value: Document, schema: Schema, language: str) -> Document:
    """The document with every label that is a bare text written as ``{language: text}``."""
    bare = {
        at for at, key, part, nodes in walk(schema, value) if isinstance(part, str) and is_label(key, nodes)
    }
    return cast("Document", _written(value, "", bare, language)) if bare else value


def without(value: Document, pointers: set[str]) -> Document:
    """The document without what stands at these pointers."""
    return cast("Document", _cut(value, "", pointers))


def _written(value: Json, at: str, bare: set[str], language: str) -> Json:
    if at in bare:
        return {language: value}
    if isinstance(value, Mapping):
        return {key: _written(inner, f"{at}/{_escaped(key)}", bare, language) for key, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner, f"{at}/{index}", bare, language) for index, inner in enumerate(value)]
    return value


def _cut(value: Json, at: str, pointers: set[str]) -> Json:
    if isinstance(value, Mapping):
        places = ((key, inner, f"{at}/{_escaped(key)}") for key, inner in value.items())
        return {key: _cut(inner, place, pointers) for key, inner, place in places if place not in pointers}
    if isinstance(value, list):
        places = ((inner, f"{at}/{index}") for index, inner in enumerate(value))
        return [_cut(inner, place, pointers) for inner, place in places if place not in pointers]
    return value


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
