"""Workflows as a release holds them: flat, resolved, with everything a move needs at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from transitions import Machine

from engine.conditions.compiled import Computed, Guard
from engine.effects.effect import Deadline, Effect
from engine.effects.event import Event
from engine.effects.timing import TimerSpec
from engine.values.plain import Label


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

    @property
    def ref(self) -> str:
        """``entity.transition``, as other definitions and history name it."""
        return f"{self.entity}.{self.id}"


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


@dataclass(frozen=True, slots=True)
class Workflow:
    """The state machine of an entity.

    ``initial`` gives the first state (or group) of a new record. ``by_state``: leaf state -> the transitions that may
    start there, in order. ``timed``: leaf state ->
    everything that has a moment there, by order, then name (A1). ``goes``: transition -> the leaf states it may go to (none:
    it stays). ``path``: the states that a record usually goes through; ``shown``: all leaf states in the order in which
    people see them. ``machine`` is the shared ``transitions`` machine (never attach a model to it).
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
