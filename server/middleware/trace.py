"""A trace for every request: the id that finds it again in logs, answers and what follows from it; and who sent it."""

import re
import secrets
from ipaddress import ip_address

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.settings import Network

_TRACEPARENT = re.compile(rb"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_NO_TRACE = "0" * 32


class Trace:
    """Puts ``trace_id`` and ``address`` into the state of the request, and the id into the answer.

    A W3C traceparent is gone on with. The address is the peer's; only a trusted proxy may name another.
    """

    def __init__(self, app: ASGIApp, trusted: tuple[Network, ...] = ()) -> None:
        """``trusted``: networks whose X-Forwarded-For is believed."""
        self._app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        trace_id = _trace_of(headers.get(b"traceparent", b""))
        state = scope.setdefault("state", {})
        state["trace_id"] = trace_id
        state["address"] = self._address(scope, headers.get(b"x-forwarded-for", b"").decode("latin-1"))
        head = (b"x-request-id", trace_id.encode())

        async def traced(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], head]
            await send(message)

        await self._app(scope, receive, traced)

    def _address(self, scope: Scope, forwarded: str) -> str:
        """From the right: the first address that is not a proxy of ours."""
        address = str(scope["client"][0]) if scope.get("client") else ""
        for part in reversed(forwarded.split(",")):
            if not part.strip() or not self._is_trusted(address):
                break
            address = part.strip()[:64]
        return address

    def _is_trusted(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._trusted)


def _trace_of(traceparent: bytes) -> str:
    found = _TRACEPARENT.fullmatch(traceparent)
    given = found[1].decode() if found else _NO_TRACE
    return secrets.token_hex(16) if given == _NO_TRACE else given
