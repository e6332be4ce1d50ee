"""Open tasks. Fulfils ``engine.ports.work.Tasks``."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from adapters.store.rows import Holds, asking, mappings
from engine.ports.work import Task

_SHOWN = ("id", "entity", "record", "person", "duty", "centre", "label", "done_by", "at", "rule", "due_at")


class StoredTasks:
    """Tasks in the store's own table."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._table = store.house.task

    async def of_person(
        self, person: str, duties: Sequence[tuple[str, str | None]] = (), limit: int = 200
    ) -> Sequence[Task]:
        """The tasks of a person, and those of (duty, centre; None: any centre), oldest first."""
        table = self._table
        mine: list[ColumnElement[bool]] = [table.c.person == person]
        for duty, centre in duties:
            here = and_(table.c.person.is_(None), table.c.duty == duty)
            mine.append(here if centre is None else and_(here, table.c.centre == centre))
        return await self._open(or_(*mine), limit=limit)

    async def of_record(self, record: str) -> Sequence[Task]:
        """The open tasks about a record, oldest first."""
        return await self._open(self._table.c.record == record)

    async def all_open(self, limit: int = 1_000) -> Sequence[Task]:
        """Every open task, oldest first."""
        return await self._open(limit=limit)

    async def _open(self, *where: ColumnElement[bool], limit: int = 200) -> list[Task]:
        table = self._table
        wanted: Any = (
            asking(table, table.c.state == "open", *where).order_by(table.c.at, table.c.id).limit(limit)
        )
        rows = await mappings(self._store, wanted, table)
        return [Task(**{name: row[name] for name in _SHOWN}) for row in rows]
