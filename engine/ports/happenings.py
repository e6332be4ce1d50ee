"""What was committed lately, by whatever process: enough to tell people that something has changed, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Changed:
    """A line of history was written. ``key`` tells lines apart."""

    key: str
    at: datetime
    entity: str
    record: str
    version: int


@dataclass(frozen=True, slots=True)
class Delivered:
    """A letter has come into somebody's inbox."""

    key: str
    person: str


@dataclass(frozen=True, slots=True)
class TaskOf:
    """A task about a record, open or ended: whose it is."""

    record: str
    person: str | None
    duty: str | None
    team: str | None
    centre: str | None


@dataclass(frozen=True, slots=True)
class Happenings:
    """What happened. ``more``: there was more than was asked for."""

    changed: Sequence[Changed] = ()
    delivered: Sequence[Delivered] = ()
    tasks: Sequence[TaskOf] = field(default_factory=tuple)
    more: bool = False


class Chronicle(Protocol):
    """Tells what was committed."""

    async def since(self, at: datetime, limit: int) -> Happenings:
        """What has the moment ``at`` (UTC) or a later one, oldest first; of each sort ``limit`` at the most."""
        ...
