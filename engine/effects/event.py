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
    APPROVAL = "approval"
    RECEIVED = "received"
    ANSWER = "answer"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Event:
    """What a definition listens to.

    ``entity``: "" of what is about no record (``received``). ``name``: the transition, the state, the unique rule or
    field of a clash, the channel of something received, the call that was answered or has failed, or
    ``approval.outcome`` (with ``.step`` behind it of one step).
    ``fields``: of ``changed``, the fields of which at least one must differ (empty: any).
    """

    kind: EventKind
    entity: str
    name: str = ""
    fields: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What happened in one word, to find listeners by: ``created:order``, ``transition:order.ship``."""
        return event_key(self.kind, self.entity, self.name)


def event_key(kind: EventKind, entity: str, name: str = "") -> str:
    """The word of something that happened; what is about no record has only a name: ``received:mail.inbound``."""
    return f"{kind.value}:{entity}.{name}" if entity and name else f"{kind.value}:{entity or name}"
