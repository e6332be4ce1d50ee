"""Limits as a release holds them."""

from collections.abc import Iterator, Mapping
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

    ``rolling``: the parameter that the span is read from, where it is not the same everywhere and always. Of what is
    held: ``fields`` are the moment whose period counts, or begin and end that must not overlap.
    """

    span: Duration | None = None
    rolling: Computed | None = None
    period: str | None = None
    fields: tuple[str, ...] = ()


EVER = Window()


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
class Capacity:
    """Fields of a record that the most of a limit is read from, for which one may wait; ``link`` leads there.

    ``several``: whether the link may point to several entities.
    """

    limit: "Limit"
    source: Source
    link: str
    fields: frozenset[str]
    several: bool


@dataclass(frozen=True, slots=True)
class LimitBook:
    """All limits: by the key of what happens, by the entity that is held, by the transition that gives back.

    ``waiting``: by the entity that is held, those for which one may wait. ``capacity``: by the entity whose fields say
    how much room there is. ``by_parameter``: those for which one may wait whose most is read from parameters.
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
    capacity: Mapping[str, tuple[Capacity, ...]] = field(default_factory=dict[str, tuple[Capacity, ...]])
    by_parameter: tuple[Limit, ...] = ()


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
    capacity: dict[str, tuple[Capacity, ...]] = {}
    for limit, source in (one for found in waiting.values() for one in found):
        for entity, one in _capacities(limit, source):
            capacity[entity] = (*capacity.get(entity, ()), one)
    by_parameter = tuple(
        limit
        for _, limit in sorted(limits.items())
        if limit.next
        and any(path.startswith("parameter.") for one in limit.sources for path in one.most.needs.paths)
    )
    return LimitBook(
        dict(sorted(limits.items())), by_event, held, giving_back, waiting, capacity, by_parameter
    )


def _capacities(limit: Limit, source: Source) -> Iterator[tuple[str, Capacity]]:
    links = dict(zip(source.fields, source.per, strict=True))
    read: dict[str, set[str]] = {}
    for path in source.most.needs.paths:
        link, _, name = path.partition(".")
        if link in links and name and "." not in name:
            read.setdefault(link, set()).add(name)
    for link, names in sorted(read.items()):
        to = links[link].node.type.to
        for entity in to:
            yield entity, Capacity(limit, source, link, frozenset(names), len(to) > 1)
