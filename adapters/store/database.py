"""What both databases do, and what they are given for the tables in force."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Table

from adapters.store.loading import Loader, Query, Rows
from adapters.store.sql import Statement
from adapters.store.statements import Statements
from adapters.store.storage import Flavour
from adapters.store.tables import Tables
from adapters.store.writing import Writer
from engine.group.group import Run
from engine.group.picture import Picture
from engine.group.reads import SetReads

# A table, its columns, and rows in the order of these columns, as the database keeps values.
Filling = tuple[Table, Sequence[str], Iterable[Sequence[Any]]]
GROUP = 64  # commands in one transaction, at most


@dataclass(frozen=True, slots=True)
class InForce:
    """Everything the command path needs for the tables of the newest release; replaced whole when one is installed."""

    tables: Tables
    sets: Mapping[str, SetReads]
    statements: Statements
    loader: Loader
    writer: Writer

    def picture(self) -> Picture:
        """An empty picture."""
        return Picture(self.sets)


class Waiting:
    """Somebody who waits until several runs are done; belongs to the loop it was made in."""

    def __init__(self, runs: int) -> None:
        """``runs``: how many; at least one."""
        self._left = runs
        self._future: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def told(self) -> None:
        """One more run is done."""
        self._left -= 1
        if not self._left and not self._future.done():  # else the asker went away
            self._future.set_result(None)

    async def over(self) -> None:
        """Return when all are done."""
        await self._future


class Database(Protocol):
    """SQLite or PostgreSQL."""

    flavour: Flavour

    async def start(self) -> None:
        """Open it; raises StoreUnavailable when that cannot be done."""
        ...

    def use(self, in_force: InForce) -> None:
        """Run commands on these tables from the next group on."""
        ...

    async def submit(self, runs: Sequence[Run], *, bulk: bool = False) -> None:
        """Run commands in groups, in this order; when it returns, each has its ``outcome`` and what they decided is committed."""
        ...

    async def load(self, picture: Picture, queries: Sequence[Query]) -> None:
        """Answer queries for a question, outside the lanes of commands."""
        ...

    async def read(self, statement: Statement) -> Rows:
        """The rows of one reading statement."""
        ...

    async def write(self, statements: Sequence[Statement]) -> list[Rows]:
        """Run statements in one transaction; the rows of each."""
        ...

    async def fill(self, tables: Sequence[Filling]) -> None:
        """Put many rows into tables, all in one transaction, however long it takes."""
        ...

    async def close(self) -> None:
        """Finish what was begun, then close."""
        ...
