"""What both databases do, and what they are given for the tables in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from adapters.store.loading import Loader, Query, Rows
from adapters.store.sql import Statement
from adapters.store.statements import Statements
from adapters.store.storage import Flavour
from adapters.store.tables import Tables
from adapters.store.writing import Writer
from engine.group.group import Run
from engine.group.picture import Picture
from engine.group.reads import SetReads

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


class Database(Protocol):
    """SQLite or PostgreSQL."""

    flavour: Flavour

    async def start(self) -> None:
        """Open it; raises StoreUnavailable when that cannot be done."""
        ...

    def use(self, in_force: InForce) -> None:
        """Run commands on these tables from the next group on."""
        ...

    async def submit(self, run: Run, *, bulk: bool = False) -> None:
        """Run a command in a group; when it returns, ``run.outcome`` is set and what it decided is committed."""
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

    async def close(self) -> None:
        """Finish what was begun, then close."""
        ...
