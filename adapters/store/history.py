"""History as it is read back."""

from collections.abc import Sequence

from sqlalchemy import select, tuple_

from adapters.store.rows import Holds, asking, mappings
from engine.ports.store import HistoryLine


async def history_page(
    store: Holds, entity: str, id: str, limit: int, cursor: str | None
) -> Sequence[HistoryLine]:
    """The lines of a record, newest first; ``cursor`` is the id of the last line of the page before."""
    table = store.house.history
    place = (table.c.version, table.c.at, table.c.id)
    wanted = asking(table, table.c.record == id, table.c.entity == entity)
    if cursor is not None:
        before = select(*place).where(table.c.id == cursor, table.c.record == id)
        wanted = wanted.where(tuple_(*place) < before.scalar_subquery())
    wanted = wanted.order_by(*(column.desc() for column in place)).limit(limit)
    return [
        HistoryLine(
            row["id"], row["version"], row["at"], row["actor"], row["command"], row["release"],
            row["before"], row["after"], row["why"], row["caused_by"],
        )
        for row in await mappings(store, wanted, table)
    ]  # fmt: skip
