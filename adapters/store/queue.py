"""What waits for the owner of records, as one statement. Fulfils ``engine.ports.queue.Queue``."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    cast,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.types import Text

from adapters.store.rows import Holds, moment
from adapters.store.storage import Storage
from adapters.store.tables import Tables
from engine.conditions.types import Kind
from engine.ports.queue import Owned, OwnedAsk, OwnedKind


class StoredQueue:
    """Reads the tables of entities beside that of timers."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._moment = store.flavour.storage[Kind.DATETIME]
        self._day = store.flavour.storage[Kind.DATE]

    async def of_owner(self, ask: OwnedAsk) -> Sequence[Owned]:
        """Everything that waits, those due longest first within each sort and kind."""
        tables = self._store.tables
        parts = (
            [] if tables is None else [one for kind in ask.kinds for one in self._parts(tables, kind, ask)]
        )
        if not parts:
            return []
        rows = await self._store.read(union_all(*(select(one.subquery()) for one in parts)))
        return [self._owned(row) for row in rows]

    def _parts(self, tables: Tables, kind: OwnedKind, ask: OwnedAsk) -> Iterator[Select[Any]]:
        table = tables.entities[kind.entity].table
        mine: list[ColumnElement[bool]] = [table.c.owner == ask.person]
        going_on = [*mine, *(table.c.state != state for state in kind.ended)]
        if kind.at is not None:
            yield self._next_actions(kind.at, kind, table, ask).where(*going_on).limit(ask.limit)
        if kind.stays:
            stays = (
                and_(table.c.state == state, table.c.entered_at <= self._at(before))
                for state, before in kind.stays
            )
            since = table.c.entered_at
            found = self._one("stale", kind, table, since).where(*mine, or_(*stays))
            yield found.order_by(since, table.c.id).limit(ask.limit)
        if kind.timed:
            timer = self._store.house.timer
            found = self._one("deadline", kind, table, timer.c.due_at, name=timer.c.name)
            found = found.select_from(timer.join(table, table.c.id == timer.c.record)).where(
                *going_on,
                timer.c.entity == kind.entity,
                timer.c.state == "open",
                timer.c.due_at <= self._at(ask.until),
            )
            yield found.order_by(timer.c.due_at, timer.c.id).limit(ask.limit)

    def _next_actions(self, field: str, kind: OwnedKind, table: Table, ask: OwnedAsk) -> Select[Any]:
        at = table.c[field]
        if at.info["kind"] != Kind.DATE:
            return (
                self._one("next_action", kind, table, at)
                .where(at <= self._at(ask.until))
                .order_by(at, table.c.id)
            )
        day = literal(self._kept(self._day, ask.day), self._day.type)
        return self._one("next_action", kind, table, day=at).where(at <= day).order_by(at, table.c.id)

    def _one(
        self,
        due: str,
        kind: OwnedKind,
        table: Table,
        at: ColumnElement[Any] | None = None,
        *,
        day: ColumnElement[Any] | None = None,
        name: ColumnElement[Any] | None = None,
    ) -> Select[Any]:
        """The columns that every part has; of ``at`` and ``day`` one is absent."""
        made: Any = select(
            literal_column(f"'{due}'", Text()).label("due"),
            literal_column(f"'{kind.entity}'", Text()).label(
                "entity"
            ),  # an id: letters, digits and underscores
            table.c.id.label("record"),
            (cast(null(), self._moment.type) if at is None else at).label("at"),
            (cast(null(), self._day.type) if day is None else day).label("day"),
            table.c.state.label("state"),
            table.c.centre.label("centre"),
            (cast(null(), Text()) if name is None else name).label("name"),
        )
        return made

    def _at(self, at: Any) -> ColumnElement[Any]:
        return moment(self._store.flavour, at)

    def _kept(self, storage: Storage, value: Any) -> Any:
        return value if storage.write is None else storage.write(value)

    def _owned(self, row: Sequence[Any]) -> Owned:
        due, entity, record, at, day, state, centre, name = row
        storage, kept = (self._day, day) if at is None else (self._moment, at)
        moment_or_day = kept if storage.read is None else storage.read(kept)
        return Owned(due, entity, record, moment_or_day, state, centre, name)
