"""The part of asyncpg that the store uses, with types: asyncpg has none of its own."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, cast

import asyncpg

Rows = Sequence[Sequence[Any]]


class Connection(Protocol):
    """One connection."""

    async def fetch(self, text: str, *parameters: object) -> Rows:
        """Run a statement; its rows."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[object]:
        """What happens inside happens as one, or not at all."""
        ...

    def is_closed(self) -> bool:
        """Whether it was closed or lost."""
        ...

    async def close(self) -> None:
        """Close it."""
        ...

    def get_server_pid(self) -> int:
        """The process of the server that serves it."""
        ...

    def terminate(self) -> None:
        """Close it at once, whatever it is doing."""
        ...


class Pool(Protocol):
    """Several connections."""

    async def acquire(self, *, timeout: float) -> Connection:  # noqa: ASYNC109 - asyncpg's own
        """Borrow one."""
        ...

    async def release(self, connection: Connection) -> None:
        """Give one back."""
        ...

    async def close(self) -> None:
        """Close all."""
        ...


async def connect(url: str, settings: Mapping[str, str], statements: int) -> Connection:
    """Open a connection that keeps this many prepared statements."""
    opened: Any = await cast("Any", asyncpg).connect(
        url,
        server_settings=dict(settings),
        statement_cache_size=statements,
        max_cached_statement_lifetime=0,
        command_timeout=60,
        timeout=5,
    )
    return cast("Connection", opened)


async def create_pool(url: str, settings: Mapping[str, str], statements: int, most: int) -> Pool:
    """Open a pool of at most ``most`` connections."""
    opened: Any = await cast("Any", asyncpg).create_pool(
        url,
        server_settings=dict(settings),
        statement_cache_size=statements,
        min_size=1,
        max_size=most,
        command_timeout=60,
        timeout=5,
        reset=_nothing_to_reset,
    )
    return cast("Pool", opened)


async def _nothing_to_reset(_connection: object) -> None:
    """Nobody changes the session of a borrowed connection; the usual reset would be a round trip after each reading."""
