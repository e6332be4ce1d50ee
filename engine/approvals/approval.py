"""Approvals as a release holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.conditions.compiled import Computed, Guard
from engine.effects.effect import Deadline, Effect
from engine.effects.whom import Whom
from engine.values.duration import Duration
from engine.values.plain import Label


class Mode(StrEnum):
    """Whose word counts."""

    ANY = "any"
    ALL = "all"
    IN_TURN = "in_turn"
    AT_LEAST = "at_least"


class Outcome(StrEnum):
    """How an approval ends."""

    APPROVED = "approved"
    REJECTED = "rejected"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Nudge:
    """Reminding: the message, and how long must lie between two: a span, or the parameter it is read from."""

    message: str
    every: Duration | Computed


@dataclass(frozen=True, slots=True)
class Step:
    """Persons who are asked together.

    ``otherwise``: what ends the approval when ``condition`` does not hold (None: the step is passed over). ``least``
    of ``at_least``. ``each``: the entity of the rows that are decided one by one.
    """

    id: str
    label: Label
    order: int
    by: Whom
    mode: Mode = Mode.ANY
    least: int = 1
    condition: Guard | None = None
    otherwise: Outcome | None = None
    each: str | None = None
    may: frozenset[str] = frozenset()
    may_write: tuple[str, ...] = ()
    on_open: tuple[Effect, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """Who decides, in which order, about what. ``steps`` by order, then id.

    ``covers``: fields of the record; ``lists``: entities of the rows that are covered, by the name of their list.
    ``withdraw``: None, ``first_decision`` or ``end``. ``copied_by``: the message by which somebody is told of it besides.
    """

    id: str
    label: Label
    entity: str
    steps: tuple[Step, ...]
    covers: tuple[str, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict[str, str])
    restarts: bool = False
    withdraw: str | None = None
    nudge: Nudge | None = None
    author_never: bool = False
    distinct: bool = False
    copied_by: str | None = None

    def step(self, id: str) -> Step | None:
        """The step of this id."""
        return next((step for step in self.steps if step.id == id), None)

    @property
    def corrects(self) -> bool:
        """Whether what is decided about may be corrected on the way."""
        return any(step.may_write for step in self.steps)
