"""One request as a handler sees it: who calls, with which input, and everything that is read from headers."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

from engine.facts.scene import Scene
from engine.ports.store import Idempotency
from engine.values.plain import Json
from server.desk import Desk
from server.house import House
from server.problem_details import Refused, language_of
from server.problems import BAD_IF_MATCH, BAD_KEY, BAD_QUERY, NO_IF_MATCH, UNKNOWN_KEY
from server.sign_in.caller import Caller

_ETAG = re.compile(r'"([1-9][0-9]{0,17})"')
_MOST_PAIRS = 200
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(slots=True)
class Call:
    """``body`` is the JSON object that was sent (empty without one), ``raw`` its bytes or those of an upload."""

    desk: Desk
    method: str
    path: str
    headers: Mapping[str, str]
    query_string: bytes
    path_params: Mapping[str, str]
    address: str
    found_caller: Caller | None = None
    body: Mapping[str, Json] | None = None
    raw: bytes = b""

    @property
    def house(self) -> House:
        """The house that is asked."""
        return self.desk.house

    @property
    def caller(self) -> Caller:
        """Who calls; only ways that need a sign-in ask."""
        if self.found_caller is None:
            raise RuntimeError("a way that is open to everyone asked who calls")
        return self.found_caller

    @property
    def scene(self) -> Scene:
        """The circumstances of this ask, fixed now."""
        return self.house.scene(self.caller.actor)

    @property
    def language(self) -> str:
        """``en`` or ``zh-CN``."""
        return language_of(self.headers.get("accept-language", ""))

    def query(self) -> list[tuple[str, str]]:
        """The pairs behind the question mark, in order; refused when they are no text."""
        text = self.query_string.decode(errors="replace")
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_PAIRS)
        except ValueError:
            raise Refused(422, BAD_QUERY) from None
        if any("\0" in name or "\0" in value for name, value in pairs):
            raise Refused(422, BAD_QUERY)
        return pairs

    def only(self, allowed: Sequence[str]) -> dict[str, str]:
        """The query as a mapping of these names; any other name, or one that is given twice, is refused."""
        found: dict[str, str] = {}
        for name, value in self.query():
            if name not in allowed or name in found:
                raise Refused(422, UNKNOWN_KEY, {"name": name[:100]})
            found[name] = value
        return found

    def said(self, *allowed: str) -> Mapping[str, Any]:
        """The body as a mapping of these names; any other name is refused with its place."""
        body = cast("Mapping[str, Any]", self.body or {})
        for name in body:
            if name not in allowed:
                raise Refused(
                    422, UNKNOWN_KEY, {"name": name[:100]}, "/" + name.replace("~", "~0").replace("/", "~1")
                )
        return body

    def version(self, *, required: bool) -> int | None:
        """The version that If-Match names; ``*`` and (unless ``required``) nothing mean any."""
        given = self.headers.get("if-match", "").strip()
        if given == "*" or (not given and not required):
            return None
        if not given:
            raise Refused(428, NO_IF_MATCH)
        found = _ETAG.fullmatch(given)
        if found is None:
            raise Refused(422, BAD_IF_MATCH)
        return int(found[1])

    def idempotency(self) -> Idempotency | None:
        """The key of the request, bound to who calls, with a hash of everything that was asked."""
        key = self.headers.get("idempotency-key")
        if key is None:
            return None
        if not _KEY.fullmatch(key):
            raise Refused(422, BAD_KEY)
        asked = hashlib.sha256(f"{self.method} {self.path}\n".encode() + self.raw).hexdigest()
        return Idempotency(self.caller.account.id, key, asked)


def etag(version: object) -> dict[str, str]:
    """The header that names a version."""
    return {"ETag": f'"{version}"'}
