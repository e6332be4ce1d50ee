"""The outline of the workflows of each entity, of all its variants together: states, groups, transitions, forms."""

from collections.abc import Iterable
from dataclasses import replace

from engine.effects.surroundings import Moves
from engine.workflows.model import WorkflowFile


def together(files: Iterable[WorkflowFile]) -> dict[str, Moves]:
    """Entity -> the states, groups and transitions that it has in any of its variants, and its tracks.

    A transition is one of the entity whatever it moves; the states of a track are the track's.
    """
    found: dict[str, Moves] = {}
    tracks: dict[str, dict[str, Moves]] = {}
    for file in files:
        if file.track is not None:
            tracks.setdefault(file.entity, {})[file.track] = _of(file)
            continue
        found[file.entity] = _joined(found[file.entity], _of(file)) if file.entity in found else _of(file)
    for entity, beside in tracks.items():
        main = found.get(entity, Moves((), {}, ()))
        transitions = tuple(name for one in (main, *beside.values()) for name in one.transitions)
        found[entity] = replace(main, transitions=transitions, tracks=beside)
    return found


def forms_of(files: Iterable[WorkflowFile]) -> dict[str, tuple[str, ...]]:
    """Ref of each transition -> the forms that it has in one variant or another; those without any are left out."""
    found: dict[str, dict[str, None]] = {}
    for file in files:
        for name, transition in file.transitions.items():
            if transition.form is not None:
                found.setdefault(f"{file.entity}.{name}", {})[transition.form] = None
    return {ref: tuple(forms) for ref, forms in found.items()}


def _of(file: WorkflowFile) -> Moves:
    leaves = tuple(id for id, state in file.states.items() if not state.group)
    groups = {id: _leaves(id, file) for id, state in file.states.items() if state.group}
    final = frozenset(id for id in leaves if file.states[id].final)
    return Moves(leaves, groups, tuple(file.transitions), final)


def _joined(one: Moves, other: Moves) -> Moves:
    groups = {
        id: _both(one.groups.get(id, ()), other.groups.get(id, ()))
        for id in _both((*one.groups,), (*other.groups,))
    }
    states, transitions = _both(one.states, other.states), _both(one.transitions, other.transitions)
    return Moves(states, groups, transitions, one.final | other.final)


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _leaves(group: str, file: WorkflowFile) -> tuple[str, ...]:
    return tuple(id for id, state in file.states.items() if not state.group and group in _parents(id, file))


def _parents(state: str, file: WorkflowFile) -> list[str]:
    """The groups around a state; a circle of groups ends where it began."""
    found: list[str] = []
    parent = file.states[state].parent
    while parent is not None and parent in file.states and parent not in found:
        found.append(parent)
        parent = file.states[parent].parent
    return found
