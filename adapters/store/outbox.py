"""Effects that wait to go out. Fulfils ``engine.ports.work.Outbox``.

States: planned -> claimed -> sending -> done, failed (after the last attempt), unknown or cancelled. An attempt is
counted when it is claimed, so that a crash spends one; one that ended while sending comes back marked as unsure.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Integer, case, func, literal, literal_column, or_, select, update

from adapters.store.columns import row_reader
from adapters.store.rows import Holds, asking, changing, mappings, moment
from engine.ports.work import Delivery, Effect
from engine.values.plain import Json

_TAKEN = ("id", "kind", "name", "entity", "record", "at", "body", "attempts", "lease", "error")
_SHOWN = (
    "id",
    "kind",
    "name",
    "entity",
    "record",
    "at",
    "body",
    "state",
    "attempts",
    "error",
    "answer",
    "done_at",
)
_WAITING = ("planned", "claimed", "sending")
LOST = "the worker was lost while sending"


class StoredOutbox:
    """Effects in the store's own table."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._table = store.house.outbox

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Delivery]:
        """Take due effects for a while; the attempt is counted now. Of one record only the oldest open one."""
        table, flavour = self._table, self._store.flavour
        older = table.alias()
        first = ~(
            select(literal_column("1", Integer()))
            .where(
                older.c.record == table.c.record,
                older.c.state.in_(_WAITING),
                older.c.position < table.c.position,
            )
            .exists()
        )
        free = or_(table.c.lease_until.is_(None), table.c.lease_until <= moment(flavour, now))
        due = (
            select(table.c.position)
            .where(
                table.c.done_at.is_(None),
                table.c.state.in_(_WAITING),
                table.c.due_at <= moment(flavour, now),
                free,
                first,
            )
            .order_by(table.c.due_at, table.c.position)
            .limit(limit)
        )
        due = due.with_for_update(skip_locked=True) if flavour.postgres else due
        take = (
            update(table)
            .where(table.c.position.in_(due))
            .values(
                error=case((table.c.state == "sending", literal(LOST)), else_=table.c.error),
                state="claimed",
                attempts=table.c.attempts + 1,
                lease=uuid4().hex,
                lease_until=moment(flavour, now + lease),
            )
            .returning(table.c.position, *(table.c[name] for name in _TAKEN))
        )
        rows = (await self._store.write(take))[0]
        read = row_reader(flavour, table, _TAKEN)
        return [_delivery(read(row[1:])) for row in sorted(rows, key=lambda row: row[0])]

    async def sending(self, delivery: Delivery) -> bool:
        """Say that it goes out now; False when somebody else holds it or it was cancelled."""
        return await self._change(
            {"state": "sending"}, *self._mine(delivery), self._table.c.state == "claimed"
        )

    async def done(self, delivery: Delivery, now: datetime, answer: Json = None) -> bool:
        """It went out. False: the lease was lost."""
        values = {"state": "done", "done_at": now, "answer": answer, "error": None, "lease_until": None}
        return await self._change(values, *self._mine(delivery))

    async def failed(self, delivery: Delivery, now: datetime, error: str, retry_at: datetime | None) -> bool:
        """It did not go out; ``retry_at`` None: no more attempts. False: the lease was lost."""
        values: dict[str, object] = {"error": error, "lease_until": None}
        if retry_at is None:
            values.update(state="failed", done_at=now)
        else:
            values.update(state="planned", due_at=retry_at)
        return await self._change(values, *self._mine(delivery))

    async def unknown(self, delivery: Delivery, now: datetime, error: str) -> bool:
        """Nobody knows whether it went out; a person decides. False: the lease was lost."""
        values = {"state": "unknown", "done_at": now, "error": error, "lease_until": None}
        return await self._change(values, *self._mine(delivery))

    async def cancel(self, id: str, now: datetime) -> bool:
        """Never send it; False when it has been sent or is being sent."""
        values = {"state": "cancelled", "done_at": now, "lease_until": None, "lease": None}
        return await self._change(
            values, self._table.c.id == id, self._table.c.state.in_(("planned", "claimed"))
        )

    async def retry(self, id: str, now: datetime) -> bool:
        """Try a failed or unknown one again now."""
        values = {"state": "planned", "done_at": None, "due_at": now, "lease": None, "lease_until": None}
        return await self._change(
            values, self._table.c.id == id, self._table.c.state.in_(("failed", "unknown"))
        )

    async def effects(
        self,
        *,
        state: str | None = None,
        record: str | None = None,
        limit: int = 100,
        before: str | None = None,
    ) -> Sequence[Effect]:
        """Effects, newest first; ``before`` is the id of the last of the page before."""
        table = self._table
        wanted = asking(table)
        if state is not None:
            wanted = wanted.where(table.c.state == state)
        if record is not None:
            wanted = wanted.where(table.c.record == record)
        if before is not None:
            place = select(table.c.position).where(table.c.id == before).scalar_subquery()
            wanted = wanted.where(table.c.position < place)
        rows = await mappings(self._store, wanted.order_by(table.c.position.desc()).limit(limit), table)
        return [Effect(**{name: row[name] for name in _SHOWN}) for row in rows]

    async def depth(self) -> Mapping[str, int]:
        """How many effects stand in each state."""
        rows = await self._store.read(select(self._table.c.state, func.count()).group_by(self._table.c.state))
        return {row[0]: row[1] for row in rows}

    def _mine(self, delivery: Delivery) -> tuple[ColumnElement[bool], ...]:
        return (
            self._table.c.id == delivery.id,
            self._table.c.lease == delivery.lease,
            self._table.c.done_at.is_(None),
        )

    async def _change(self, values: Mapping[str, object], *where: ColumnElement[bool]) -> bool:
        change = changing(self._store.flavour, self._table, values, *where).returning(self._table.c.id)
        return bool((await self._store.write(change))[0])


def _delivery(row: Mapping[str, Any]) -> Delivery:
    values = {name: row[name] for name in _TAKEN if name != "error"}
    return Delivery(**values, unsure=row["error"] == LOST)
