"""Headers that every answer carries, so that a browser does no more with it than it should."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
_API = [
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
]
_POLICY = (
    b"default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-src 'self' blob:; "
    b"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_PAGES = [
    (b"content-security-policy", _POLICY),
]
_HTTPS = [(b"strict-transport-security", b"max-age=31536000")]


class SafeHeaders:
    """Adds them. What is under /api is never kept by a browser and never shown as a page."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        """``https``: whether browsers come by https."""
        self._app = app
        always = [*_ALWAYS, *(_HTTPS if https else [])]
        self._api, self._pages = [*always, *_API], [*always, *_PAGES]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = self._api if scope["path"].startswith("/api/") else self._pages

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(one for one in added if one[0] not in given)]
            await send(message)

        await self._app(scope, receive, safe)
