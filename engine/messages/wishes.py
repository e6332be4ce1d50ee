"""What somebody wishes of the messages to them: by which ways not, and when not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from engine.messages.quiet import end_of

INBOX = "app"
"""The way that nobody can close: what was told stands there."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """``off``: message -> ways that are not wanted for it. ``quiet``: from and until, local times of day."""

    off: Mapping[str, frozenset[str]]
    quiet: tuple[time, time] | None = None

    def ways(self, message: str, channels: Sequence[str]) -> tuple[str, ...]:
        """The channels that are left, in their order; the inbox always is, and so is the last way that there is."""
        off = self.off.get(message, frozenset()) - {INBOX}
        return tuple(one for one in channels if one not in off) or tuple(channels)

    def quiet_until(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """The moment (UTC) at which the hours end in which the person wants peace; None outside of them."""
        return end_of(*self.quiet, now, zone) if self.quiet else None


NO_WISHES = Wishes({})


def wishes_of(kept: Mapping[str, Any]) -> Wishes:
    """Wishes as they were put by: ``{"off": {message: [channel]}, "quiet": {"from", "until"}?}``."""
    quiet = kept.get("quiet")
    return Wishes(
        {message: frozenset(ways) for message, ways in kept.get("off", {}).items()},
        (time.fromisoformat(quiet["from"]), time.fromisoformat(quiet["until"])) if quiet else None,
    )
