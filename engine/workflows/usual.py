"""The usual path through a workflow, and the order in which its states are shown.

Nothing in a pack says which way is the usual one; the graph tells. A step is the more specific the fewer states it starts
from and the fewer it goes to: what starts from nearly everywhere (to cancel, to lose, to set aside) is an exit or a
shortcut. Where a definition names its states in another order, going against that order is a way back. The usual path is
the one, without a state twice, whose steps are the most specific and the most. It goes into no pool: what nobody owns
is set aside.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.workflows.workflow import State, Transition

_WORTH = 0.4  # a step that is less specific than this costs more than it brings
_BEST = 1 - _WORTH
_AUTOMATIC = 0.8  # what the engine takes by itself counts less,
_WAITING = 0.5  # and what waits for an event or a moment still less
_BACK = 0.7  # what going against the order of the states costs
_AT_END = 0.5  # for coming to a final state; a little less for each that is named before it
_LATER_END = 0.05
_LOOKS = 4_000  # so many steps are tried in large workflows

Steps = Mapping[str, Sequence[tuple[str, float]]]
"""State -> the states one step further, each with what the step brings."""


def usual(
    states: Mapping[str, State],
    transitions: Sequence[Transition],
    targets: Mapping[str, frozenset[str]],
    starts: frozenset[str],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The states that a record usually goes through, and all states in the order in which they are shown.

    ``targets``: transition -> the leaf states it may go to. ``starts``: those that a new record may have. Shown side by
    side, a state off the usual path stands where it can first be reached, and final ones stand behind all others.
    """
    leaves = [state for state in states.values() if not state.group]
    steps = _steps([state.id for state in leaves], transitions, targets)
    finals = [state.id for state in leaves if state.final]
    ends = {state: max(0.0, _AT_END - _LATER_END * number) for number, state in enumerate(finals)}
    pooled = frozenset(state.id for state in leaves if _lies_in_a_pool(state, states))
    walk = _Walk(steps, ends, pooled)
    for start in sorted(starts):
        walk.on((start,), 0.0)
    place = {state: number for number, state in enumerate(walk.path)}
    far = _distances(starts, steps)

    def rank(state: State) -> tuple[bool, bool, int, bool, str]:
        off = state.id not in place
        depth = far.get(state.id, len(leaves)) if off else place[state.id]
        return state.final, off and state.final, depth, off, state.id

    return walk.path, tuple(state.id for state in sorted(leaves, key=rank))


def _lies_in_a_pool(state: State, states: Mapping[str, State]) -> bool:
    """By itself or by a group around it."""
    around: State | None = state
    while around is not None and around.pool is None:
        around = states[around.parent] if around.parent else None
    return around is not None


@dataclass(slots=True)
class _Walk:
    """Tries ways through the graph, the most promising first, and keeps the best."""

    steps: Steps
    ends: Mapping[str, float]
    pooled: frozenset[str]
    path: tuple[str, ...] = ()
    gain: float = field(default=float("-inf"))
    looks: int = 0

    def on(self, way: tuple[str, ...], gain: float) -> None:
        """Go on from the end of ``way``, which has brought ``gain`` so far."""
        self.looks += 1
        whole = round(gain + self.ends.get(way[-1], 0.0), 6)
        if (whole, len(way)) > (self.gain, len(self.path)):
            self.gain, self.path = whole, way
        left = len(self.steps) + 1 - len(way)
        for target, brings in self.steps.get(way[-1], ()):
            if target in self.pooled and way[-1] not in self.pooled:
                continue
            hopeful = gain + brings + left * _BEST + _AT_END >= self.gain
            if target not in way and hopeful and self.looks < _LOOKS:
                self.on((*way, target), gain + brings)


def _steps(
    leaves: Sequence[str], transitions: Sequence[Transition], targets: Mapping[str, frozenset[str]]
) -> Steps:
    named = {state: number for number, state in enumerate(leaves)}
    found: dict[str, dict[str, float]] = {}
    for one in transitions:
        brings = _weight(one) / (len(one.sources) * max(1, len(targets[one.id]))) - _WORTH
        for source in one.sources:
            mine = found.setdefault(source, {})
            for target in targets[one.id] - {source}:
                said = brings - (_BACK if named[target] < named[source] else 0)
                mine[target] = max(said, mine.get(target, said))
    return {
        state: sorted(to.items(), key=lambda step: (-step[1], step[0])) for state, to in found.items() if to
    }


def _weight(transition: Transition) -> float:
    if transition.timer is not None or (transition.when and transition.duty is None):
        return _WAITING
    return 1.0 if transition.duty is not None else _AUTOMATIC


def _distances(starts: Iterable[str], steps: Steps) -> dict[str, int]:
    """How many steps each state is away from the nearest of ``starts``, of those that can be reached."""
    found = dict.fromkeys(sorted(starts), 0)
    waiting = [*found]
    for state in waiting:
        for target, _ in steps.get(state, ()):
            if target not in found:
                found[target] = found[state] + 1
                waiting.append(target)
    return found
