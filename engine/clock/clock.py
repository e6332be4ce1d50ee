"""Clocks: the host's, and one that tests and demonstrations move by hand."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class HostClock:
    """The clock of the host, optionally shifted so that a demonstration can start at another moment."""

    def __init__(self, shift: timedelta = timedelta(0)) -> None:
        """``shift`` is added to the host's time."""
        self._shift = shift

    def now(self) -> datetime:
        """The host's time plus the shift."""
        return datetime.now(UTC) + self._shift


class MovingClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime) -> None:
        """``start`` is aware."""
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """The moment it was last moved to."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Stand at this moment from now on."""
        self._now = moment.astimezone(UTC)
