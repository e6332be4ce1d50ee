"""Passwords: Argon2id, a few at a time, so that hashing is no lever to bring the server down."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from typing_extensions import TypeVarTuple, Unpack

from server.problem_details import Refused
from server.problems import BUSY

Made = TypeVar("Made")
Given = TypeVarTuple("Given")
_AT_ONCE = 2 * (os.cpu_count() or 1)
_WAITING = 16 * _AT_ONCE
_RETRY_SECONDS = 2
LONGEST = 1_000
SHORTEST = 8

# Cost as OWASP names it for Argon2id: two passes over 19 MiB in one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)


class Passwords:
    """Hashes and verifies in threads of its own; who comes when too many wait is sent away at once."""

    def __init__(self) -> None:
        """Threads start with the first password."""
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="password")
        self._inside = 0
        self._nobody = ""

    async def hash(self, password: str) -> str:
        """The hash to be kept; raises ``Refused`` (503) when too many wait."""
        return await self._run(_HASHER.hash, password)

    async def verify(self, kept: str | None, password: str) -> bool:
        """Whether it is the password. Without a kept hash it takes just as long and is never."""
        if kept is None:
            self._nobody = self._nobody or await self.hash(os.urandom(16).hex())
            await self._run(_matches, self._nobody, password)
            return False
        return await self._run(_matches, kept, password)

    def outdated(self, kept: str) -> bool:
        """Whether a kept hash was made with another cost than is asked for now."""
        return _HASHER.check_needs_rehash(kept)

    def close(self) -> None:
        """Let the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[Unpack[Given]], Made], *arguments: *Given) -> Made:
        if self._inside >= _WAITING:
            raise Refused(
                503, BUSY, {"seconds": _RETRY_SECONDS}, headers={"Retry-After": str(_RETRY_SECONDS)}
            )
        self._inside += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)
        finally:
            self._inside -= 1


def _matches(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
