"""Roles, duties and holdings as a release and a request hold them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from engine.conditions.compiled import Guard
from engine.conditions.types import Type
from engine.values.plain import Label, Value


class Right(StrEnum):
    """What one may do with a field; the highest of several wins, nothing subtracts (A34)."""

    HIDDEN = "hidden"
    MASKED = "masked"
    READ = "read"
    WRITE = "write"


class Scope(StrEnum):
    """Which records a duty reaches."""

    OWN = "own"
    TEAM = "team"
    CENTRE = "centre"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Role:
    """A post."""

    id: str
    label: Label
    order: int = 0


@dataclass(frozen=True, slots=True)
class Duty:
    """A named thing a post must or may do, with everything it allows.

    ``transitions`` are refs (``order.ship``). ``fields``: entity -> field -> right, with ``*`` already spelled out.
    ``reaches``: the entities of which it makes records visible. ``scope`` may be a condition on the record (E4).
    """

    id: str
    label: Label
    held_by: frozenset[str]
    scope: Scope | Guard
    create: frozenset[str] = frozenset()
    transitions: frozenset[str] = frozenset()
    fields: Mapping[str, Mapping[str, Right]] = field(default_factory=dict[str, dict[str, Right]])
    reveal: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    export: frozenset[str] = frozenset()
    reaches: frozenset[str] = frozenset()
    source: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Veil:
    """What is hidden while a record lies in one of these states: all but ``shows``, from whoever holds ``claim``.

    Whoever holds ``manage`` sees it all the same. ``type`` is that of the states.
    """

    states: frozenset[str]
    shows: frozenset[str]
    claim: Duty
    manage: Duty | None
    type: Type


@dataclass(frozen=True, slots=True)
class Holding:
    """One post of one person at one centre (None: the whole company), with the days on which it is active."""

    role: str
    centre: str | None
    team: str | None = None
    active_from: date | None = None
    active_until: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person with all posts; ``acting_as`` narrows to one holding (A31).

    ``values`` are the fields of the person's record (for ``actor.<field>``). ``everything`` is true only of the
    engine itself (rules, timers, migrations) and of the command line of the machine's owner.
    ``scopes``: what an API token narrows the person's rights to (empty: no narrowing), such as ``read``.
    """

    person: str | None
    holdings: tuple[Holding, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict[str, Value])
    acting_as: Holding | None = None
    everything: bool = False
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The access part of a release: who may what, found in one look-up."""

    roles: Mapping[str, Role] = field(default_factory=dict[str, Role])
    duties: Mapping[str, Duty] = field(default_factory=dict[str, Duty])
    reaching: Mapping[str, tuple[Duty, ...]] = field(default_factory=dict[str, tuple[Duty, ...]])
    creating: Mapping[str, tuple[Duty, ...]] = field(default_factory=dict[str, tuple[Duty, ...]])
    veils: Mapping[str, tuple[Veil, ...]] = field(default_factory=dict[str, tuple[Veil, ...]])
