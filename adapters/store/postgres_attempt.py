"""One attempt to write a group, and how its fate is found out when the connection was lost under it."""

from collections.abc import Sequence

from adapters.store.house import KEPT
from adapters.store.statements import Part
from adapters.store.wire import Connection
from engine.group.group import Run


class Attempt:
    """Remembers what would be there had the attempt been committed."""

    def __init__(self) -> None:
        """Nothing was begun yet."""
        self.writing = False
        self.later: list[Run] = []
        self._witness: tuple[str, str] | None = None
        self._server = 0

    def begin(self, parts: Sequence[Part], later: list[Run], server: int) -> None:
        """The write begins. ``later``: runs of the group that wait; ``server``: the process that serves."""
        self.writing = True
        self.later = later
        self._server = server
        self._witness = next(
            (
                (part.shape.table, str(part.rows[0][0]))
                for part in parts
                if part.shape.verb == "insert"
                and part.shape.columns[0] == "id"
                and part.shape.table not in KEPT  # their ids may be another attempt's too
            ),
            None,
        )

    async def committed(self, connection: Connection) -> bool | None:
        """Whether it was committed, seen from a new connection; None while the old process may still be at it."""
        if self._witness is None:
            return None
        if await connection.fetch("select 1 from pg_stat_activity where pid = $1", self._server):
            return None
        table, id = self._witness
        return bool(await connection.fetch(f'select 1 from "{table}" where id = $1', id))  # noqa: S608
