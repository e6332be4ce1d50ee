"""Lists over approvals. Fulfils ``engine.ports.approvals.Approvals``."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, union_all

from adapters.store.columns import row_reader
from adapters.store.rows import Holds, moment

_SPAN = ("approval", "opened_at", "closed_at")


class StoredApprovals:
    """Rounds and seats in the store's own tables. Ids are made in the order of time, so they sort by it."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._rounds, self._seats = store.house.approval, store.house.approval_seat
        self._span = row_reader(store.flavour, store.house.approval, _SPAN)

    async def to_decide(self, person: str, limit: int = 50, after: str | None = None) -> Sequence[str]:
        """Those that wait for a person, the longest waiting first."""
        return await self._of_seats(self._seats.c.person == person, limit, after)

    async def delegated(self, person: str, limit: int = 50, after: str | None = None) -> Sequence[str]:
        """Those that wait for others in the place of a person, the longest waiting first."""
        return await self._of_seats(self._seats.c.stands_for == person, limit, after)

    async def _of_seats(self, whose: ColumnElement[bool], limit: int, after: str | None) -> list[str]:
        seats = self._seats
        wanted = select(seats.c.approval).distinct().where(whose, seats.c.given == "open")
        if after is not None:
            wanted = wanted.where(seats.c.approval > after)
        rows = await self._store.read(wanted.order_by(seats.c.approval).limit(limit))
        return [str(row[0]) for row in rows]

    async def asked_by(self, person: str, limit: int = 50, after: str | None = None) -> Sequence[str]:
        """Those that a person has asked for, the latest first."""
        later = [] if after is None else [self._rounds.c.id < after]
        return await self._ids(self._rounds.c.requester == person, *later, limit=limit, newest=True)

    async def of_record(self, record: str) -> Sequence[str]:
        """Those about a record, the latest first."""
        return await self._ids(self._rounds.c.record == record, limit=200, newest=True)

    async def decided(self, approval: str, since: datetime, limit: int = 100) -> Sequence[str]:
        """Those by one definition that were approved or rejected since a moment (UTC), the latest asked first."""
        return await self._ids(*self._decided(approval, since), limit=limit, newest=True)

    async def spans(
        self, approvals: Collection[str], since: datetime, limit: int = 100
    ) -> Mapping[str, Sequence[timedelta]]:
        """How long each of the latest ``decided`` of several definitions took, from asking to the last answer."""
        if not approvals:
            return {}
        rounds = self._rounds.c
        each = [
            select(*(rounds[name] for name in _SPAN))
            .where(*self._decided(approval, since))
            .order_by(rounds.id.desc())
            .limit(limit)
            .subquery()
            for approval in sorted(approvals)
        ]
        found: dict[str, list[timedelta]] = {}
        for row in await self._store.read(union_all(*(select(one) for one in each))):
            span: dict[str, Any] = self._span(row)
            found.setdefault(span["approval"], []).append(span["closed_at"] - span["opened_at"])
        return found

    async def waiting(self, limit: int = 200, after: str | None = None) -> Sequence[str]:
        """Those that wait for anybody, the oldest first."""
        later = [] if after is None else [self._rounds.c.id > after]
        return await self._ids(self._rounds.c.state == "open", *later, limit=limit)

    def _decided(self, approval: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
        rounds = self._rounds.c
        answered = rounds.state.in_(("approved", "rejected"))
        return rounds.approval == approval, answered, rounds.closed_at >= moment(self._store.flavour, since)

    async def _ids(self, *where: ColumnElement[bool], limit: int, newest: bool = False) -> list[str]:
        id = self._rounds.c.id
        wanted = select(id).where(*where).order_by(id.desc() if newest else id).limit(limit)
        return [str(row[0]) for row in await self._store.read(wanted)]
