"""One line of log and one count for each request: by the template of its route, never with what was in it."""

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.metrics import Metrics

_LOG = structlog.get_logger()
_QUIET = frozenset({"/livez", "/readyz", "/metrics"})


class Watch:
    """Measures every request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """``metrics`` takes the counts."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = time.perf_counter()
        try:
            await self._app(scope, receive, seen)
        finally:
            took = time.perf_counter() - began
            state = scope["state"]
            route = state.get("template", "none")
            self._metrics.request(scope["method"], route, status, took)
            if route not in _QUIET:
                _LOG.info(
                    "request",
                    method=scope["method"],
                    route=route,
                    status=status,
                    ms=round(took * 1000, 2),
                    trace_id=state.get("trace_id"),
                    account=state.get("account"),
                    code=state.get("code"),
                )
