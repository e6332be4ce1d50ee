"""Workflows as a release holds them: flat, resolved, with everything a move needs at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from transitions import Machine

from engine.conditions.compiled import Computed, Guard
from engine.effects.effect import Deadline, Effect, Merge
from engine.effects.event import Event
from engine.effects.timing import TimerSpec
from engine.values.plain import Label, Value

VARIANT = "variant"
"""The field in which a record of an entity with variants keeps the one that it follows; absent: the ordinary one."""

ORDINARY = "ordinary"
"""What people call it where they name a variant; so no variant has this id."""


@dataclass(frozen=True, slots=True)
class Editable:
    """What a state leaves of the rights that duties grant (E5).

    ``duties``: only these duties' field rights count (empty: locked); None: as the duties say.
    ``fields``: only these fields may be written; None: any that the duties allow.
    """

    duties: tuple[str, ...] | None = None
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class State:
    """One state. A group is no state a record is in; it has ``initial`` and ``leaves``."""

    id: str
    label: Label
    group: bool = False
    parent: str | None = None
    initial: str | None = None
    leaves: tuple[str, ...] = ()
    final: bool = False
    on_enter: tuple[Effect, ...] = ()
    on_leave: tuple[Effect, ...] = ()
    editable: Editable = Editable()
    stale: TimerSpec | None = None  # after how long a stay is too long, counted from the entry
    deadlines: tuple[Deadline, ...] = ()
    approval: str | None = None
    pool: str | None = None
    tracks: tuple[str, ...] = ()  # those that may move here, those that the groups around it name among them


@dataclass(frozen=True, slots=True)
class Transition:
    """One lawful move.

    ``sources``: the leaf states it may start from. ``target``: None stays where it is; a Computed gives the id of a
    state or group; ``back`` names the group whose last state it returns to. ``duty`` None: nobody takes it by hand.
    """

    id: str
    entity: str
    label: Label
    sources: frozenset[str]
    target: Computed | None = None
    back: str | None = None
    duty: str | None = None
    form: str | None = None
    guard: Guard | None = None
    effects: tuple[Effect, ...] = ()
    automatic: bool = False
    order: int = 0
    when: tuple[Event, ...] = ()
    timer: TimerSpec | None = None
    track: str | None = None  # whose state it moves; None: the main one

    @property
    def ref(self) -> str:
        """``entity.transition``, as other definitions and history name it."""
        return f"{self.entity}.{self.id}"

    @property
    def merges(self) -> bool:
        """Whether it lets the record become one with another of its kind."""
        return any(isinstance(one, Merge) for one in self.effects)


@dataclass(frozen=True, slots=True)
class Timed:
    """One moment that a record in some state waits for: of a transition, or of a deadline of its state or a group.

    ``name`` is what the timer is called in the store: the transition's id, or ``<state>.<deadline>`` (with a number behind
    it for each further span). ``place`` is that of the span. ``seat``: the state or group whose entry it counts from.
    """

    name: str
    spec: TimerSpec
    order: int
    seat: str
    place: int = 0
    transition: Transition | None = None
    deadline: Deadline | None = None
    clock: str | None = None  # the clock field that is missed then
    flips: tuple[Guard, ...] = ()  # comparisons with now: it is due when the first of them answers otherwise
    track: str | None = None  # in whose state it waits; None: the main one


@dataclass(frozen=True, slots=True)
class Workflow:
    """The state machine of an entity.

    ``initial`` gives the first state (or group) of a new record. ``by_state``: leaf state -> the transitions that may
    start there, in order. ``timed``: leaf state ->
    everything that has a moment there, by order, then name (A1). ``goes``: transition -> the leaf states it may go to (none:
    it stays). ``path``: the states that a record usually goes through; ``shown``: all leaf states in the order in which
    people see them. ``machine`` is the shared ``transitions`` machine (never attach a model to it).

    An entity that has ``variants`` is seen whole here: all states and transitions of all of them, for lists and for
    whatever speaks of the entity; a record moves by its own variant alone, which ``of`` gives. ``variants`` holds them
    in the order in which they are asked, the ordinary one last under None. ``variant``, ``label``, ``condition`` and
    ``order`` are a variant's own.

    ``tracks``: further machines beside it (E20), by id; ``transitions`` holds theirs too, each of which says its
    ``track``. Such a machine says its own ``track``, and has no variants and no tracks.
    """

    entity: str
    initial: Computed
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]
    by_state: Mapping[str, tuple[Transition, ...]]
    automatic: Mapping[str, tuple[Transition, ...]]
    machine: Machine
    listeners: Mapping[str, tuple[Transition, ...]] = field(default_factory=dict[str, tuple[Transition, ...]])
    timed: Mapping[str, tuple[Timed, ...]] = field(default_factory=dict[str, tuple[Timed, ...]])
    goes: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    path: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    variant: str | None = None
    label: Label = field(default_factory=dict[str, str])
    condition: Guard | None = None
    order: int = 0
    variants: Mapping[str | None, "Workflow"] = field(default_factory=dict[str | None, "Workflow"])
    track: str | None = None
    tracks: Mapping[str, "Workflow"] = field(default_factory=dict[str, "Workflow"])
    single: bool = (
        True  # neither variants nor tracks, as most are: what every record is asked is quickest then
    )

    @property
    def file(self) -> str:
        """The id of the file that says it."""
        name = self.variant or self.track
        return f"{self.entity}.{name}" if name else self.entity

    @property
    def column(self) -> str:
        """The field of a record that holds its state here."""
        return self.track or "state"

    @property
    def since(self) -> str:
        """The field that holds the moment at which the state was entered."""
        return f"entered_{self.track}" if self.track else "entered_at"

    def event(self, state: str) -> str:
        """What events call a state: ``paid``, of a track ``payment.paid``."""
        return f"{self.track}.{state}" if self.track else state

    def back_of(self, group: str) -> str:
        """The field that remembers the last state in a group (E2)."""
        return f"back_{self.track}_{group}" if self.track else f"back_{group}"

    def since_of(self, group: str) -> str:
        """The field that remembers when a group was entered (A24)."""
        return f"entered_{self.track}_{group}" if self.track else f"entered_{group}"

    @property
    def own(self) -> tuple["Workflow", ...]:
        """The workflows that records move by: every variant, or itself when there are none."""
        return tuple(self.variants.values()) or (self,)

    @property
    def machines(self) -> tuple["Workflow", ...]:
        """Every state machine of the entity: of all variants, and of the tracks."""
        return (*self.own, *self.tracks.values())

    @property
    def mine(self) -> tuple[Transition, ...]:
        """The transitions of this machine itself, without those of tracks."""
        return tuple(one for one in self.transitions.values() if one.track == self.track)

    @property
    def acts(self) -> bool:
        """Whether any transition is taken as soon as its guard holds."""
        return bool(self.automatic) or any(track.automatic for track in self.tracks.values())

    @property
    def waits(self) -> bool:
        """Whether anything has a moment."""
        return bool(self.timed) or any(track.timed for track in self.tracks.values())

    def standing(self, values: Mapping[str, Value]) -> tuple[tuple["Workflow", str], ...]:
        """What may move a record with these values now, each with the state it is in: this machine, then its tracks.

        A track moves only while the main state names it, and it has begun (A52).
        """
        state = values.get("state")
        if not isinstance(state, str):
            return ()
        if not self.tracks or state not in self.states:
            return ((self, state),)
        found: list[tuple[Workflow, str]] = [(self, state)]
        for name in self.states[state].tracks:
            here = values.get(name)
            if isinstance(here, str):
                found.append((self.tracks[name], here))
        return tuple(found)

    def machine_of(self, transition: Transition) -> "Workflow":
        """The machine that a transition moves: this one, or a track."""
        return self.tracks[transition.track] if transition.track else self

    def forms(self, transition: str) -> tuple[str, ...]:
        """The forms that a transition has, in one variant or another."""
        known = (one.transitions[transition].form for one in self.own if transition in one.transitions)
        return tuple(dict.fromkeys(form for form in known if form is not None))

    def of(self, values: Mapping[str, Value]) -> "Workflow":
        """The workflow by which a record with these values moves: the variant that was chosen when it was made (E21)."""
        if not self.variants:
            return self
        chosen = values.get(VARIANT)
        return self.variants.get(chosen if isinstance(chosen, str) else None) or self.variants[None]

    def knows(self, values: Mapping[str, Value]) -> bool:
        """Whether it has the variant and the states of a record with these values."""
        if not self.variants and not self.tracks:
            return values.get("state") in self.states
        chosen = values.get(VARIANT)
        known = not self.variants or chosen in self.variants
        return (
            known
            and values.get("state") in self.of(values).states
            and all(values.get(name) in (None, *track.states) for name, track in self.tracks.items())
        )

    def leaf(self, state: str) -> str:
        """The state a record is in after entering ``state``: a group means its initial state, and so on down."""
        while self.states[state].group:
            state = self.states[state].initial or state
        return state

    def pool(self, state: str | None) -> str | None:
        """The pool that records in this state lie in, by the state itself or the nearest group around it."""
        if state is None or state not in self.states:
            return None
        return next((pool for name in self.chain(state) if (pool := self.states[name].pool)), None)

    def chain(self, state: str) -> tuple[str, ...]:
        """The state and the groups around it, from the inside out."""
        found = [state]
        while parent := self.states[found[-1]].parent:
            found.append(parent)
        return tuple(found)
