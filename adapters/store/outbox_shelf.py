"""Looking at effects, and what people decide about them: the part of the outbox that needs no lease."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from adapters.store.rows import Holds, asking, changing, mappings, moment
from engine.ports.outbox import Delivery, Effect, Filter

_SHOWN = (
    "id", "kind", "name", "entity", "record", "at", "body", "state", "attempts", "due_at", "error", "answer", "done_at",
    "lane", "recipient", "digest",
)  # fmt: skip
_NOT_BEGUN = ("planned", "claimed", "deferred", "gathered")
_PART = ("id", "kind", "name", "entity", "record", "at", "body", "attempts", "lane", "recipient")


class Shelf:
    """The effects as they stand."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._table = store.house.outbox

    async def gathered(self, digest: str) -> Sequence[Delivery]:
        """What lies in a digest, oldest first."""
        table = self._table
        wanted = asking(table, table.c.digest == digest, table.c.state == "gathered")
        rows = await mappings(self._store, wanted.order_by(table.c.position), table)
        return [
            Delivery(**{name: row[name] for name in _PART}, lease="", log=row["log"] or ()) for row in rows
        ]

    async def told(self, delivery: Delivery, since: datetime) -> bool:
        """Whether the same recipient was sent the same message about the same record since then."""
        table = self._table
        same = (
            table.c.record == delivery.record,
            table.c.name == delivery.name,
            table.c.recipient == delivery.recipient,
            table.c.id != delivery.id,
        )
        sent = and_(
            table.c.state.in_(("done", "unknown")), table.c.done_at > moment(self._store.flavour, since)
        )
        wanted = select(table.c.id).where(*same, or_(sent, table.c.state == "sending")).limit(1)
        return bool(await self._store.read(wanted))

    async def cancel(self, id: str, now: datetime, why: str = "by_hand") -> bool:
        """Never send it, nor what lies in it; False when it has been sent or is being sent."""
        values = {"state": "cancelled", "done_at": now, "lease_until": None, "lease": None, "error": why}
        table, whole = self._table, self._table.alias()
        begun = select(whole.c.id).where(whole.c.id == id, whole.c.state.not_in(_NOT_BEGUN)).exists()
        inside = (table.c.digest == id, table.c.state == "gathered", ~begun)
        parts = changing(self._store.flavour, table, values, *inside)
        mine = (table.c.id == id, table.c.state.in_(_NOT_BEGUN))
        change = changing(self._store.flavour, table, values, *mine).returning(table.c.id)
        return bool((await self._store.write(parts, change))[-1])

    async def retry(self, id: str, now: datetime) -> bool:
        """Try a failed or unknown one again now."""
        values = {
            "state": "planned", "done_at": None, "due_at": now, "attempts": 0, "lease": None, "lease_until": None, "error": None
        }  # fmt: skip
        return await self._change(
            values, self._table.c.id == id, self._table.c.state.in_(("failed", "unknown"))
        )

    async def settle(self, id: str, now: datetime, state: str, why: str) -> bool:
        """Say what became of one whose outcome is unknown: done, or failed."""
        values = {"state": state, "done_at": now, "error": why}
        return await self._change(values, self._table.c.id == id, self._table.c.state == "unknown")

    async def effect(self, id: str) -> Effect | None:
        """One effect."""
        table = self._table
        found = await mappings(self._store, asking(table, table.c.id == id), table)
        return _effect(found[0]) if found else None

    async def effects(
        self, wanted: Filter | None = None, *, limit: int = 100, before: str | None = None
    ) -> Sequence[Effect]:
        """Effects, newest first; ``before`` is the id of the last of the page before."""
        table, asked = self._table, wanted or Filter()
        found = asking(table)
        for name in Filter.__dataclass_fields__:
            value = getattr(asked, name)
            if value is not None:
                found = found.where(table.c[name] == value)
        if before is not None:
            place = select(table.c.position).where(table.c.id == before).scalar_subquery()
            found = found.where(table.c.position < place)
        rows = await mappings(self._store, found.order_by(table.c.position.desc()).limit(limit), table)
        return [_effect(row) for row in rows]

    async def depth(self) -> Mapping[str, int]:
        """How many effects stand in each state."""
        rows = await self._store.read(select(self._table.c.state, func.count()).group_by(self._table.c.state))
        return {row[0]: row[1] for row in rows}

    async def _change(self, values: Mapping[str, object], *where: ColumnElement[bool]) -> bool:
        change = changing(self._store.flavour, self._table, values, *where).returning(self._table.c.id)
        return bool((await self._store.write(change))[0])


def _effect(row: Mapping[str, Any]) -> Effect:
    return Effect(**{name: row[name] for name in _SHOWN}, log=row["log"] or ())
