"""Effects that wait to go out. Fulfils ``engine.ports.outbox.Outbox``, together with ``outbox_shelf.py``.

An attempt is counted when an effect is claimed, so that a crash spends one; one that ended while sending comes back
marked as unsure.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import ColumnElement, Integer, and_, case, func, literal, literal_column, or_, select, update

from adapters.store.columns import row_reader
from adapters.store.outbox_shelf import Shelf
from adapters.store.rows import adding_if, changing, moment, removing
from engine.ports.outbox import Delivery, Ended, Note, note
from engine.values.plain import Json
from engine.values.record import OutboxEntry

_TAKEN = (
    "id", "kind", "name", "entity", "record", "at", "body", "attempts", "lease", "error", "lane", "recipient", "log"
)  # fmt: skip
_WAITING = ("planned", "claimed", "sending", "deferred")
LOST = "the worker was lost while sending"


class StoredOutbox(Shelf):
    """Effects in the store's own table."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Delivery]:
        """Take due effects for a while, of one record and lane only the oldest open one."""
        table, flavour = self._table, self._store.flavour
        at = moment(flavour, now)
        free = or_(table.c.lease_until.is_(None), table.c.lease_until <= at)
        due = (
            select(table.c.position)
            .where(
                table.c.done_at.is_(None),
                table.c.state.in_(_WAITING),
                table.c.due_at <= at,
                free,
                self._is_first(at),
            )
            .order_by(table.c.due_at, self._turn, table.c.position)
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
            .returning(table.c.position, self._turn, *(table.c[name] for name in _TAKEN))
        )
        rows = sorted((await self._store.write(take))[0], key=lambda row: (row[1], row[0]))
        read = row_reader(flavour, table, _TAKEN)
        return [_delivery(row[1], read(row[2:])) for row in rows]

    @property
    def _turn(self) -> ColumnElement[int]:
        return func.coalesce(self._table.c.turn, self._table.c.position)

    def _is_first(self, at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Whether no older one of the record and lane is open; one that is deferred waits beside the line."""
        table, older = self._table, self._table.alias()
        turn = func.coalesce(older.c.turn, older.c.position)
        ahead = or_(turn < self._turn, and_(turn == self._turn, older.c.position < table.c.position))
        in_line = or_(
            older.c.state.in_(("planned", "claimed", "sending")),
            and_(older.c.state == "deferred", older.c.due_at <= at),
        )
        same = and_(older.c.record == table.c.record, older.c.lane == table.c.lane)
        return ~(select(literal_column("1", Integer())).where(same, in_line, ahead).exists())

    # ------------------------------------------------------------ what becomes of one

    async def sending(self, delivery: Delivery) -> bool:
        """Say that it goes out now; False when somebody else holds it or it was cancelled."""
        return await self._change(
            {"state": "sending"}, *self._mine(delivery), self._table.c.state == "claimed"
        )

    async def done(
        self,
        delivery: Delivery,
        now: datetime,
        answer: Json = None,
        notes: Sequence[Note] = (),
        parts: Sequence[Ended] = (),
    ) -> bool:
        """It went out. False: the lease was lost."""
        values = {"state": "done", "done_at": now, "answer": answer, "error": None, "lease_until": None}
        return await self._end(delivery, now, values, notes, parts)

    async def failed(
        self,
        delivery: Delivery,
        now: datetime,
        error: str,
        retry_at: datetime | None,
        notes: Sequence[Note] = (),
    ) -> bool:
        """It did not go out; ``retry_at`` None: no more attempts. False: the lease was lost."""
        values: dict[str, object] = {"error": error, "lease_until": None}
        if retry_at is None:
            values.update(state="failed", done_at=now)
        else:
            values.update(state="planned", due_at=retry_at)
        return await self._end(delivery, now, values, notes)

    async def unknown(self, delivery: Delivery, now: datetime, error: str) -> bool:
        """Nobody knows whether it went out; a person decides. False: the lease was lost."""
        values = {"state": "unknown", "done_at": now, "error": error, "lease_until": None}
        return await self._end(delivery, now, values, [note(now, "unknown", why=error)])

    async def drop(
        self, delivery: Delivery, now: datetime, state: str, why: str, parts: Sequence[Ended] = ()
    ) -> bool:
        """It shall not go out any more. False: the lease was lost."""
        values = {"state": state, "done_at": now, "error": why, "lease_until": None}
        return await self._end(delivery, now, values, [note(now, state, why=why)], parts)

    async def defer(self, delivery: Delivery, now: datetime, until: datetime, why: str) -> bool:
        """Look at it again at that moment. False: the lease was lost."""
        values = {"state": "deferred", "due_at": until, "attempts": 0, "lease_until": None, "error": None}
        told = note(now, "deferred", until=_text(until), why=why)
        return await self._end(delivery, now, values, [told])

    async def change_lane(
        self, delivery: Delivery, now: datetime, lane: str, notes: Sequence[Note] = ()
    ) -> bool:
        """It goes by another channel. False: the lease was lost."""
        values = {
            "state": "planned", "lane": lane, "due_at": now, "attempts": 0, "lease_until": None, "error": None
        }  # fmt: skip
        return await self._end(delivery, now, values, notes)

    async def spread(self, delivery: Delivery, parts: Sequence[OutboxEntry]) -> bool:
        """Put one for each of several recipients in its place, at its turn."""
        table, flavour = self._table, self._store.flavour
        held = select(literal_column("1", Integer())).where(*self._mine(delivery)).exists()
        made = [adding_if(flavour, table, _row(part, part.at, delivery.turn), held) for part in parts]
        gone = removing(table, *self._mine(delivery)).returning(table.c.id)
        return bool((await self._store.write(*made, gone))[-1])

    async def gather(self, delivery: Delivery, now: datetime, digest: OutboxEntry, due_at: datetime) -> bool:
        """Put it into a digest. False: the lease was lost, or the digest has gone out already."""
        table, flavour = self._table, self._store.flavour
        held = select(literal_column("1", Integer())).where(*self._mine(delivery)).exists()
        whole = table.alias()
        open_ = (whole.c.id == digest.id, whole.c.state == "planned", whole.c.attempts == 0)
        still_open = select(literal_column("1", Integer())).where(*open_).exists()
        log = [*delivery.log, note(now, "gathered", until=_text(due_at), digest=digest.id)]
        values = {
            "state": "gathered", "digest": digest.id, "due_at": due_at, "attempts": 0, "lease_until": None, "log": log
        }  # fmt: skip
        taken = await self._store.write(
            adding_if(flavour, table, _row(digest, due_at, None), held),
            # The digest is locked before it is looked at: it cannot be claimed while something is put into it.
            changing(flavour, table, {"due_at": due_at}, table.c.id == digest.id, table.c.state == "planned"),
            changing(flavour, table, values, *self._mine(delivery), still_open).returning(table.c.id),
        )
        return bool(taken[-1])

    def _mine(self, delivery: Delivery) -> tuple[ColumnElement[bool], ...]:
        return (
            self._table.c.id == delivery.id,
            self._table.c.lease == delivery.lease,
            self._table.c.done_at.is_(None),
        )

    async def _end(
        self,
        delivery: Delivery,
        now: datetime,
        values: Mapping[str, object],
        notes: Sequence[Note],
        parts: Sequence[Ended] = (),
    ) -> bool:
        """Write what became of one, and with it what became of its parts: all of it, or nothing when the lease was lost."""
        table, flavour, whole = self._table, self._store.flavour, self._table.alias()
        held = (whole.c.id == delivery.id, whole.c.lease == delivery.lease, whole.c.done_at.is_(None))
        mine = select(literal_column("1", Integer())).where(*held).exists()
        ends = [
            changing(
                flavour,
                table,
                {"state": part.state, "done_at": now, "error": part.why},
                table.c.id == part.id,
                table.c.state == "gathered",
                mine,
            )
            for part in parts
        ]
        kept = {**values, "log": [*delivery.log, *notes]} if notes else values
        change = changing(flavour, table, kept, *self._mine(delivery)).returning(table.c.id)
        return bool((await self._store.write(*ends, change))[-1])


def _row(entry: OutboxEntry, due_at: datetime, turn: int | None) -> Mapping[str, object]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "name": entry.name,
        "entity": entry.entity,
        "record": entry.record,
        "at": entry.at,
        "body": entry.body,
        "lane": entry.lane,
        "recipient": entry.recipient,
        "state": "planned",
        "attempts": 0,
        "due_at": due_at,
        "turn": turn,
    }


def _text(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _delivery(turn: int, row: Mapping[str, object]) -> Delivery:
    values = {name: row[name] for name in _TAKEN if name not in ("error", "log")}
    return Delivery(**values, unsure=row["error"] == LOST, turn=turn, log=row["log"] or ())  # type: ignore[arg-type]
