"""A workflow file becomes a workflow of a release: checked and compiled in one go, so that both say the same."""

import re
from collections.abc import Mapping
from dataclasses import replace

from engine.conditions.compiled import Computed, Guard
from engine.conditions.names import RESERVED, Names
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.records.common import COMMON_NAMES
from engine.values.plain import Json
from engine.workflows import problems
from engine.workflows.check_outcomes import check_outcomes
from engine.workflows.check_states import check_states, good_id
from engine.workflows.check_transitions import check_transition
from engine.workflows.graph import Graph, judge
from engine.workflows.machine import build
from engine.workflows.model import WorkflowFile
from engine.workflows.targets import named, resting, state_type, targets_of
from engine.workflows.timed import timed_of
from engine.workflows.usual import usual
from engine.workflows.workflow import ORDINARY, VARIANT, State, Transition, Workflow

MAX_STATES = 500
MAX_TRANSITIONS = 1_000
MAX_MOVES = 50_000  # pairs of a state and where a transition may go from it
_VARIANT = re.compile(r"[a-z][a-z0-9_]{0,62}")


def check(file_id: str, file: WorkflowFile, around: Surroundings) -> tuple[Workflow | None, list[Diagnostic]]:
    """The workflow, or None with the errors that forbid it; warnings and hints come with either.

    ``file_id`` is the stem of the file. Pointers are relative to the file.
    """
    findings = Findings(around.locales)
    if not _small_enough(file, findings) or not _entity_ok(file, around, findings):
        return None, findings.diagnostics
    due = frozenset(name for name, json in file.transitions.items() if json.timer is not None)
    names = Names(around.catalogue, file.entity, before=True, due=due)
    variant, condition = (None, None) if file.track else _variant(file_id, file, names, findings)
    if file.track is not None:
        _check_track(file_id, file.track, file, findings)
    states = check_states(file, names, around, findings)
    if findings.broken:
        # Transitions speak of states; with broken groups they would be judged by guesses.
        return None, findings.diagnostics
    transitions = {
        name: replace(check_transition(name, json, states, names, around, findings), track=file.track)
        for name, json in file.transitions.items()
    }
    initial = _initial(file.initial, states, names, findings)
    if findings.broken or initial is None:
        return None, findings.diagnostics
    targets = {name: targets_of(transition, states) for name, transition in transitions.items()}
    if sum(len(one.sources) * max(1, len(targets[name])) for name, one in transitions.items()) > MAX_MOVES:
        findings.report(problems.TOO_LARGE, "/transitions", what="moves", limit=MAX_MOVES)
        return None, findings.diagnostics
    if file.track is None:
        check_outcomes(states, transitions, around, findings)
    starts = resting(named(initial.node), states)
    judge(Graph(states, transitions, starts, targets, around.done), findings)
    if findings.broken:
        return None, findings.diagnostics
    made = _workflow(file, initial, states, transitions, targets)
    own = replace(made, variant=variant, condition=condition, label=file.label, order=file.order or 0)
    return own, findings.diagnostics


def _small_enough(file: WorkflowFile, findings: Findings) -> bool:
    parts = (
        ("states", len(file.states), MAX_STATES),
        ("transitions", len(file.transitions), MAX_TRANSITIONS),
    )
    too_many = [(key, limit) for key, count, limit in parts if count > limit]
    for key, limit in too_many:
        findings.report(problems.TOO_LARGE, pointer(key), what=key, limit=limit)
    return not too_many


def _entity_ok(file: WorkflowFile, around: Surroundings, findings: Findings) -> bool:
    if not findings.known(problems.UNKNOWN_ENTITY, "/entity", file.entity, around.entities):
        return False
    if around.entities[file.entity].part_of is not None:
        findings.report(problems.LINE_ENTITY, "/entity", name=file.entity)
    return True


def _check_track(file_id: str, track: str, file: WorkflowFile, findings: Findings) -> None:
    """A track is called like its file, and is neither chosen nor asked in an order (E20)."""
    findings.label(file.label, "/label")
    if file_id != f"{file.entity}.{track}":
        findings.report(problems.WRONG_TRACK, "/track", entity=file.entity, name=track)
    if not good_id(track) or track in COMMON_NAMES | RESERVED | {VARIANT}:
        findings.report(problems.BAD_ID, "/track", name=track)
    for key, said in (("if", file.condition), ("order", file.order)):
        if said is not None:
            findings.report(problems.TRACK_CHOSEN, pointer(key), name=track)


def _variant(
    file_id: str, file: WorkflowFile, names: Names, findings: Findings
) -> tuple[str | None, Guard | None]:
    """Which variant the file is of (None: the ordinary workflow), and for which new records it is chosen (E21)."""
    entity, dot, name = file_id.partition(".")
    if entity != file.entity or (dot and not _VARIANT.fullmatch(name)):
        findings.report(problems.WRONG_FILE, "/entity", entity=file.entity)
        return None, None
    if not dot:
        for key, said in (("if", file.condition), ("order", file.order)):
            if said is not None:
                findings.report(problems.CHOSEN_ALWAYS, pointer(key), entity=entity)
        return None, None
    findings.label(file.label, "/label")
    if name == ORDINARY:
        findings.report(problems.BAD_ID, "", name=name)
    if file.condition is None:
        findings.report(problems.NEVER_CHOSEN, "", name=name)
        return name, None
    return name, findings.guard(file.condition, replace(names, before=False, due=frozenset()), "/if")


def _initial(json: Json, states: Mapping[str, State], names: Names, findings: Findings) -> Computed | None:
    if isinstance(json, str):
        if not findings.known(problems.UNKNOWN_STATE, "/initial", json, states):
            return None
    elif not isinstance(json, Mapping) or set(json) != {"choose"}:
        # Any other value may be absent, and a record is never without a state.
        findings.report(problems.INITIAL_UNSURE, "/initial")
        return None
    found = findings.computed(json, names, "/initial", state_type(states))
    if found is not None and not named(found.node) <= frozenset(states):
        findings.report(problems.INITIAL_UNSURE, "/initial")
    return found


def _workflow(
    file: WorkflowFile,
    initial: Computed,
    states: Mapping[str, State],
    transitions: Mapping[str, Transition],
    targets: Mapping[str, frozenset[str]],
) -> Workflow:
    leaves = [state.id for state in states.values() if not state.group]
    ordered = sorted(transitions.values(), key=lambda transition: (transition.order, transition.id))
    by_state = {leaf: tuple(t for t in ordered if leaf in t.sources) for leaf in leaves}
    keys = {event.key for transition in ordered for event in transition.when}
    timed = timed_of(states, by_state, file.track)
    path, shown = usual(states, ordered, targets, resting(named(initial.node), states))
    return Workflow(
        entity=file.entity,
        initial=initial,
        states=states,
        transitions=transitions,
        by_state=by_state,
        automatic={
            leaf: tuple(t for t in found if t.automatic)
            for leaf, found in by_state.items()
            if any(t.automatic for t in found)
        },
        machine=build(leaves, ordered, targets),
        listeners={
            key: tuple(t for t in ordered if any(e.key == key for e in t.when)) for key in sorted(keys)
        },
        timed=timed,
        track=file.track,
        goes=targets,
        path=path,
        shown=shown,
    )
