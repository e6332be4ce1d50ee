"""One operation of the description: its parameters, body, answers and who may call it."""

from collections.abc import Mapping, Sequence

from engine.values.plain import Json
from server.access import Access
from server.openapi.fields import Schema
from server.openapi.shared import JSON, PROBLEM
from server.ways import Content, Way

_ALWAYS = (400, 401, 403, 404, 413, 415, 422, 429, 500, 503, 507)
_CHANGES = (409, 412, 428)
_UPLOADS = ("application/zip", "application/octet-stream")
_SECURITY: Mapping[Access, list[Json]] = {Access.EVERYONE: [], Access.PROGRAM: [{"token": []}]}
_INTEGERS = frozenset({"limit"})


def operation(
    way: Way,
    id: str,
    summary: str,
    answer: tuple[int, Schema | None],
    *,
    body: Schema | None = None,
    path: Mapping[str, Schema] | None = None,
    extra: Sequence[Json] = (),
) -> Schema:
    """The operation of a way. ``path``: its parameters in the address; ``extra``: further parameters."""
    status, schema = answer
    success: Schema = {"description": "Done."}
    if schema is not None:
        success["content"] = {JSON: {"schema": schema}}
    problems: Schema = {str(code): {"$ref": "#/components/responses/problem"} for code in _statuses(way)}
    made: Schema = {
        "operationId": id,
        "summary": summary,
        "parameters": [*_path(path or {}), *_query(way), *_headers(way), *extra],
        "responses": {str(status): success, **problems},
        "security": _SECURITY.get(way.access, [{"token": []}, {"session": [], "csrf": []}]),
    }
    sent = _body(way, body)
    return {**made, "requestBody": sent} if sent else made


def _statuses(way: Way) -> list[int]:
    changes = _CHANGES if way.method in ("POST", "PATCH", "PUT", "DELETE") else ()
    return sorted({*_ALWAYS, *changes, 405})


def _path(parameters: Mapping[str, Schema]) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name, schema in parameters.items()
    ]


def _query(way: Way) -> list[Json]:
    return [
        {"name": name, "in": "query", "description": text, "schema": _query_schema(name)}
        for name, text in way.query.items()
    ]


def _query_schema(name: str) -> Schema:
    if name in _INTEGERS:
        return {"type": "integer", "minimum": 1, "maximum": 200}
    return {"enum": ["true", "false"]} if name in ("count", "due") else {"type": "string"}


def _headers(way: Way) -> list[Json]:
    decides = way.path.endswith(("/decision", "/exceptions", "/bulk"))
    without = way.base != "/input" or way.path.endswith(("/duplicates", "/answers/{effect}"))
    if way.access is not Access.PROGRAM and without and not decides:
        return []
    key: Json = {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "A repeat with the same key and content gets the first answer again, for 24 hours.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    }
    match: Json = {
        "name": "If-Match",
        "in": "header",
        "required": way.method == "PATCH",
        "description": "The ETag of the version in hand.",
        "schema": {"type": "string", "pattern": r'^("[1-9][0-9]{0,8}"|\*)$'},
    }
    return [key] if decides or way.path.endswith(("/{entity}", "/{channel}")) else [key, match]


def _body(way: Way, schema: Schema | None) -> Schema | None:
    if way.content is Content.JSON:
        return {
            "required": bool((schema or {}).get("required")),
            "content": {JSON: {"schema": schema or {"type": "object"}}},
        }
    if way.content is Content.FORM:
        parts: Schema = {name: {"type": "string"} for name in way.parts}
        file: Schema = {"file": {"type": "string", "format": "binary"}, **parts}
        form: Schema = {"type": "object", "properties": file, "required": ["file"]}
        return {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    if way.content is Content.UPLOAD:
        binary: Schema = {"schema": {"type": "string", "format": "binary"}}
        return {"required": True, "content": dict.fromkeys(_UPLOADS, binary)}
    return None


PROBLEM_RESPONSE: Schema = {
    "description": "The answer is no; with all reasons.",
    "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/problem"}}},
}
