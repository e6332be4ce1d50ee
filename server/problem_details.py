"""The one shape of every error (RFC 9457): in the asked language, with all reasons, by place, and a trace id."""

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.responses import Response

from engine.diagnostics.problem import Diagnostic, Problem
from engine.diagnostics.refuse import reason
from engine.values.plain import Json, Label, in_language
from engine.values.refusal import Kind, Reason, Refusal
from server.json_out import dump

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:pointsman:problem:"
ENGLISH, CHINESE = "en", "zh-CN"

STATUS: Mapping[Kind, int] = {
    Kind.INVALID: 422,
    Kind.FORBIDDEN: 403,
    Kind.MISSING: 404,
    Kind.CONFLICT: 409,
    Kind.STALE: 412,
    Kind.CONFIRM: 409,
}
_TITLES: Mapping[int, Label] = {
    400: {"en": "The request is not right", "zh-CN": "请求有误"},
    401: {"en": "Not signed in", "zh-CN": "未登录"},
    403: {"en": "Not allowed", "zh-CN": "没有权限"},
    404: {"en": "Not there", "zh-CN": "不存在"},
    405: {"en": "Not possible here", "zh-CN": "不支持的方法"},
    409: {"en": "Not possible now", "zh-CN": "当前不能执行"},
    412: {"en": "Changed by somebody else", "zh-CN": "已被他人修改"},
    413: {"en": "Too large", "zh-CN": "内容过大"},
    415: {"en": "Another type of content is expected", "zh-CN": "内容类型不符"},
    422: {"en": "The input is not right", "zh-CN": "输入有误"},
    428: {"en": "A version is needed", "zh-CN": "需要版本号"},
    429: {"en": "Too many attempts", "zh-CN": "尝试次数过多"},
    500: {"en": "A fault of the server", "zh-CN": "服务器错误"},
    503: {"en": "Not available at the moment", "zh-CN": "暂时不可用"},
    507: {"en": "No room left", "zh-CN": "存储空间已满"},
}


class Refused(Exception):
    """Leaves a request early with a problem; used by what stands before a route, never by the engine."""

    def __init__(
        self,
        status: int,
        problem: Problem,
        data: Mapping[str, Json | Label] | None = None,
        pointer: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """``data`` fills the sentences of the problem."""
        super().__init__(problem.code)
        self.status = status
        self.reasons = (reason(problem, data, pointer),)
        self.headers = dict(headers or {})


def language_of(accept: str) -> str:
    """``zh-CN`` or ``en`` for an Accept-Language header: the first of the most wanted that is one of the two."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept.split(",")[:20]):
        name, _, quality = part.strip().partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=")) if quality else 1.0
        except ValueError:
            continue
        spoken = name.strip().lower().split("-")[0]
        if spoken in ("zh", "en") and weight > 0:
            wanted.append((-weight, place, CHINESE if spoken == "zh" else ENGLISH))
    return min(wanted)[2] if wanted else ENGLISH


def of_refusal(refusal: Refusal, base: str = "") -> tuple[int, tuple[Reason, ...]]:
    """Status and reasons of a refusal of the engine; ``base`` is where its input stands in the request (``/input``)."""
    if refusal.kind is not Kind.INVALID or not base:
        return STATUS[refusal.kind], refusal.reasons
    moved = (Reason(one.code, one.text, base + one.pointer, one.fix, one.data) for one in refusal.reasons)
    return STATUS[refusal.kind], tuple(moved)


def body(
    status: int, reasons: tuple[Reason, ...], language: str, instance: str, trace_id: str
) -> dict[str, Json]:
    """The problem as JSON; its code is that of the first reason."""
    first = reasons[0]
    return {
        "type": TYPE + first.code,
        "title": in_language(_TITLES[status], language),
        "status": status,
        "detail": in_language(first.text, language),
        "instance": instance,
        "code": first.code,
        "reasons": [reason_json(one, language) for one in reasons],
        "errors": [
            {"pointer": one.pointer, "code": one.code, "detail": in_language(one.text, language)}
            for one in reasons
            if one.pointer or status == STATUS[Kind.INVALID]
        ],
        "trace_id": trace_id,
    }


def diagnostic_reason(one: Diagnostic) -> Reason:
    """A fault of a definition or a file as a reason."""
    languages = (ENGLISH, CHINESE)
    data: dict[str, Json] = {**one.data, "file": one.file, "pointer": one.pointer}
    return Reason(
        one.code,
        {language: one.text(language) for language in languages},
        "",
        {language: one.hint(language) for language in languages} if one.hint(ENGLISH) else {},
        data,
    )


def response(
    scope: Mapping[str, Any],
    status: int,
    reasons: Iterable[Reason],
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The problem as an answer to the request of this ASGI scope."""
    state: Mapping[str, Any] = scope.get("state", {})
    sent = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    language = language_of(sent)
    made = body(status, tuple(reasons), language, str(scope["path"]), str(state.get("trace_id", "")))
    return Response(
        dump(made),
        status,
        {**(headers or {}), "Content-Language": language, "Vary": "Accept-Language"},
        MEDIA_TYPE,
    )


def reason_json(one: Reason, language: str) -> Json:
    """A reason in one language."""
    told: dict[str, Json] = {"code": one.code, "text": in_language(one.text, language)}
    if one.fix:
        told["fix"] = in_language(one.fix, language)
    if one.pointer:
        told["pointer"] = one.pointer
    if one.data:
        told["data"] = dict(one.data)
    return told
