"""The workflow of the repair shop's orders, and how tests read one."""

from collections.abc import Mapping
from typing import Any

from engine.diagnostics.problem import Diagnostic
from engine.effects.surroundings import Moves
from engine.workflows.check import check
from engine.workflows.model import WorkflowFile
from engine.workflows.workflow import Workflow
from tests.builders.repair_shop import errors, label, surroundings

STATES: Mapping[str, Any] = {
    "open": {"label": label("Open"), "group": True, "initial": "filed"},
    "filed": {"label": label("Filed"), "parent": "open"},
    "checking": {"label": label("Checking"), "parent": "open"},
    "repairing": {"label": label("Repairing"), "parent": "open"},
    "waiting": {"label": label("Waiting")},
    "done": {"label": label("Done"), "final": True},
    "dropped": {"label": label("Dropped"), "final": True},
}


def by_hand(text: str, start: Any, to: Any = None, **more: Any) -> dict[str, Any]:
    json = {"label": label(text), "from": start, "duty": "order.handle", **more}
    return json if to is None else {**json, "to": to}


TRANSITIONS: Mapping[str, Any] = {
    "check": by_hand("Check", ["filed"], "checking", form="check"),
    "repair": by_hand("Repair", ["checking"], "repairing"),
    "pause": by_hand("Pause", ["open"], "waiting"),
    "resume": by_hand("Resume", ["waiting"], {"back": "open"}),
    "finish": by_hand("Finish", ["repairing"], "done", duty="order.finish"),
    "drop": by_hand("Drop", "any", "dropped"),
    "remark": by_hand("Remark", ["open"]),
}


def order_workflow(
    states: Mapping[str, Any] | None = None,
    transitions: Mapping[str, Any] | None = None,
    *,
    whole: bool = False,
    file_id: str = "order",
    around: Mapping[str, Any] | None = None,
    **more: Any,
) -> tuple[Workflow | None, list[Diagnostic]]:
    """Check the shop's workflow with changes: ``None`` takes a state or transition away.

    ``whole``: states and transitions are all there is, not changes.
    """
    told_states = dict(states or {}) if whole else {**STATES, **(states or {})}
    told_transitions = dict(transitions or {}) if whole else {**TRANSITIONS, **(transitions or {})}
    json = {
        "kind": "workflow",
        "entity": "order",
        "initial": "filed",
        "states": {id: state for id, state in told_states.items() if state is not None},
        "transitions": {id: one for id, one in told_transitions.items() if one is not None},
        **more,
    }
    file = WorkflowFile.model_validate(json)
    leaves = tuple(id for id, state in file.states.items() if not state.group)
    groups = {
        id: tuple(leaf for leaf in leaves if file.states[leaf].parent == id)
        for id, state in file.states.items()
        if state.group
    }
    moves = {"order": Moves(leaves, groups, tuple(file.transitions))}
    return check(file_id, file, surroundings(moves, **(around or {})))


def workflow(*args: Any, **more: Any) -> Workflow:
    """The workflow of a file without errors."""
    found, diagnostics = order_workflow(*args, **more)
    assert found is not None, [(one.code, one.pointer, one.data) for one in errors(diagnostics)]
    return found
