"""The outbox: what must happen outside, claimed with a lease, so that a crash costs a try and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.values.plain import Json


@dataclass(frozen=True, slots=True)
class Claimed:
    """One entry in the hands of a worker. ``attempts`` counts this one too; ``lease`` proves the claim."""

    id: str
    kind: str  # "message" or "call"
    name: str
    entity: str
    record: str
    at: datetime
    body: Mapping[str, Json]
    attempts: int
    lease: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One entry as it is looked at afterwards. ``state``: open, claimed, done or failed."""

    id: str
    kind: str
    name: str
    entity: str
    record: str
    at: datetime
    state: str
    attempts: int
    body: Mapping[str, Json]
    answer: Json = None
    error: str | None = None
    done_at: datetime | None = None


class Outbox(Protocol):
    """The entries that commands have left."""

    async def claim(self, now: datetime, until: datetime, lease: str, limit: int) -> Sequence[Claimed]:
        """Take up to ``limit`` entries that are due and in nobody's hands (or whose lease has run out), oldest first.

        Each attempt is counted here, so that a worker that dies has spent one.
        """
        ...

    async def done(self, claimed: Claimed, answer: Json, at: datetime) -> bool:
        """It went out. False: the lease had run out and somebody else has it; nothing was written."""
        ...

    async def put_off(self, claimed: Claimed, error: str, due_at: datetime) -> bool:
        """It did not go out, and is due again at ``due_at``. False as above."""
        ...

    async def fail(self, claimed: Claimed, error: str, at: datetime) -> bool:
        """It did not go out and is not tried again. False as above."""
        ...

    async def entries(self, limit: int, before: str | None = None) -> Sequence[Sent]:
        """The newest entries first; ``before``: the id of the last one of the page before."""
        ...

    async def depth(self) -> int:
        """How many entries are neither done nor failed."""
        ...
