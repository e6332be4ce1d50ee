"""Rules as a release holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.conditions.compiled import Guard
from engine.effects.effect import Effect
from engine.effects.event import Event
from engine.effects.timing import EverySpec
from engine.values.plain import Label


@dataclass(frozen=True, slots=True)
class Rule:
    """When one of these events happened, and if the condition holds, then the effects, in order.

    ``entity``: "" of a rule about no record. ``every``: its moments, of a rule that no event sets off.
    """

    id: str
    label: Label
    order: int
    entity: str
    when: tuple[Event, ...]
    then: tuple[Effect, ...]
    condition: Guard | None = None
    every: EverySpec | None = None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules by the key of the event they listen to, each list sorted by order, then id (A7).

    ``timed``: those that come again and again.
    """

    by_event: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict[str, tuple[Rule, ...]])
    rules: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    timed: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Invariant:
    """A sentence that must hold (C2), judged at the end of a command (A11).

    ``fields``: it is judged when one of these differs; ``at``: or when one of these transitions was taken.
    ``if_broken``: refuse, confirm or warn.
    """

    id: str
    label: Label
    entity: str
    holds: Guard
    fields: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    condition: Guard | None = None
    if_broken: str = "refuse"
