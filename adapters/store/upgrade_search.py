"""What records can be found by, made anew where it was made in another way or of other fields than now.

Done when a release is taken into use; what has been done for which table stands in ``upkeep``. A record that somebody
changes meanwhile keeps what that change has written.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from adapters.store.columns import row_reader
from adapters.store.rows import Holds, replacing
from adapters.store.search import COLUMN, FORM, search_text
from adapters.store.tables import EntityTable, Tables

_BATCH = 500


async def refresh_search(store: Holds, tables: Tables) -> None:
    """Bring the search texts of all tables up to date; tables that are up to date are not looked at."""
    upkeep = store.house.upkeep
    done = {str(row[0]): str(row[1]) for row in await store.read(select(upkeep.c.name, upkeep.c.done))}
    notes: list[Any] = []
    for found in tables.entities.values():
        name, wanted = f"search:{found.table.name}", _made_of(found)
        if done.get(name) != wanted:
            await _refresh(store, found)
            notes.append(replacing(store.flavour, upkeep, {"name": name, "done": wanted}))
    if notes:
        await store.write(*notes)


def _made_of(found: EntityTable) -> str:
    return " ".join([str(FORM), *(f"{name}:{int(is_phone)}" for name, is_phone in found.search)])


async def _refresh(store: Holds, found: EntityTable) -> None:
    table, names = found.table, [name for name, _ in found.search]
    read = row_reader(store.flavour, table, names)
    last = ""
    while True:
        columns = (table.c["id"], table.c["version"], table.c[COLUMN], *(table.c[name] for name in names))
        rows: Sequence[Sequence[Any]] = await store.read(
            select(*columns).where(table.c["id"] > last).order_by(table.c["id"]).limit(_BATCH)
        )
        changes = [
            update(table).where(table.c["id"] == row[0], table.c["version"] == row[1]).values({COLUMN: text})
            for row in rows
            if (text := search_text(found.search, read(row[3:]))) != row[2]
        ]
        if changes:
            await store.write(*changes)
        if len(rows) < _BATCH:
            return
        last = str(rows[-1][0])
