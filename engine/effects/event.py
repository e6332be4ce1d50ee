"""Events: what may have happened to a record; the one vocabulary of rules and of transitions (C1)."""

from dataclasses import dataclass
from enum import StrEnum


class EventKind(StrEnum):
    """What sort of thing happened."""

    CREATED = "created"
    CHANGED = "changed"
    TRANSITION = "transition"
    ENTERED = "entered"
    LEFT = "left"
    CLASH = "clash"
    LIMIT = "limit"
    RECEIVED = "received"


def key_of(kind: EventKind, entity: str, name: str) -> str:
    """What happened in one word: ``created:order``, ``transition:order.ship``, ``received:mail.inbound``."""
    return f"{kind}:{entity}.{name}" if entity and name else f"{kind}:{entity or name}"


@dataclass(frozen=True, slots=True)
class Event:
    """What a definition listens to.

    ``entity``: "" of what is about no record (``received``). ``name``: the transition, the state, the unique rule or
    field of a clash, or the channel of something received.
    ``fields``: of ``changed``, the fields of which at least one must differ (empty: any).
    """

    kind: EventKind
    entity: str
    name: str = ""
    fields: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What happened in one word, to find listeners by."""
        return key_of(self.kind, self.entity, self.name)
