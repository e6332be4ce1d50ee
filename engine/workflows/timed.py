"""Everything that has a moment in each state of a workflow: its timed transitions, and the deadlines on it and its groups."""

from collections.abc import Iterator, Mapping

from engine.workflows.workflow import State, Timed, Transition


def timed_of(
    states: Mapping[str, State], by_state: Mapping[str, tuple[Transition, ...]], track: str | None = None
) -> dict[str, tuple[Timed, ...]]:
    """Leaf state -> what is timed there, by order, then name; states without anything timed are left out.

    ``by_state``: leaf state -> the transitions that may start there. ``track``: the one whose states they are.
    """
    found = {
        leaf: [*_transitions(leaf, by_state[leaf]), *_deadlines(leaf, states, track)] for leaf in by_state
    }
    return {
        leaf: tuple(sorted(timed, key=lambda one: (one.order, one.name)))
        for leaf, timed in found.items()
        if timed
    }


def _transitions(leaf: str, transitions: tuple[Transition, ...]) -> Iterator[Timed]:
    for one in transitions:
        if one.timer is not None:
            yield Timed(one.id, one.timer, one.order, leaf, transition=one, track=one.track)


def _deadlines(leaf: str, states: Mapping[str, State], track: str | None) -> Iterator[Timed]:
    seat: str | None = leaf
    while seat is not None:
        for one in states[seat].deadlines:
            for place in range(len(one.timer.spans)):
                name = f"{seat}.{one.id}" + (f".{place + 1}" if place else "")
                name = f"{track}.{name}" if track else name
                yield Timed(name, one.timer, one.order, seat, place, deadline=one, track=track)
        seat = states[seat].parent
