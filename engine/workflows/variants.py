"""Variants (E21): several workflows of one entity, of which each record follows one, chosen once when it is made.

For all that speaks of the entity as a whole (lists, words, events) they are one workflow that has the states and
transitions of all; so what two of them call alike must mean the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import TypeVar

from engine.conditions.compiled import Facts
from engine.conditions.needs import Needs
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.workflows import problems
from engine.workflows.model import WorkflowFile
from engine.workflows.workflow import State, Transition, Workflow

Part = TypeVar("Part")
# What they must say alike of a state: all that is told of it without looking at the record.
_OF_A_STATE = ("label", "group", "parent", "final", "pool", "stale_after")


def choose(workflow: Workflow, facts_for: Callable[[Needs], Facts]) -> Workflow:
    """The workflow that a new record is to follow: the first variant, by order and id, whose condition holds."""
    for variant in workflow.variants.values():
        condition = variant.condition
        if condition is None or condition.test(facts_for(condition.needs)):
            return variant
    return workflow


def whole(ordinary: Workflow, variants: Iterable[Workflow]) -> Workflow:
    """The workflow of an entity as lists and names see it: with all states and transitions of its variants."""
    ordered = [*sorted(variants, key=lambda one: (one.order, one.variant or "")), ordinary]
    if len(ordered) == 1:
        return ordinary
    # The ordinary one comes first in what is shown, and last in what is asked.
    shown = [ordinary, *ordered[:-1]]
    return replace(
        ordinary,
        states=_states(shown),
        transitions=_transitions(shown),
        by_state=_lists([one.by_state for one in shown], lambda one: one.id),
        automatic=_lists([one.automatic for one in shown], lambda one: one.id),
        listeners=_lists([one.listeners for one in shown], lambda one: one.id),
        timed=_lists([one.timed for one in shown], lambda one: one.name),
        goes=_goes(shown),
        shown=tuple(dict.fromkeys(state for one in shown for state in one.shown)),
        variants={one.variant: one for one in ordered},
        single=False,
    )


def with_tracks(workflow: Workflow, tracks: Mapping[str, Workflow]) -> Workflow:
    """The workflow with the tracks that move beside it (E20); its transitions are those of all of them."""
    if not tracks:
        return workflow
    beside = {id: one for track in tracks.values() for id, one in track.transitions.items()}
    return replace(workflow, transitions={**workflow.transitions, **beside}, tracks=tracks, single=False)


def _states(shown: Sequence[Workflow]) -> dict[str, State]:
    found: dict[str, State] = {}
    for workflow in shown:
        for id, state in workflow.states.items():
            known = found.get(id, state)
            found[id] = replace(known, leaves=tuple(dict.fromkeys((*known.leaves, *state.leaves))))
    return found


def _transitions(shown: Sequence[Workflow]) -> dict[str, Transition]:
    found: dict[str, Transition] = {}
    for workflow in shown:
        for id, one in workflow.transitions.items():
            known = found.get(id, one)
            found[id] = replace(known, sources=known.sources | one.sources)
    return found


def _goes(shown: Sequence[Workflow]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for workflow in shown:
        for id, states in workflow.goes.items():
            found[id] = found.get(id, frozenset()) | states
    return found


def _lists(
    several: Iterable[Mapping[str, tuple[Part, ...]]], name: Callable[[Part], str]
) -> dict[str, tuple[Part, ...]]:
    found: dict[str, dict[str, Part]] = {}
    for one in several:
        for key, parts in one.items():
            for part in parts:
                found.setdefault(key, {}).setdefault(name(part), part)
    return {key: tuple(parts.values()) for key, parts in found.items()}


# ---------------------------------------------------------------- what may be wrong


def disagreements(files: Mapping[str, WorkflowFile]) -> Iterator[tuple[str, Diagnostic]]:
    """What two variants of one entity call alike and mean differently, with the file (by its id) in which it is told.

    ``files``: the ordinary workflow and the variants of one entity.
    """
    for one, other in combinations(sorted(files), 2):
        yield from ((other, found) for found in _between(files[other], files[one], one))


def _between(one: WorkflowFile, other: WorkflowFile, name: str) -> Iterator[Diagnostic]:
    for kind, keys, ours, theirs in (
        ("states", _OF_A_STATE, one.states, other.states),
        ("transitions", ("label",), one.transitions, other.transitions),
    ):
        for id, key in product((id for id in ours if id in theirs), keys):
            if getattr(ours[id], key) != getattr(theirs[id], key):
                data = {"name": id, "key": key, "other": name}
                yield Diagnostic(problems.VARIANTS_DISAGREE, pointer(kind, id), data=data)
