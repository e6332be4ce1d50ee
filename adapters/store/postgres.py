"""PostgreSQL through asyncpg: a lane for people's commands, one for bulk work, and a pool for reading.

A lost connection is opened again by whoever needs it next; in the meantime askers get StoreUnavailable at once.
"""

from collections.abc import Sequence
from typing import Any

import asyncpg

from adapters.store.database import Filling, InForce
from adapters.store.failure import Stale
from adapters.store.loading import Query, Rows
from adapters.store.postgres_errors import explained
from adapters.store.postgres_lane import Lane
from adapters.store.sql import Statement
from adapters.store.storage import POSTGRES
from adapters.store.wire import Connection, Pool, connect, create_pool
from engine.group.group import Run
from engine.group.picture import Picture
from engine.ports.store import StoreUnavailable

POOL = 6
TRIALS = 3  # of a transaction that lost against another one
STATEMENTS = 1_000  # prepared statements kept on a connection
SETTINGS = {
    "application_name": "pointsman",
    "jit": "off",
    "statement_timeout": "5000",
    "lock_timeout": "2000",
    "idle_in_transaction_session_timeout": "10000",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "default_transaction_isolation": "read committed",
}
# Commands run the same few statements on single rows: planning each anew would cost more than running it. How many rows
# a write holds is not known then; they are few, and no table is ever read as a whole to find them.
COMMANDS = {
    **SETTINGS,
    "plan_cache_mode": "force_generic_plan",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
}
OLDEST = 150_000  # unique rules in which absent values count as equal need PostgreSQL 15


class PostgresDatabase:
    """A PostgreSQL database."""

    flavour = POSTGRES

    def __init__(self, url: str) -> None:
        """``url``: ``postgresql://user:password@host:port/database``. Nothing is opened yet."""
        self._url = url
        self._in_force: InForce | None = None
        self._pool: Pool | None = None
        self._lanes = (Lane(self._connect), Lane(self._connect))

    async def start(self) -> None:
        """Open the pool; raises StoreUnavailable when there is no server or it is too old."""
        try:
            self._pool = await create_pool(self._url, SETTINGS, STATEMENTS, POOL)
            number = (await self.read(Statement("select current_setting('server_version_num')::int")))[0][0]
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise StoreUnavailable(str(error)) from error
        if number < OLDEST:
            raise StoreUnavailable("PostgreSQL 15 or newer is needed")

    def use(self, in_force: InForce) -> None:
        """Run commands on these tables from the next group on."""
        for lane in self._lanes:
            lane.use(in_force)

    async def submit(self, runs: Sequence[Run], *, bulk: bool = False) -> None:
        """Run commands in groups; returns after the commit."""
        await self._lanes[bulk].submit(runs)

    async def load(self, picture: Picture, queries: Sequence[Query]) -> None:
        """Answer queries on one connection of the pool."""
        statements = [Statement(query.text, query.parameters) for query in queries]
        for query, rows in zip(queries, await self._read(statements), strict=True):
            query.absorb(picture, rows)

    async def read(self, statement: Statement) -> Rows:
        """The rows of one reading statement."""
        return (await self._read([statement]))[0]

    async def write(self, statements: Sequence[Statement]) -> list[Rows]:
        """Run statements in one transaction; the rows of each. What lost against another transaction is tried again."""
        for trial in range(TRIALS):
            try:
                async with self._reading() as connection, connection.transaction():
                    return [await connection.fetch(one.text, *one.parameters) for one in statements]
            except Stale:
                if trial == TRIALS - 1:
                    raise
        raise AssertionError

    async def fill(self, tables: Sequence[Filling]) -> None:
        """Put many rows into tables, all in one transaction, however long it takes."""
        async with self._reading() as connection, connection.transaction():
            await connection.execute("set local statement_timeout = 0")
            for table, names, rows in tables:
                await connection.copy_records_to_table(table.name, records=rows, columns=names, timeout=None)

    async def close(self) -> None:
        """Write what waits, then close."""
        for lane in self._lanes:
            await lane.close()
        if self._pool is not None:
            await self._pool.close()

    async def _read(self, statements: Sequence[Statement]) -> list[Rows]:
        """The rows of each. A connection that was lost while it lay in the pool shows only when it is used: once more, then."""
        try:
            return await self._fetch(statements)
        except StoreUnavailable:
            return await self._fetch(statements)

    async def _fetch(self, statements: Sequence[Statement]) -> list[Rows]:
        async with self._reading() as connection:
            return [await connection.fetch(one.text, *one.parameters) for one in statements]

    async def _connect(self) -> Connection:
        return await connect(self._url, COMMANDS, STATEMENTS)

    def _reading(self) -> "_Borrowed":
        if self._pool is None:
            raise StoreUnavailable("the store is not open")
        return _Borrowed(self._pool)


class _Borrowed:
    """A connection of the pool for a while; what goes wrong with it is explained."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def __aenter__(self) -> Any:
        try:
            self._connection = await self._pool.acquire(timeout=3)
        except BaseException as error:
            raise explained(error) from error
        return self._connection

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        await self._pool.release(self._connection)
        if error is not None and (why := explained(error)) is not error:
            raise why from error
