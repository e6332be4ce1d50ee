"""The outbox: what must happen outside, kept with the change that wanted it, claimed with a lease and delivered after it.

States: ``planned``, ``claimed``, ``sending`` (written before the call, so that a crash leaves a trace), ``deferred`` (until
a moment), ``gathered`` (into a digest); and for good ``done``, ``failed``, ``unknown`` (nobody knows whether it went out),
``dropped``, ``expired``, ``cancelled``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from engine.values.plain import Json
from engine.values.record import OutboxEntry

STATES = (
    "planned", "claimed", "sending", "deferred", "gathered", "done", "failed", "unknown", "dropped", "expired", "cancelled"
)  # fmt: skip
Note = Mapping[str, Json]
"""One line of the log of an effect: ``at``, ``what``, and what belongs to it."""


def note(now: datetime, what: str, **more: Json) -> Note:
    """A line of the log, written at ``now`` (UTC)."""
    return {"at": now.isoformat().replace("+00:00", "Z"), "what": what, **more}


@dataclass(frozen=True, slots=True)
class Delivery:
    """An effect that was claimed. ``lease`` fences: only who holds it may say what became of it.

    ``kind``: message, digest or call. ``attempts`` counts this one, in its ``lane``. ``unsure``: an earlier attempt ended
    between sending and knowing. ``turn``: its place in the order of its record. ``log``: what happened to it so far.
    """

    id: str
    kind: str
    name: str
    entity: str
    record: str
    at: datetime
    body: Mapping[str, Json]
    attempts: int
    lease: str
    unsure: bool = False
    lane: str = ""
    recipient: str | None = None
    turn: int = 0
    log: Sequence[Note] = ()

    @property
    def put_off(self) -> bool:
        """Whether it was deferred or gathered, so that it must be looked at anew."""
        return any(line.get("what") in ("deferred", "gathered") for line in self.log)


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect as it stands. ``digest``: the id of the one it was gathered into."""

    id: str
    kind: str
    name: str
    entity: str
    record: str
    at: datetime
    body: Mapping[str, Json]
    state: str
    attempts: int
    due_at: datetime
    error: str | None = None
    answer: Json = None
    done_at: datetime | None = None
    lane: str = ""
    recipient: str | None = None
    digest: str | None = None
    log: Sequence[Note] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which effects are wanted; None: all. ``recipient``: a person's id, an address."""

    state: str | None = None
    record: str | None = None
    kind: str | None = None
    name: str | None = None
    recipient: str | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a part of a digest: ``state`` done, dropped, expired or cancelled, and ``why``."""

    id: str
    state: str
    why: str | None = None


class Outbox(Protocol):
    """Effects, in the order in which they were decided."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Delivery]:
        """Take due effects for a while; the attempt is counted now.

        Of one record and lane only the oldest open one; one that is deferred holds up no other until its moment.
        """
        ...

    async def sending(self, delivery: Delivery) -> bool:
        """Say that it goes out now; False when somebody else holds it or it was cancelled."""
        ...

    async def done(
        self,
        delivery: Delivery,
        now: datetime,
        answer: Json = None,
        notes: Sequence[Note] = (),
        parts: Sequence[Ended] = (),
    ) -> bool:
        """It went out; ``parts``: what became of those in a digest. False: the lease was lost."""
        ...

    async def failed(
        self,
        delivery: Delivery,
        now: datetime,
        error: str,
        retry_at: datetime | None,
        notes: Sequence[Note] = (),
    ) -> bool:
        """It did not go out; ``retry_at`` None: no more attempts. False: the lease was lost."""
        ...

    async def unknown(self, delivery: Delivery, now: datetime, error: str) -> bool:
        """Nobody knows whether it went out; a person decides. False: the lease was lost."""
        ...

    async def drop(
        self, delivery: Delivery, now: datetime, state: str, why: str, parts: Sequence[Ended] = ()
    ) -> bool:
        """It shall not go out any more: dropped, expired or cancelled. False: the lease was lost."""
        ...

    async def defer(self, delivery: Delivery, now: datetime, until: datetime, why: str) -> bool:
        """Look at it again at that moment; the attempts begin anew. False: the lease was lost."""
        ...

    async def change_lane(
        self, delivery: Delivery, now: datetime, lane: str, notes: Sequence[Note] = ()
    ) -> bool:
        """It goes by another channel: it waits there for its turn. False: the lease was lost."""
        ...

    async def spread(self, delivery: Delivery, parts: Sequence[OutboxEntry]) -> bool:
        """Put one for each of several recipients in its place, at its turn; one that is there already stays as it is."""
        ...

    async def gather(self, delivery: Delivery, now: datetime, digest: OutboxEntry, due_at: datetime) -> bool:
        """Put it into a digest that goes out at that moment. False: the lease was lost, or it has gone out already."""
        ...

    async def gathered(self, digest: str) -> Sequence[Delivery]:
        """What lies in a digest, oldest first."""
        ...

    async def told(self, delivery: Delivery, since: datetime) -> bool:
        """Whether the same recipient was sent the same message about the same record since then."""
        ...

    async def cancel(self, id: str, now: datetime, why: str = "by_hand") -> bool:
        """Never send it; False when it has been sent or is being sent."""
        ...

    async def retry(self, id: str, now: datetime) -> bool:
        """Try a failed or unknown one again now."""
        ...

    async def settle(self, id: str, now: datetime, state: str, why: str) -> bool:
        """Say what became of one whose outcome is unknown: done, or failed."""
        ...

    async def effect(self, id: str) -> Effect | None:
        """One effect."""
        ...

    async def effects(
        self, wanted: Filter | None = None, *, limit: int = 100, before: str | None = None
    ) -> Sequence[Effect]:
        """Effects, newest first; ``before`` is the id of the last of the page before."""
        ...

    async def depth(self) -> Mapping[str, int]:
        """How many effects stand in each state."""
        ...
