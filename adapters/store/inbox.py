"""The inbox of each person. Fulfils ``engine.ports.inbox.Inbox``."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from adapters.store.rows import Holds, adding, asking, changing, mappings, moment
from engine.ports.inbox import Letter

_KEPT = tuple(one.name for one in fields(Letter))


class StoredInbox:
    """Letters in the store's own table."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._table = store.house.inbox

    async def put(self, letter: Letter) -> bool:
        """Deliver it; False when it was there already."""
        values = {name: getattr(letter, name) for name in _KEPT}
        made = adding(self._store.flavour, self._table, values, skip_taken=True).returning(self._table.c.id)
        return bool((await self._store.write(made))[0])

    async def letters(
        self, person: str, *, unread: bool = False, limit: int = 50, before: str | None = None
    ) -> Sequence[Letter]:
        """The letters of a person, newest first."""
        table = self._table
        wanted = asking(table, table.c.person == person)
        if unread:
            wanted = wanted.where(table.c.read_at.is_(None))
        if before is not None:
            place = select(table.c.position).where(table.c.id == before).scalar_subquery()
            wanted = wanted.where(table.c.position < place)
        rows = await mappings(self._store, wanted.order_by(table.c.position.desc()).limit(limit), table)
        return [_letter(row) for row in rows]

    async def unread(self, person: str) -> int:
        """How many letters a person has not read."""
        table = self._table
        counted = select(func.count()).where(table.c.person == person, table.c.read_at.is_(None))
        return int((await self._store.read(counted))[0][0])

    async def read(self, person: str, id: str, now: datetime) -> bool:
        """Mark one as read; False when the person has no such letter."""
        table, flavour = self._table, self._store.flavour
        mine = (table.c.person == person, table.c.id == id)
        first = changing(flavour, table, {"read_at": now}, *mine, table.c.read_at.is_(None))
        await self._store.write(first)
        return bool(await self._store.read(select(table.c.id).where(*mine)))

    async def read_all(self, person: str, now: datetime, up_to: datetime) -> int:
        """Mark everything as read that had come by ``up_to``; how many were unread."""
        table, flavour = self._table, self._store.flavour
        mine = (table.c.person == person, table.c.read_at.is_(None), table.c.at <= moment(flavour, up_to))
        change = changing(flavour, table, {"read_at": now}, *mine).returning(table.c.id)
        return len((await self._store.write(change))[0])


def _letter(row: Mapping[str, Any]) -> Letter:
    return Letter(**{name: row[name] for name in _KEPT})
