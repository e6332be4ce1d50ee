"""History as it is read back."""

from collections.abc import Sequence

from sqlalchemy import or_, select, tuple_

from adapters.store.rows import Holds, asking, mappings, moment
from engine.ports.history import HistoryLine, LineBeside

_MOST = 1_000  # lines beside those of a page: a command that reaches further is told by its nearest records


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


async def lines_beside(store: Holds, lines: Sequence[HistoryLine], record: str) -> Sequence[LineBeside]:
    """What the commands of these lines wrote about other records than ``record``, by the moments at which they did."""
    if not lines:
        return ()
    table = store.house.history
    moments = [moment(store.flavour, at) for at in dict.fromkeys(one.at for one in lines)]
    roots = list(dict.fromkeys(one.root for one in lines))
    wanted = asking(
        table,
        table.c.at.in_(moments),
        or_(table.c.id.in_(roots), table.c.caused_by.in_(roots)),
        table.c.record != record,
    )
    return [
        LineBeside(row["caused_by"] or row["id"], row["entity"], row["record"], row["command"])
        for row in await mappings(store, wanted.order_by(table.c.at, table.c.id).limit(_MOST), table)
    ]
