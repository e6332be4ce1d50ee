"""The description of the interface as it is now."""

from collections.abc import Sequence
from functools import lru_cache

from engine.packs.release import Release
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.json_out import dump
from server.openapi.document import openapi
from server.ways import Answer, Way


class Described:
    """Describes the ways it is given, itself among them; a description is made once for each release and language."""

    def __init__(self, others: Sequence[Way]) -> None:
        """``others``: every other way."""
        self.way = Way(
            "GET",
            "/api/v1/openapi.json",
            self.get,
            Access.SIGNED_IN,
            TokenScope.READ,
            "The description of the interface for the packs in force (OpenAPI 3.1).",
        )
        self._ways = (*others, self.way)
        self._made = lru_cache(maxsize=8)(self._make)

    async def get(self, call: Call) -> Answer | Refusal:
        """The OpenAPI document."""
        call.only(())
        key = _Key(call.house.live)
        return Answer(content=self._made(key, call.desk.sign_in.cookies.name, call.language))

    def _make(self, key: "_Key", cookie: str, language: str) -> bytes:
        return dump(openapi(key.release, self._ways, cookie, language))


class _Key:
    """A release as a key of the cache, equal by its id."""

    def __init__(self, release: Release) -> None:
        self.release = release

    def __hash__(self) -> int:
        return hash(self.release.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.release.id == self.release.id
