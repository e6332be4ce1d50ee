"""Limits as a release holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.conditions.compiled import Computed, Guard
from engine.conditions.tree import SetQuery
from engine.values.duration import Duration
from engine.values.plain import Label

USAGE = "_limit_usage"
"""The name under which a reader gives the rows of counters; no entity of a pack can be called so."""


class How(StrEnum):
    """What is counted."""

    CREATE = "create"
    TRANSITION = "transition"
    REVEAL = "reveal"
    EXPORT = "export"
    HOLD = "hold"


class Over(StrEnum):
    """What happens when there are more than the limit."""

    BLOCK = "block"
    CONFIRM = "confirm"
    WARN = "warn"
    ALLOW = "allow"
    QUEUE = "queue"  # it waits, and moves up when room comes


@dataclass(frozen=True, slots=True)
class Window:
    """When a unit counts: within the ``span`` before now, within one ``period`` of the local calendar, or always.

    Of what is held: ``fields`` are the moment whose period counts, or begin and end that must not overlap.
    """

    span: Duration | None = None
    period: str | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exempting:
    """Asking for an exception: ``approval`` decides, about the record of this ``entity`` that ``about`` leads to.

    ``about`` None: the record itself. ``more``: how much a yes grants; ``valid``: for how long (a duration).
    """

    approval: str
    entity: str
    about: Computed | None
    more: Computed
    valid: Computed


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a limit counts.

    ``name``: the transition, or the field that is revealed ("": any). ``per``: the key of the counter. ``amount``: what
    one of them takes (None: 1). ``held``: the figure of what is held, whose first outer value is the key; and
    ``fields`` the columns of the key. ``spans``: when it is held, for finding what is free; only with a window.
    ``exempting``: how an exception is asked for (None: it is not).
    """

    how: How
    entity: str
    name: str
    per: tuple[Computed, ...]
    most: Computed
    warn_at: Computed | None = None
    condition: Guard | None = None
    amount: Computed | None = None
    held: SetQuery | None = None
    fields: tuple[str, ...] = ()
    spans: SetQuery | None = None
    exempting: Exempting | None = None

    @property
    def key(self) -> str:
        """What happens, in one word, to find the sources by: ``create:order``, ``transition:order.ship``."""
        return f"{self.how}:{self.entity}" + (f".{self.name}" if self.name else "")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many of something.

    ``role``: only what is done by it counts. ``of_actor``: the counter is a person's, so that days are those of where
    the person works (A37). ``gives_back``: refs of transitions that return a unit. ``lifted_by``: the duty whose
    holders may go on with a reason. ``suggests``: a refusal names what is free next. ``queue`` and ``next``: refs of the transitions by which one waits and moves up.
    """

    id: str
    label: Label
    sources: tuple[Source, ...]
    window: Window
    over: Over = Over.BLOCK
    role: str | None = None
    of_actor: bool = False
    gives_back: frozenset[str] = frozenset()
    lifted_by: str | None = None
    queue: str = ""
    next: str = ""
    suggests: bool = False


@dataclass(frozen=True, slots=True)
class LimitBook:
    """All limits: by the key of what happens, by the entity that is held, by the transition that gives back.

    ``waiting``: by the entity that is held, those for which one may wait.
    """

    limits: Mapping[str, Limit] = field(default_factory=dict[str, Limit])
    by_event: Mapping[str, tuple[tuple[Limit, Source], ...]] = field(
        default_factory=dict[str, tuple[tuple[Limit, Source], ...]]
    )
    held: Mapping[str, tuple[tuple[Limit, Source], ...]] = field(
        default_factory=dict[str, tuple[tuple[Limit, Source], ...]]
    )
    giving_back: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict[str, tuple[Limit, ...]])
    waiting: Mapping[str, tuple[tuple[Limit, Source], ...]] = field(
        default_factory=dict[str, tuple[tuple[Limit, Source], ...]]
    )


def limit_book(limits: Mapping[str, Limit]) -> LimitBook:
    """All limits, found by what they count; each list by id."""
    by_event: dict[str, tuple[tuple[Limit, Source], ...]] = {}
    held: dict[str, tuple[tuple[Limit, Source], ...]] = {}
    giving_back: dict[str, tuple[Limit, ...]] = {}
    for _, limit in sorted(limits.items()):
        for source in limit.sources:
            book, key = (held, source.entity) if source.how is How.HOLD else (by_event, source.key)
            book[key] = (*book.get(key, ()), (limit, source))
        for ref in sorted(limit.gives_back):
            giving_back[ref] = (*giving_back.get(ref, ()), limit)
    waiting = {
        entity: tuple(one for one in found if one[0].next)
        for entity, found in held.items()
        if any(limit.next for limit, _ in found)
    }
    return LimitBook(dict(sorted(limits.items())), by_event, held, giving_back, waiting)
