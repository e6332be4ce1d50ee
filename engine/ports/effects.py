"""Effects: the port to the world outside. An adapter does one thing at a time, and may be given the same one twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from engine.values.plain import Json


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to be done outside.

    ``id`` is the same for every try: an adapter that has done it says so and does not do it again, as far as the world
    outside allows. A message has a ``channel`` (``app``, ``sms``, ``mail``), an ``address`` on it (a person's id, a
    phone number, a mail address), a ``language`` and a ``text``; a call has ``arguments``.
    """

    id: str
    kind: str  # "message" or "call"
    name: str
    channel: str = ""
    person: str | None = None
    address: str = ""
    language: str = ""
    text: str = ""
    arguments: Mapping[str, Json] = field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is done. ``reference``: what the provider calls it; ``repeated``: it had been done before."""

    reference: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """It could not be done. ``again``: trying later may help."""

    why: str
    again: bool = True


class Effects(Protocol):
    """One way to the outside."""

    async def deliver(self, outgoing: Outgoing) -> Delivered | NotDelivered:
        """Do it. An exception is a bug or broken machinery, and counts as "try again"."""
        ...

    async def close(self) -> None:
        """Finish what was begun."""
        ...
