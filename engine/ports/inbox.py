"""The inbox: messages that people read in the application itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.values.plain import Json


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in somebody's inbox. ``text``: by language.

    ``message`` is the id of the message, or the group of a digest; a digest is about no record of its own and holds its
    ``parts`` (``message``, ``entity``, ``record``, ``text``).
    """

    id: str
    person: str
    message: str
    at: datetime
    text: Mapping[str, str]
    entity: str | None = None
    record: str | None = None
    parts: Sequence[Mapping[str, Json]] = field(default_factory=tuple)
    read_at: datetime | None = None


class Inbox(Protocol):
    """Letters of all persons."""

    async def put(self, letter: Letter) -> bool:
        """Deliver it; False when it was there already, and then it stays as it is."""
        ...

    async def letters(
        self, person: str, *, unread: bool = False, limit: int = 50, before: str | None = None
    ) -> Sequence[Letter]:
        """The letters of a person, newest first; ``before`` is the id of the last of the page before."""
        ...

    async def unread(self, person: str) -> int:
        """How many letters a person has not read."""
        ...

    async def read(self, person: str, id: str, now: datetime) -> bool:
        """Mark one as read; False when the person has no such letter. The first time counts."""
        ...

    async def read_all(self, person: str, now: datetime, up_to: datetime) -> int:
        """Mark everything as read that had come by ``up_to``; how many were unread."""
        ...
