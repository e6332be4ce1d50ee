"""Open tasks. Fulfils ``engine.ports.work.Tasks``."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from adapters.store.rows import Holds, asking, mappings
from engine.ports.work import Task

_SHOWN = (
    "id", "entity", "record", "person", "duty", "centre", "label", "done_by", "at", "rule", "due_at", "team", "taken_at"
)  # fmt: skip


class StoredTasks:
    """Tasks in the store's own table."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._table = store.house.task

    async def of_person(
        self,
        person: str,
        duties: Sequence[tuple[str, str | None]] = (),
        limit: int = 200,
        *,
        teams: Sequence[tuple[str, str | None]] = (),
    ) -> Sequence[Task]:
        """The tasks of a person, and those that nobody has taken of (duty, centre) and (team, centre); due first."""
        table = self._table
        mine: list[ColumnElement[bool]] = [table.c.person == person]
        for column, whose in ((table.c.duty, duties), (table.c.team, teams)):
            for name, centre in whose:
                here = and_(table.c.person.is_(None), column == name)
                mine.append(here if centre is None else and_(here, table.c.centre == centre))
        return await self._open(or_(*mine), limit=limit, due_first=True)

    async def of_record(self, record: str) -> Sequence[Task]:
        """The open tasks about a record, oldest first."""
        return await self._open(self._table.c.record == record)

    async def all_open(self, limit: int = 1_000) -> Sequence[Task]:
        """Every open task, oldest first."""
        return await self._open(limit=limit)

    async def timings(self) -> frozenset[str]:
        """The keys by which open tasks name their due moment and deadlines, each once."""
        column = self._table.c.timing
        wanted = select(column).where(self._table.c.state == "open", column.is_not(None)).distinct()
        return frozenset(str(key) for (key,) in await self._store.read(wanted))

    async def _open(
        self, *where: ColumnElement[bool], limit: int = 200, due_first: bool = False
    ) -> list[Task]:
        table = self._table
        order = (table.c.due_at.is_(None), table.c.due_at) if due_first else ()
        wanted: Any = (
            asking(table, table.c.state == "open", *where)
            .order_by(*order, table.c.at, table.c.id)
            .limit(limit)
        )
        rows = await mappings(self._store, wanted, table)
        return [Task(**{name: row[name] for name in _SHOWN}) for row in rows]
