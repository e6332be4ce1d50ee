"""What the company and its centres have set, change by change. Fulfils ``engine.ports.books.Settings``."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from adapters.store.rows import Holds, adding, asking, mappings
from engine.ports.books import Change, SettingChange


class StoredSettings:
    """Changes of parameters in the store's own table; rows are only ever added."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._table = store.house.setting_change

    async def all(self) -> Sequence[SettingChange]:
        """Every change, in the order in which they were made."""
        asked = asking(self._table).order_by(self._table.c.position)
        return [_change(row) for row in await mappings(self._store, asked, self._table)]

    async def count(self) -> int:
        """How many changes there are."""
        rows = await self._store.read(select(func.count()).select_from(self._table))
        return int(rows[0][0])

    async def log(self, parameter: str, limit: int) -> Sequence[SettingChange]:
        """The changes of one parameter, newest first."""
        columns = self._table.c
        asked = asking(self._table, columns.parameter == parameter).order_by(columns.position.desc())
        return [_change(row) for row in await mappings(self._store, asked.limit(limit), self._table)]

    async def add(self, *changes: SettingChange) -> None:
        """Keep changes, all of them or none."""
        flavour = self._store.flavour
        await self._store.write(*(adding(flavour, self._table, _row(one)) for one in changes))


def _row(change: SettingChange) -> dict[str, object]:
    return {
        "id": change.id,
        "parameter": change.parameter,
        "what": change.what.value,
        "place": change.place,
        "start": change.start,
        "value": change.value,
        "changed_at": change.changed_at,
        "changed_by": change.changed_by,
    }


def _change(row: Mapping[str, Any]) -> SettingChange:
    return SettingChange(
        row["id"],
        row["parameter"],
        Change(row["what"]),
        row["place"],
        row["start"],
        row["value"],
        row["changed_at"],
        row["changed_by"],
    )
