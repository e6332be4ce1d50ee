"""From a request to a handler and back: who calls, may they come this way, what do they bring; then one shape of answers."""

from collections.abc import Mapping

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from engine.facts.answers import missing, no_entity
from engine.records.accept import ID
from engine.values.json_text import FAULTS, Fault, Limits, parse
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server.access import Access
from server.call import Call
from server.desk import Doors
from server.json_out import dump
from server.problem_details import Refused, of_refusal, response
from server.problems import NOT_AN_OBJECT, NOT_JSON, TOO_LARGE, WRONG_TYPE
from server.streamed import Streamed
from server.ways import Answer, Content, Way

_DRAINED = 8  # times the limit
_BARE = frozenset({204, 304})  # answers without content
_EXPECTED = {
    Content.UPLOAD: ("application/zip", "application/octet-stream"),
    Content.FORM: ("multipart/form-data",),
}


class Endpoint:
    """Serves the ways of one address. An ASGI application; raises ``Refused`` for what stands in front of a handler."""

    def __init__(self, ways: Mapping[str, Way], doors: Doors) -> None:
        """``ways`` by method."""
        self._ways = ways
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        way = self._ways["GET" if scope["method"] == "HEAD" else scope["method"]]
        scope.setdefault("state", {})["template"] = way.path
        headers = _headers(scope)
        desk = self._doors.desk
        call = Call(
            desk,
            scope["method"],
            scope["path"],
            headers,
            scope["query_string"],
            scope["path_params"],
            scope["state"].get("address", ""),
        )
        if way.access is not Access.EVERYONE:
            call.found_caller = await desk.sign_in.caller(headers, scope["method"], way.access, way.scope)
            scope["state"]["account"] = call.caller.account.id
        if way.content is not Content.NONE:
            uploads = _EXPECTED.get(way.content)
            limit = desk.settings.largest_upload if uploads else desk.settings.largest_body
            if uploads:
                _expect(headers, uploads)
            call.raw = await _read(receive, limit)
            call.body = None if uploads else _json(headers, call.raw, limit)
        answer = _no_such_place(call) or await way.handler(call)
        made = _refusal(scope, way, answer) if isinstance(answer, Refusal) else _response(answer)
        await made(scope, receive, send)


def _headers(scope: Scope) -> Mapping[str, str]:
    """Headers by their names in lower case; of one that is sent twice, the first counts."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])}


def _no_such_place(call: Call) -> Refusal | None:
    """The answer for an entity or an id that there cannot be; the store is not asked for it."""
    if any("\0" in given for given in call.path_params.values()):
        return missing()
    entity, id = call.path_params.get("entity"), call.path_params.get("id")
    if entity is not None and entity not in call.house.live.entities:
        return no_entity(entity[:100])
    return missing() if id is not None and not ID.fullmatch(id) else None


def _response(answer: Answer) -> Response | Streamed:
    if answer.stream is not None:
        return Streamed(answer.stream, answer.headers, answer.media_type)
    content = answer.content
    if content is None:
        content = b"" if answer.status in _BARE else dump(answer.body)
    return Response(content, answer.status, dict(answer.headers), answer.media_type)


def _refusal(scope: Scope, way: Way, refusal: Refusal) -> Response:
    status, reasons = of_refusal(refusal, way.base)
    scope["state"]["code"] = reasons[0].code
    return response(scope, status, reasons)


async def _read(receive: Receive, limit: int) -> bytes:
    """The whole body; it stops reading as soon as there is too much of it."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        part: bytes = message.get("body", b"")
        size += len(part)
        more = bool(message.get("more_body", False))
        if size > limit:
            await _drain(receive, limit * _DRAINED, more=more)
            raise Refused(413, TOO_LARGE, {"limit": limit}, headers={"Connection": "close"})
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


async def _drain(receive: Receive, most: int, *, more: bool) -> None:
    """Read on without keeping anything: who is still sending would not hear the answer. Up to a bound."""
    size = 0
    while more and size < most:
        message = await receive()
        size += len(message.get("body", b""))
        more = bool(message.get("more_body", False))


class ClientGone(Exception):
    """The client closed the connection before it had sent everything."""


def _expect(headers: Mapping[str, str], expected: tuple[str, ...]) -> None:
    found = headers.get("content-type", "").partition(";")[0].strip().lower()
    if found not in expected:
        data: dict[str, Json] = {"expected": ", ".join(expected), "found": found or "-"}
        raise Refused(415, WRONG_TYPE, data, headers={"Accept": ", ".join(expected)})


def _json(headers: Mapping[str, str], raw: bytes, limit: int) -> Mapping[str, Json]:
    if not raw:
        return {}
    _expect(headers, ("application/json",))
    parsed = parse(raw, Limits(size=limit))
    if isinstance(parsed, Fault):
        said = {language: _filled(parsed, language) for language in ("en", "zh-CN")}
        raise Refused(400, NOT_JSON, {"detail": said, "offset": parsed.offset})
    if not isinstance(parsed.value, Mapping):
        raise Refused(422, NOT_AN_OBJECT)
    return parsed.value


def _filled(fault: Fault, language: str) -> str:
    text = in_language(FAULTS[fault.kind], language)
    for name, value in fault.data.items():
        text = text.replace("{" + name + "}", str(value)[:200])
    return text
