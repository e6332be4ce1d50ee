"""What waits for the owner of records, found in one go: the store knows the rows, the engine what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

Due = Literal["next_action", "deadline", "stale"]


@dataclass(frozen=True, slots=True)
class OwnedKind:
    """An entity whose records may wait for their owner.

    ``at`` is the field of the next action. ``ended``: final states, in which nothing waits. ``stays``: a state, and the
    moment (UTC) before which a record must have entered it to be stale. ``timed``: whether timers may run.
    """

    entity: str
    at: str | None = None
    ended: tuple[str, ...] = ()
    stays: tuple[tuple[str, datetime], ...] = ()
    timed: bool = False


@dataclass(frozen=True, slots=True)
class OwnedAsk:
    """Whose records, of which kinds; what is due by ``until`` (aware) or on ``day``, at most ``limit`` of each sort and kind."""

    person: str
    until: datetime
    day: date
    kinds: tuple[OwnedKind, ...]
    limit: int


@dataclass(frozen=True, slots=True)
class Owned:
    """A record that waits: for its next action or a timer (``name``) at ``at``; or stale: in its state since ``at``."""

    due: Due
    entity: str
    record: str
    at: datetime | date
    state: str | None = None
    centre: str | None = None
    name: str | None = None


class Queue(Protocol):
    """What waits for owners."""

    async def of_owner(self, ask: OwnedAsk) -> Sequence[Owned]:
        """Everything that waits, those due longest first within each sort and kind."""
        ...
