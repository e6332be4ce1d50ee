"""Timers that are due. Fulfils ``engine.ports.work.Timers``; a timer is deleted by the decision that it led to."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Integer, bindparam, case, exists, func, or_, select, tuple_, update

from adapters.store.columns import row_reader
from adapters.store.rows import Holds, changing, in_store
from adapters.store.sql import Prepared
from engine.conditions.types import Kind
from engine.ports.work import DueTimer

_TAKEN = (
    "id",
    "entity",
    "record",
    "name",
    "due_at",
    "entry",
    "zone",
    "if_late",
    "order",
    "attempts",
    "lease",
    "error",
)


class StoredTimers:
    """Timers in the store's own table."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._table = store.house.timer
        self._read = row_reader(store.flavour, store.house.timer, _TAKEN)

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[DueTimer]:
        """Take due timers for a while, the longest due first, of one record only the first; the attempt is counted now."""
        kept = partial(in_store, self._store.flavour)
        take = self._claiming.of(at=kept(now), most=limit, key=uuid4().hex, ends=kept(now + lease))
        found = [_timer(self._read(row)) for row in (await self._store.write(take))[0]]
        return sorted(found, key=lambda timer: (timer.due_at, timer.order, timer.name))

    @cached_property
    def _claiming(self) -> Prepared:
        """Asked for at every turn of a worker, and at every moment of a scenario."""
        table, flavour = self._table, self._store.flavour
        type_ = flavour.storage[Kind.DATETIME].type
        at: Any = bindparam("at", type_=type_)
        free = or_(table.c.lease_until.is_(None), table.c.lease_until <= at)
        due = (
            select(table.c.id)
            .where(table.c.state == "open", table.c.due_at <= at, free, ~self._waits_its_turn())
            .order_by(table.c.due_at, table.c.order, table.c.name)
            .limit(bindparam("most", type_=Integer()))
        )
        due = due.with_for_update(skip_locked=True) if flavour.postgres else due
        values: dict[str, Any] = {
            "attempts": table.c.attempts + 1,
            "lease": bindparam("key"),
            "lease_until": bindparam("ends", type_=type_),
        }
        taken = (table.c[name] for name in _TAKEN)
        return Prepared(flavour, update(table).where(table.c.id.in_(due)).values(values).returning(*taken))

    def _waits_its_turn(self) -> ColumnElement[bool]:
        """Whether another timer of the record is due before, and is not one that waits for later."""
        table, other = self._table, self._store.house.timer.alias()
        ahead = tuple_(other.c.due_at, other.c.order, other.c.name) < tuple_(
            table.c.due_at, table.c.order, table.c.name
        )
        acts = or_(other.c.lease.is_not(None), other.c.lease_until.is_(None))
        return exists().where(other.c.record == table.c.record, other.c.state == "open", acts, ahead)

    async def put_off(self, timer: DueTimer, until: datetime, why: str) -> bool:
        """Look again at that moment, or when the record changes. False: the lease was lost."""
        return await self._change({"lease": None, "lease_until": until, "attempts": 0, "error": why}, timer)

    async def try_again(self, timer: DueTimer, at: datetime, error: str) -> bool:
        """Try it again at that moment. False: the lease was lost."""
        return await self._change({"lease": None, "lease_until": at, "error": error}, timer)

    async def wake(self, id: str) -> None:
        """Look at one that waits again now."""
        waiting = (self._table.c.id == id, self._table.c.lease.is_(None))
        await self._store.write(changing(self._store.flavour, self._table, {"lease_until": None}, *waiting))

    async def incidents(self, limit: int = 200) -> Sequence[DueTimer]:
        """The timers that a person must decide about, the longest due first."""
        wanted = self._select(self._table.c.state == "failed").order_by(self._table.c.due_at).limit(limit)
        return [_timer(self._read(row)) for row in await self._store.read(wanted)]

    async def retry(self, id: str) -> bool:
        """Try an incident again now. False: it is none."""
        values = {
            "state": "open",
            "lease": None,
            "lease_until": None,
            "attempts": 0,
            "error": None,
            "if_late": "fire",
        }
        mine = (self._table.c.id == id, self._table.c.state == "failed")
        change = changing(self._store.flavour, self._table, values, *mine).returning(self._table.c.id)
        return bool((await self._store.write(change))[0])

    async def failed(self, timer: DueTimer, error: str) -> bool:
        """Stop trying; a person decides. False: the lease was lost."""
        return await self._change({"state": "failed", "error": error, "lease_until": None}, timer)

    async def of_record(self, record: str) -> Sequence[DueTimer]:
        """The open timers of a record, by their moments."""
        table = self._table
        wanted = self._select(table.c.record == record, table.c.state == "open").order_by(table.c.due_at)
        return [_timer(self._read(row)) for row in await self._store.read(wanted)]

    async def of_records(self, records: Sequence[str]) -> Sequence[DueTimer]:
        """The open timers of several records, by their moments."""
        table = self._table
        wanted = self._select(table.c.record.in_(list(records)), table.c.state == "open").order_by(
            table.c.due_at
        )
        return [_timer(self._read(row)) for row in await self._store.read(wanted)]

    async def next_due(self) -> datetime | None:
        """The earliest moment at which a timer may be claimed."""
        kept = (await self._store.read(self._earliest.of()))[0][0]
        read = row_reader(self._store.flavour, self._table, ("due_at",))
        return read((kept,))["due_at"]

    @cached_property
    def _earliest(self) -> Prepared:
        table = self._table
        later = table.c.lease_until > table.c.due_at
        claimable = case((later, table.c.lease_until), else_=table.c.due_at)
        return Prepared(self._store.flavour, select(func.min(claimable)).where(table.c.state == "open"))

    def _select(self, *where: ColumnElement[bool]) -> Any:
        return select(*(self._table.c[name] for name in _TAKEN)).where(*where)

    async def _change(self, values: Mapping[str, object], timer: DueTimer) -> bool:
        mine = (self._table.c.id == timer.id, self._table.c.lease == timer.lease)
        change = changing(self._store.flavour, self._table, values, *mine).returning(self._table.c.id)
        return bool((await self._store.write(change))[0])


def _timer(row: dict[str, Any]) -> DueTimer:
    row["lease"] = row["lease"] or ""
    return DueTimer(**row)
