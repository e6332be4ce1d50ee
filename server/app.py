"""The HTTP application: ways in, what stands in front of them, and the house behind them."""

from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from server.desk import Desk, Doors
from server.endpoint import Endpoint
from server.memory import settle_memory
from server.metrics import Metrics
from server.middleware.errors import Errors
from server.middleware.headers import SafeHeaders
from server.middleware.trace import Trace
from server.middleware.watch import Watch
from server.routes.every_way import EVERY_WAY
from server.settings import Settings
from server.ways import UndeclaredWay, Way

Opening = Callable[[], AbstractAsyncContextManager[Desk]]
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


class App(FastAPI):
    """FastAPI with our own few layers between a connection and a route, and none of those that it adds by itself.

    Each layer is paid for by every request; errors of every kind are answered by ours.
    """

    def __init__(self, settings: Settings, metrics: Metrics, lifespan: Lifespan | None) -> None:
        """Without routes yet."""
        super().__init__(
            title="Pointsman",
            openapi_url=None,
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
            lifespan=lifespan,
        )
        safe = SafeHeaders(Errors(self.router), https=settings.https)
        self._front: ASGIApp = Trace(Watch(safe, metrics), settings.trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or live from the start of the process to its end."""
        if scope["type"] == "lifespan":
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        await self._front(scope, receive, send)


def make_app(
    settings: Settings,
    metrics: Metrics,
    doors: Doors,
    opening: Opening | None = None,
    extra: Sequence[BaseRoute] = (),
) -> App:
    """The application.

    ``opening`` opens the house when the application starts and closes it when it ends; without one whoever made the
    ``doors`` opens them. ``extra``: routes beside the declared ways, such as the files of a web application.
    Raises ``UndeclaredWay`` for a route that nobody declared an access rule for.
    """
    app = App(settings, metrics, _lifespan(opening, doors) if opening else None)
    app.state.doors = doors
    app.router.routes.extend([*routes(EVERY_WAY, doors), *extra])
    check_declared(app.router.routes, {id(route) for route in extra})
    return app


def routes(ways: Iterable[Way], doors: Doors) -> list[BaseRoute]:
    """One route for each address, which knows all its methods."""
    by_path: dict[str, dict[str, Way]] = {}
    for way in ways:
        methods = by_path.setdefault(way.path, {})
        if way.method in methods:
            raise ValueError(f"{way.method} {way.path} is declared twice")
        methods[way.method] = way
    return [
        Route(path.replace("{id}", "{id:record}"), Endpoint(methods, doors), methods=[*methods])
        for path, methods in by_path.items()
    ]


class _RecordId(StringConvertor):
    """Whatever stands where an id may stand, but for the words that are addresses of their own."""

    regex = "(?!(?:search|duplicates|export|bulk)(?:/|$))[^/]+"


register_url_convertor("record", _RecordId())


def check_declared(served: Iterable[BaseRoute], known: set[int]) -> None:
    """Deny by default: every route leads to an endpoint of declared ways, or was handed in knowingly.

    Raises ``UndeclaredWay`` that names the others.
    """
    strangers = [
        str(getattr(route, "path", route))
        for route in served
        if id(route) not in known and not (isinstance(route, Route) and isinstance(route.endpoint, Endpoint))
    ]
    if strangers:
        raise UndeclaredWay(f"no access rule is declared for: {', '.join(strangers)}")


def _lifespan(opening: Opening, doors: Doors) -> Lifespan:
    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncGenerator[None]:
        async with opening() as desk:
            doors.open(desk)
            settle_memory()
            yield
            doors.close()

    return life
