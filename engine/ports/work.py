"""Work that waits in the store: effects to deliver, timers that are due, tasks of people. Claimed with a lease."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from engine.values.plain import Json, Label


@dataclass(frozen=True, slots=True)
class Delivery:
    """An effect that was claimed. ``lease`` fences: only who holds it may say what became of it.

    ``attempts`` counts this one. ``unsure``: an earlier attempt ended between sending and knowing.
    """

    id: str
    kind: str  # "message" or "call"
    name: str
    entity: str
    record: str
    at: datetime
    body: Mapping[str, Json]
    attempts: int
    lease: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect as it stands: planned, claimed, sending, done, failed, unknown or cancelled."""

    id: str
    kind: str
    name: str
    entity: str
    record: str
    at: datetime
    body: Mapping[str, Json]
    state: str
    attempts: int
    error: str | None = None
    answer: Json = None
    done_at: datetime | None = None


class Outbox(Protocol):
    """Effects, in the order in which they were decided."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Delivery]:
        """Take due effects for a while; the attempt is counted now. Of one record only the oldest open one."""
        ...

    async def sending(self, delivery: Delivery) -> bool:
        """Say that it goes out now; False when somebody else holds it or it was cancelled."""
        ...

    async def done(self, delivery: Delivery, now: datetime, answer: Json = None) -> bool:
        """It went out. False: the lease was lost."""
        ...

    async def failed(self, delivery: Delivery, now: datetime, error: str, retry_at: datetime | None) -> bool:
        """It did not go out; ``retry_at`` None: no more attempts. False: the lease was lost."""
        ...

    async def unknown(self, delivery: Delivery, now: datetime, error: str) -> bool:
        """Nobody knows whether it went out; a person decides. False: the lease was lost."""
        ...

    async def cancel(self, id: str, now: datetime) -> bool:
        """Never send it; False when it has been sent or is being sent."""
        ...

    async def retry(self, id: str, now: datetime) -> bool:
        """Try a failed or unknown one again now."""
        ...

    async def effects(
        self,
        *,
        state: str | None = None,
        record: str | None = None,
        limit: int = 100,
        before: str | None = None,
    ) -> Sequence[Effect]:
        """Effects, newest first; ``before`` is the id of the last of the page before."""
        ...

    async def depth(self) -> Mapping[str, int]:
        """How many effects stand in each state."""
        ...


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A timer that was claimed; ``entry`` is the entry into the state or group that started it."""

    id: str
    entity: str
    record: str
    name: str
    due_at: datetime
    entry: datetime
    zone: str
    if_late: str
    attempts: int
    lease: str
    order: int = 0
    error: str | None = None


class Timers(Protocol):
    """Moments at which something is due. A timer ends by the decision that it led to."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[DueTimer]:
        """Take due timers for a while, the longest due first; the attempt is counted now.

        Of one record only the first by moment, order and name (A28), those aside that wait or are tried again later.
        """
        ...

    async def put_off(self, timer: DueTimer, until: datetime, why: str) -> bool:
        """Look again at that moment, or when the record changes (its condition does not hold yet).

        The attempts begin anew. False: the lease was lost.
        """
        ...

    async def try_again(self, timer: DueTimer, at: datetime, error: str) -> bool:
        """It went wrong: try it again at that moment. False: the lease was lost."""
        ...

    async def wake(self, id: str) -> None:
        """Look at one that waits again now."""
        ...

    async def incidents(self, limit: int = 200) -> Sequence[DueTimer]:
        """The timers that a person must decide about, the longest due first."""
        ...

    async def retry(self, id: str) -> bool:
        """Try an incident again now. False: it is none."""
        ...

    async def failed(self, timer: DueTimer, error: str) -> bool:
        """Stop trying; a person decides. False: the lease was lost."""
        ...

    async def of_record(self, record: str) -> Sequence[DueTimer]:
        """The open timers of a record, by their moments."""
        ...

    async def next_due(self) -> datetime | None:
        """The earliest moment at which a timer may be claimed."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """An open task."""

    id: str
    entity: str
    record: str
    person: str | None
    duty: str | None
    centre: str | None
    label: Label
    done_by: tuple[str, ...]
    at: datetime
    rule: str
    due_at: datetime | None = None
    team: str | None = None
    taken_at: datetime | None = None


class Tasks(Protocol):
    """Open tasks."""

    async def of_person(
        self,
        person: str,
        duties: Sequence[tuple[str, str | None]] = (),
        limit: int = 200,
        *,
        teams: Sequence[tuple[str, str | None]] = (),
    ) -> Sequence[Task]:
        """The tasks of a person, and those that nobody has taken of (duty, centre) and (team, centre).

        Those that are due first come first, then those that are due at no moment, the oldest first. A centre of None
        is any centre.
        """
        ...

    async def of_record(self, record: str) -> Sequence[Task]:
        """The open tasks about a record, oldest first."""
        ...

    async def all_open(self, limit: int = 1_000) -> Sequence[Task]:
        """Every open task, oldest first."""
        ...
