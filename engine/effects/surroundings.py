"""What a room must know of the rest of the pack to check its own files: names and types, nothing that runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.conditions.names import Catalogue
from engine.conditions.types import Type
from engine.effects.outside import CallOutline
from engine.records.entity import Entity


@dataclass(frozen=True, slots=True)
class Moves:
    """The outline of an entity's workflow: ids of its states and transitions."""

    states: tuple[str, ...]  # leaf states, in the order of the file
    groups: Mapping[str, tuple[str, ...]]  # group -> its leaf states
    transitions: tuple[str, ...]
    final: frozenset[str] = frozenset()
    tracks: Mapping[str, "Moves"] = field(default_factory=dict[str, "Moves"])

    @property
    def places(self) -> tuple[str, ...]:
        """Every state and group as events name it; those of tracks with the track in front."""
        beside = (f"{track}.{name}" for track, moves in self.tracks.items() for name in moves.places)
        return (*self.states, *self.groups, *beside)


@dataclass(frozen=True, slots=True)
class Asked:
    """The outline of an approval: what it is about, its steps, and how it may end."""

    entity: str
    steps: tuple[str, ...]
    outcomes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Names of a pack, outlined before any room is checked.

    ``inputs``: form -> what it brings to a transition (``field`` or ``step.field`` -> type).
    ``required``: form -> the inputs that it requires without a condition.
    ``form_entities``: form -> its entity. ``transition_forms``: ref (``order.ship``) -> its form, or forms when
    variants of the workflow ask differently.
    ``locales``: the languages of the pack. ``done``: refs of transitions that some effect takes (``do``).
    ``channels``: channel -> what a message by it brings. ``time_zone`` is the pack's; ``calendars`` all of its calendars, ``calendar`` the one of a centre that names none.
    """

    catalogue: Catalogue
    entities: Mapping[str, Entity]
    moves: Mapping[str, Moves] = field(default_factory=dict[str, Moves])
    roles: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()
    messages: Mapping[str, str] = field(default_factory=dict[str, str])  # message -> entity it is about
    form_entities: Mapping[str, str] = field(default_factory=dict[str, str])
    inputs: Mapping[str, Mapping[str, Type]] = field(default_factory=dict[str, dict[str, Type]])
    transition_forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    uniques: Mapping[str, frozenset[str]] = field(
        default_factory=dict[str, frozenset[str]]
    )  # entity -> unique and dedupe names
    required: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    locales: tuple[str, ...] = ()
    done: frozenset[str] = frozenset()
    time_zone: str = "UTC"
    calendars: frozenset[str] = frozenset()
    calendar: str | None = None
    calls: Mapping[str, CallOutline] = field(default_factory=dict[str, CallOutline])
    channels: Mapping[str, Mapping[str, Type]] = field(default_factory=dict[str, dict[str, Type]])
    quiet_hours: bool = False  # whether the pack has any
    limits: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )  # limit -> entities of the records that it counts
    approvals: Mapping[str, Asked] = field(default_factory=dict[str, Asked])
    held_by: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])  # duty -> roles
    held_by_owner: Mapping[str, frozenset[str]] = field(
        default_factory=dict[str, frozenset[str]]
    )  # limit -> entities of which it counts what an owner holds
    pools: frozenset[str] = frozenset()
    metrics: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )  # metric -> paths by which it may be split

    def asked(self, ref: str) -> Mapping[str, Type]:
        """What a transition's form brings; of several forms, what each of them brings, with one type."""
        several = [self.inputs.get(form, {}) for form in self.transition_forms.get(ref, ())]
        if len(several) < 2:  # noqa: PLR2004 - one form, or none
            return several[0] if several else {}
        first, *rest = several
        return {name: type_ for name, type_ in first.items() if all(one.get(name) == type_ for one in rest)}

    def demanded(self, ref: str) -> frozenset[str]:
        """What a transition's form, or any of its forms, requires without a condition."""
        forms = self.transition_forms.get(ref, ())
        return frozenset[str]().union(*(self.required.get(form, frozenset[str]()) for form in forms))
