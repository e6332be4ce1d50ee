"""Open tasks: what somebody should do next, kept beside the records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.values.plain import Label


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Something that should be done: by a person, or by whoever holds a duty at a centre."""

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
    due_at: datetime | None


class Tasks(Protocol):
    """The tasks that are open."""

    async def open_tasks(
        self, person: str | None, posts: Sequence[tuple[str, str | None]], limit: int
    ) -> Sequence[OpenTask]:
        """What is open for a person, oldest first.

        ``posts``: duties that the person holds, each with the centre (None: every centre).
        """
        ...
