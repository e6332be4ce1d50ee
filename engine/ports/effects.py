"""Effects: the port to the world outside. An adapter does one thing at a time, and may be given the same one twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from engine.values.plain import Json


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to be done outside.

    ``id`` is the same for every try: an adapter that has done it says so and does not do it again, as far as the world
    outside allows. A message has a ``channel`` (``app``, ``sms``, ``mail``), an ``address`` on it (a person's id, a
    phone number, a mail address), a ``language`` and a ``text``, a digest too; a call has ``arguments``. What goes to the
    channel ``app`` is kept in the inbox of the person, and never comes to an adapter.
    """

    id: str
    kind: str  # "message", "digest" or "call"
    name: str
    channel: str = ""
    person: str | None = None
    address: str = ""
    language: str = ""
    text: str = ""
    arguments: Mapping[str, Json] = field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is done. ``reference``: what the provider calls it; ``repeated``: it had been done before.

    ``answer``: of a call that is answered at once, what came back; None: the answer comes later, or never.
    """

    reference: str
    repeated: bool = False
    answer: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class NotDelivered:
    """It could not be done. ``again``: trying later may help."""

    why: str
    again: bool = True


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody knows whether it was done: the line broke after it had been handed over."""

    why: str


Outcome = Delivered | NotDelivered | Unsure
OnUnknown = Literal["retry", "hold"]


class Effects(Protocol):
    """One way to the outside."""

    async def deliver(self, outgoing: Outgoing) -> Outcome:
        """Do it. An exception is a bug or broken machinery, and counts as ``Unsure``."""
        ...

    def on_unknown(self, outgoing: Outgoing) -> OnUnknown:
        """What to do when nobody knows whether it was done: do it once more, or hold it until a person decides.

        A doubled message is a nuisance, a doubled payment is money.
        """
        ...

    async def close(self) -> None:
        """Finish what was begun."""
        ...
