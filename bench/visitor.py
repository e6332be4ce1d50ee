"""One person at one connection, who asks the same thing again and again: how long each answer takes."""

import http.client
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bench.machine import Processes


@dataclass(frozen=True)
class Took:
    """Milliseconds of each answer, and CPU milliseconds of the server for one of them."""

    each: Sequence[float]
    cpu: float

    def at(self, percent: int) -> float:
        """The time within which so many in a hundred came."""
        ordered = sorted(self.each)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


class Visitor:
    """Asks with the token of a person."""

    def __init__(self, url: str, secret: str) -> None:
        """``url`` of the server, ``secret`` the token."""
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=120)
        self._headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}

    def ask(
        self, path: str, method: str = "GET", body: object = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        """The answer; raises RuntimeError when it is a refusal."""
        sent = None if body is None else json.dumps(body)
        self._connection.request(method, path, sent, {**self._headers, **(headers or {})})
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= http.client.BAD_REQUEST:
            raise RuntimeError(f"{method} {path}: {answer.status} {content.decode(errors='replace')[:500]}")
        return json.loads(content) if content else None

    def time(self, paths: Sequence[str], times: int, server: Processes) -> Took:
        """Ask for all of these, one after the other, so many times after a first that does not count."""
        self._all(paths)
        each: list[float] = []
        spent = server.cpu_seconds()
        for _ in range(times):
            began = time.perf_counter()
            self._all(paths)
            each.append(1000 * (time.perf_counter() - began))
        return Took(each, 1000 * (server.cpu_seconds() - spent) / times)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _all(self, paths: Sequence[str]) -> None:
        for path in paths:
            self.ask(path)
