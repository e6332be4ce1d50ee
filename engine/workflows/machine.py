"""The machine that moves records: one per workflow and release, shared by all of them, with no model attached.

``transitions`` imports and calls dotted names that stand in a configuration; it is given ids and our own functions
only, never a text of a definition as a callback.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from transitions import EventData, Machine

from engine.workflows.workflow import Transition

# No id of a definition begins with an underscore, so no transition can be called like this attribute.
_ATTRIBUTE = "_state"


class _Moving:
    """What moves through the machine: nothing but a state."""

    __slots__ = (_ATTRIBUTE,)

    def __init__(self, state: str) -> None:
        setattr(self, _ATTRIBUTE, state)


def build(
    states: Iterable[str], transitions: Iterable[Transition], targets: Mapping[str, frozenset[str]]
) -> Machine:
    """The machine of a workflow.

    ``states``: the leaf states. ``targets``: transition -> the leaf states it may go to; none: it stays.
    """
    machine = Machine(
        model=None,
        states=[*states],
        initial=None,
        auto_transitions=False,
        send_event=True,
        model_attribute=_ATTRIBUTE,
    )
    for transition in transitions:
        for source in sorted(transition.sources):
            wanted = sorted(targets[transition.id]) or [source]
            for target in wanted:
                # An internal transition (no destination) is one that stays (A4).
                destination = None if target == source else target
                choosing: Any = [_goes_to(target)] if len(wanted) > 1 else None
                machine.add_transition(transition.id, source, destination, conditions=choosing)
    return machine


@lru_cache(maxsize=8192)  # a machine never changes: where it goes is asked of it once for each move
def move(machine: Machine, transition: str, state: str, target: str) -> str:
    """The state after taking a transition from ``state`` with the decided leaf state ``target``.

    The caller has checked that the workflow has such a move; that it has none is a bug, and raises.
    """
    moving = _Moving(state)
    taken = machine.events[transition].trigger(moving, target=target)
    if not taken or getattr(moving, _ATTRIBUTE) != target:
        message = f"{transition} does not go from {state} to {target}"
        raise LookupError(message)
    return target


def _goes_to(target: str) -> Callable[[EventData], bool]:
    def holds(event: EventData) -> bool:
        return event.kwargs["target"] == target

    return holds
