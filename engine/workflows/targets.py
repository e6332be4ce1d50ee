"""Where transitions may go: from the states and groups that a value can name to the states records are in."""

from collections.abc import Mapping

from engine.conditions.tree import Choose, Literal, ValueNode
from engine.conditions.types import Kind, Type
from engine.workflows.workflow import State, Transition


def leaves_of(name: str, states: Mapping[str, State]) -> tuple[str, ...]:
    """The states that a state or group stands for (A3)."""
    state = states[name]
    return state.leaves if state.group else (name,)


def state_type(states: Mapping[str, State]) -> Type:
    """The type of a value that names a state or a group to go to."""
    return Type(Kind.ENUM, options=tuple(states))


def named(node: ValueNode) -> frozenset[str]:
    """All options that a value of an enum type may turn out to be; of no such type: one that is no id."""
    if isinstance(node, Literal):
        return frozenset({node.value if isinstance(node.value, str) else ""})
    if isinstance(node, Choose):
        return frozenset[str]().union(*(named(value) for _, value in node.branches))
    return frozenset(node.type.options) or frozenset({""})


def resting(ids: frozenset[str], states: Mapping[str, State]) -> frozenset[str]:
    """The leaf states that going to these states and groups means."""
    found: set[str] = set()
    for name in ids:
        state = states[name]
        while state.group:
            state = states[state.initial or ""]
        found.add(state.id)
    return frozenset(found)


def targets_of(transition: Transition, states: Mapping[str, State]) -> frozenset[str]:
    """All leaf states that a transition may go to; none when it stays."""
    if transition.back is not None:
        return frozenset(leaves_of(transition.back, states))
    return frozenset[str]() if transition.target is None else resting(named(transition.target.node), states)
