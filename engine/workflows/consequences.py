"""What each transition of a workflow may bring about: for the search for rules without end."""

from collections.abc import Mapping

from engine.effects.consequence import Consequence
from engine.workflows.step import between
from engine.workflows.targets import targets_of
from engine.workflows.workflow import State, Transition, Workflow


def consequences(workflow: Workflow) -> Mapping[str, Consequence]:
    """Ref of each transition (``entity.transition``) -> the states it may enter and leave, and all its effects."""
    return {transition.ref: _of(workflow, transition) for transition in workflow.mine}


def _of(workflow: Workflow, transition: Transition) -> Consequence:
    entered: dict[str, State] = {}
    left: dict[str, State] = {}
    for source in sorted(transition.sources):
        for target in sorted(targets_of(transition, workflow.states)):
            step = between(workflow, source, target)
            entered |= {state.id: state for state in step.enters}
            left |= {state.id: state for state in step.leaves}
    effects = (
        *(effect for state in left.values() for effect in state.on_leave),
        *transition.effects,
        *(effect for state in entered.values() for effect in state.on_enter),
    )
    # Where it goes may depend on a value, and with it what happens on the way.
    guarded = transition.guard is not None or len(targets_of(transition, workflow.states)) > 1
    into, out_of = frozenset(map(workflow.event, entered)), frozenset(map(workflow.event, left))
    return Consequence(into, out_of, effects, guarded)
