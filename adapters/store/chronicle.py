"""What was committed lately. Fulfils ``engine.ports.happenings.Chronicle``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from adapters.store.columns import row_reader
from adapters.store.rows import Holds, moment
from engine.ports.happenings import Changed, Delivered, Happenings, TaskOf

_CHANGED = ("id", "at", "entity", "record", "version")
_TASK = ("record", "person", "duty", "team", "centre")
_LETTERS = 200  # the last letters that are looked at: their table has no index by moment


class StoredChronicle:
    """The history, the inbox and the tasks of the store, read by moment."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store

    async def since(self, at: datetime, limit: int) -> Happenings:
        """What has the moment ``at`` (UTC) or a later one, oldest first; of each sort ``limit`` at the most."""
        table, flavour = self._store.house.history, self._store.flavour
        wanted = (
            select(*(table.c[name] for name in _CHANGED))
            .where(table.c.at >= moment(flavour, at))
            .order_by(table.c.at, table.c.id)
            .limit(limit + 1)
        )
        read = row_reader(flavour, table, _CHANGED)
        rows = [read(row) for row in await self._store.read(wanted)]
        changed = [
            Changed(row["id"], row["at"], row["entity"], row["record"], row["version"])
            for row in rows[:limit]
        ]
        letters = await self._letters(at)
        tasks = await self._tasks(sorted({one.record for one in changed}))
        return Happenings(changed, letters, tasks, len(rows) > limit)

    async def _letters(self, at: datetime) -> list[Delivered]:
        table = self._store.house.inbox
        read = row_reader(self._store.flavour, table, ("id", "person", "at"))
        newest = (
            select(table.c.id, table.c.person, table.c.at).order_by(table.c.position.desc()).limit(_LETTERS)
        )
        rows = [read(row) for row in await self._store.read(newest)]
        return [Delivered(row["id"], row["person"]) for row in reversed(rows) if row["at"] >= at]

    async def _tasks(self, records: Sequence[str]) -> list[TaskOf]:
        if not records:
            return []
        table = self._store.house.task
        read = row_reader(self._store.flavour, table, _TASK)
        wanted: Any = select(*(table.c[name] for name in _TASK)).where(table.c.record.in_(records))
        return [TaskOf(**read(row)) for row in await self._store.read(wanted)]
