"""Lists over approvals: whose turn it is, and what somebody has asked for. What a round says is asked like any question."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol


class Approvals(Protocol):
    """The ids of rounds. ``after`` is the last id of the page before."""

    async def to_decide(self, person: str, limit: int = 50, after: str | None = None) -> Sequence[str]:
        """Those that wait for a person, the longest waiting first."""
        ...

    async def delegated(self, person: str, limit: int = 50, after: str | None = None) -> Sequence[str]:
        """Those that wait for others in the place of a person, the longest waiting first."""
        ...

    async def asked_by(self, person: str, limit: int = 50, after: str | None = None) -> Sequence[str]:
        """Those that a person has asked for, the latest first."""
        ...

    async def of_record(self, record: str) -> Sequence[str]:
        """Those about a record, the latest first."""
        ...

    async def decided(self, approval: str, since: datetime, limit: int = 100) -> Sequence[str]:
        """Those by one definition that were approved or rejected since a moment (UTC), the latest asked first."""
        ...

    async def spans(
        self, approvals: Collection[str], since: datetime, limit: int = 100
    ) -> Mapping[str, Sequence[timedelta]]:
        """How long each of the latest ``decided`` of several definitions took, from asking to the last answer."""
        ...

    async def waiting(self, limit: int = 200, after: str | None = None) -> Sequence[str]:
        """Those that wait for anybody, the oldest first."""
        ...
