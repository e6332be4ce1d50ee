"""The whole description of the interface, for the release in force."""

from collections.abc import Iterable

from engine.packs.release import Release
from engine.values.plain import in_language
from server.openapi.approvals import APPROVAL_ANSWERS, APPROVAL_BODIES
from server.openapi.channels import channel_paths
from server.openapi.documents import DOCUMENT_ANSWERS, DOCUMENT_BODIES, PAPER_BYTES, PDF
from server.openapi.entities import EntityDescription
from server.openapi.fields import Schema
from server.openapi.forms import FORM_ANSWERS, FORM_BODIES
from server.openapi.limits import LIMIT_ANSWERS, LIMIT_BODIES
from server.openapi.metrics import METRIC_ANSWERS
from server.openapi.operations import PROBLEM_RESPONSE, operation
from server.openapi.packs import PACK_ANSWERS
from server.openapi.parameters import PARAMETER_ANSWERS, PARAMETER_BODIES
from server.openapi.people import HANDOVER_ANSWERS, HANDOVER_BODIES, PEOPLE_ANSWERS, PEOPLE_BODIES
from server.openapi.shared import ANSWERS, BODIES, SCHEMAS
from server.openapi.work import WORK_ANSWERS
from server.openapi.workspace import WORKSPACE_ANSWERS, WORKSPACE_BODIES
from server.ways import Way

CHANNEL = "/api/v1/inbound/{channel}"
_RECORDS = "/api/v1/records/"
_ANSWERS = {
    **ANSWERS,
    **PEOPLE_ANSWERS,
    **HANDOVER_ANSWERS,
    **APPROVAL_ANSWERS,
    **LIMIT_ANSWERS,
    **METRIC_ANSWERS,
    **PARAMETER_ANSWERS,
    **PACK_ANSWERS,
    **WORK_ANSWERS,
    **WORKSPACE_ANSWERS,
    **DOCUMENT_ANSWERS,
    **FORM_ANSWERS,
}
_BODIES = {
    **BODIES,
    **PEOPLE_BODIES,
    **HANDOVER_BODIES,
    **APPROVAL_BODIES,
    **LIMIT_BODIES,
    **PARAMETER_BODIES,
    **WORKSPACE_BODIES,
    **DOCUMENT_BODIES,
    **FORM_BODIES,
}
_OUTSIDE = frozenset({"/metrics"})  # it is text, for one kind of reader
_STREAM: Schema = {"text/event-stream": {"schema": {"type": "string"}}}
_STREAMS = frozenset({"/api/v1/events"})


def openapi(release: Release, ways: Iterable[Way], cookie: str, language: str) -> Schema:
    """The OpenAPI 3.1 document; ``cookie`` is the name of the session's, ``language`` that of labels."""
    listed = [*ways]
    by_place = {(way.method, way.path): way for way in listed}
    schemas: Schema = dict(SCHEMAS)
    paths: Schema = {}
    for entity in release.entities.values():
        described = EntityDescription(release, entity, language, by_place)
        schemas.update(described.schemas())
        if entity.part_of is None:
            paths.update(described.paths())
    inbound = by_place["POST", CHANNEL]
    paths.update(channel_paths(release.channels.values(), inbound, language))
    for way in listed:
        if not way.path.startswith(_RECORDS) and way.path not in _OUTSIDE:
            _add(paths, way)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Pointsman: {in_language(release.label, language, release.pack)}",
            "version": release.version,
            "description": "Errors are problem details (RFC 9457). Money and decimals are texts, moments RFC 3339 in UTC.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {"problem": PROBLEM_RESPONSE},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": cookie},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
            },
        },
    }


def _add(paths: Schema, way: Way) -> None:
    place = (way.method, way.path)
    names = [part[1:-1] for part in way.path.split("/") if part.startswith("{")]
    id = ".".join(part.strip("{}") for part in way.path.removeprefix("/api/v1").split("/") if part)
    described = operation(
        way,
        f"{way.method.lower()}.{id}",
        way.doc,
        _ANSWERS.get(place, (200, {"type": "object"})),
        body=_BODIES.get(place),
        path={name: {"type": "string"} for name in names},
    )
    responses = described["responses"]
    if way.path in _STREAMS and isinstance(responses, dict):
        responses["200"] = {"description": "Events, as long as the client listens.", "content": _STREAM}
    if way.path == PAPER_BYTES and isinstance(responses, dict):
        responses["200"] = {"description": "The file.", "content": PDF}
    methods = paths.setdefault(way.path, {})
    if isinstance(methods, dict):
        methods[way.method.lower()] = described
