"""Work that waits in the store: timers that are due, claimed with a lease, and tasks of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from engine.values.plain import Label


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

    async def of_records(self, records: Sequence[str]) -> Sequence[DueTimer]:
        """The open timers of several records, by their moments."""
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

    async def timings(self) -> frozenset[str]:
        """The keys by which open tasks name their due moment and deadlines (``Task.timing``), each once."""
        ...


@dataclass(frozen=True, slots=True)
class RuleClock:
    """When a rule comes next, once for the company or (``centre``) for one centre.

    ``last_at``: its moment before. ``moment``: the one for which it is still going through records.
    """

    id: str
    rule: str
    centre: str | None
    due_at: datetime | None
    last_at: datetime | None
    moment: datetime | None


class RuleClocks(Protocol):
    """The clocks of rules that come again and again."""

    async def all(self) -> Sequence[RuleClock]:
        """Every clock, by its id."""
        ...
