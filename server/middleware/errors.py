"""Whatever is raised on the way becomes the one shape of errors; what was a bug is logged with its trace."""

import structlog
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.diagnostics.refuse import reason
from engine.ports.store import BadCursor, StoreUnavailable
from server.endpoint import ClientGone
from server.problem_details import Refused, response
from server.problems import BAD_CURSOR, DISK_FULL, INTERNAL, NO_METHOD, NO_ROUTE, UNAVAILABLE, UNSURE

_LOG = structlog.get_logger()
_RETRY = {"Retry-After": "2"}


class Errors:
    """Answers for what was raised, unless an answer has begun."""

    def __init__(self, app: ASGIApp) -> None:
        """Around everything that may raise."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except ClientGone:
            scope["state"]["code"] = "server.client_gone"
        except Exception as error:
            if begun:
                raise
            await answer_for(scope, error)(scope, receive, send)


def answer_for(scope: Scope, error: Exception) -> Response:
    """The answer to a request that ended with an exception."""
    match error:
        case Refused():
            found = response(scope, error.status, error.reasons, error.headers)
            code = error.reasons[0].code
        case StoreUnavailable():
            status, problem = (
                (507, DISK_FULL) if error.full else (503, UNSURE if error.unsure else UNAVAILABLE)
            )
            _LOG.warning("store_unavailable", why=type(error).__name__, unsure=error.unsure, full=error.full)
            found, code = response(scope, status, (reason(problem),), _RETRY), problem.code
        case BadCursor():
            found, code = response(scope, 422, (reason(BAD_CURSOR),)), BAD_CURSOR.code
        case HTTPException(status_code=404):
            found, code = response(scope, 404, (reason(NO_ROUTE),)), NO_ROUTE.code
        case HTTPException(status_code=405):
            allowed = (error.headers or {}).get("Allow", "")
            told = reason(NO_METHOD, {"method": scope["method"], "allowed": allowed})
            found, code = response(scope, 405, (told,), error.headers), NO_METHOD.code
        case _:
            _LOG.error("fault", trace_id=scope["state"].get("trace_id"), exc_info=error)
            found, code = response(scope, 500, (reason(INTERNAL),)), INTERNAL.code
    scope["state"]["code"] = code
    return found
