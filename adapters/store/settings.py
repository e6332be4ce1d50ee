"""What the company and its centres have set. Fulfils ``engine.ports.books.Settings``."""

from collections.abc import Mapping
from datetime import datetime

from adapters.store.rows import Holds, asking, mappings, removing, replacing
from engine.values.plain import Json

COMPANY = ""  # how the whole company is kept in the column of the centre


class StoredSettings:
    """Settings in the store's own table."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._table = store.house.setting

    async def all(self) -> Mapping[tuple[str, str | None], Json]:
        """(parameter, centre) -> value, as JSON."""
        rows = await mappings(self._store, asking(self._table), self._table)
        return {(row["parameter"], row["centre"] or None): row["value"] for row in rows}

    async def set(
        self, parameter: str, centre: str | None, value: Json, now: datetime, by: str | None
    ) -> None:
        """Set a value."""
        values = {
            "parameter": parameter,
            "centre": centre or COMPANY,
            "value": value,
            "changed_at": now,
            "changed_by": by,
        }
        await self._store.write(replacing(self._store.flavour, self._table, values))

    async def clear(self, parameter: str, centre: str | None) -> None:
        """Go back to the default."""
        here = (self._table.c.parameter == parameter, self._table.c.centre == (centre or COMPANY))
        await self._store.write(removing(self._table, *here))
