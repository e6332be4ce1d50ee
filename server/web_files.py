"""The web application as it was built: files by name, kept by browsers, and one page for every address of the application."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

_PAGE = "index.html"
_ASSETS = "assets/"
_API = "/api/"
_FOREVER = "public, max-age=31536000, immutable"  # names under assets/ hold a hash of what is in them
_ASK_FIRST = "no-cache"
# The better first.
_TWINS = (("br", ".br"), ("gzip", ".gz"))
# Where it lies: in an installed package beside this file, in a checkout where it is built.
_PLACES = (Path(__file__).parent / "_web", Path(__file__).parents[1] / "web" / "dist")


@dataclass(frozen=True, slots=True)
class _File:
    """A file and its compressed twins, by content encoding."""

    place: Path
    media_type: str
    cache: str
    twins: Mapping[str, Path]


def web_routes() -> list[BaseRoute]:
    """The routes of the web application; none where it has not been built."""
    folder = next((place for place in _PLACES if (place / _PAGE).is_file()), None)
    return [] if folder is None else [WebRoute(folder)]


class WebRoute(Route):
    """Every address but those of the interface: what a client asks there is answered as without a web application."""

    def __init__(self, folder: Path) -> None:
        """The folder of what was built."""
        super().__init__("/{path:path}", WebFiles(folder), methods=["GET", "HEAD"])

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.NONE, {}) if scope["path"].startswith(_API) else super().matches(scope)


class WebFiles:
    """An ASGI application for the files of one folder. What is not a file is an address inside the application."""

    def __init__(self, folder: Path) -> None:
        """Only what lies there now is served, so no address can reach out of the folder."""
        self._files = {
            name: _file(place, name)
            for place in sorted(folder.rglob("*"))
            if place.is_file() and not place.name.endswith((".br", ".gz"))
            for name in [place.relative_to(folder).as_posix()]
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        wanted = scope["path"].lstrip("/")
        found = self._files.get(wanted)
        if found is None and not wanted.startswith(_ASSETS):
            found = self._files[_PAGE]
        answer = Response(status_code=404) if found is None else _answer(found, scope)
        await answer(scope, receive, send)


def _file(place: Path, name: str) -> _File:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    twins = {
        encoding: twin
        for encoding, ending in _TWINS
        if (twin := place.with_name(place.name + ending)).is_file()
    }
    return _File(place, media_type, _FOREVER if name.startswith(_ASSETS) else _ASK_FIRST, twins)


def _answer(found: _File, scope: Scope) -> Response:
    accepted = {
        part.partition(";")[0].strip()
        for name, value in scope["headers"]
        if name == b"accept-encoding"
        for part in value.decode("latin-1").split(",")
    }
    encoding = next((one for one in found.twins if one in accepted), None)
    headers = {"Cache-Control": found.cache, "Vary": "Accept-Encoding"}
    if encoding is not None:
        headers["Content-Encoding"] = encoding
    place = found.place if encoding is None else found.twins[encoding]
    return FileResponse(place, headers=headers, media_type=found.media_type)
