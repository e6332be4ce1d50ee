"""The transitions of a workflow file become transitions of a release."""

from collections.abc import Mapping
from dataclasses import replace

from engine.conditions.compiled import Computed, Guard
from engine.conditions.names import Names, of_parameter
from engine.conditions.needs import nodes
from engine.conditions.tree import DecisionValue, Now, Path, SetValue
from engine.conditions.types import DATETIME, Type
from engine.diagnostics.pointer import pointer
from engine.effects.check import check_effects
from engine.effects.check_events import check_events, input_of
from engine.effects.check_timer import check_timer
from engine.effects.event import Event
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.effects.timing import TimerSpec
from engine.values.plain import Json
from engine.workflows import problems
from engine.workflows.check_states import good_id
from engine.workflows.model import TransitionFile
from engine.workflows.targets import leaves_of, named, resting, state_type
from engine.workflows.workflow import State, Transition


def check_transition(
    name: str,
    json: TransitionFile,
    states: Mapping[str, State],
    names: Names,
    around: Surroundings,
    findings: Findings,
) -> Transition:
    """One transition, compiled as far as it could be read; what is wrong with it is reported."""
    at, entity = pointer("transitions", name), names.entity or ""
    findings.label(json.label, at + "/label")
    if not good_id(name):
        findings.report(problems.BAD_ID, at, name=name)
    if json.duty is not None:
        findings.known(problems.UNKNOWN_DUTY, at + "/duty", json.duty, around.duties)
    when = _when(json, entity, around, findings, at + "/when")
    scope = replace(
        names,
        input=_input(json, when, entity, around, findings, at + "/form"),
        event={"due_at": DATETIME} if json.timer else {},
    )
    guard = None if json.guard is None else findings.guard(json.guard, scope, at + "/guard")
    if json.automatic and guard is not None:
        _check_automatic(guard, scope, around, findings, at + "/guard")
    back = _back(json.to, states, findings, at + "/to")
    target = (
        None
        if json.to is None or _is_back(json.to)
        else _target(json.to, states, scope, findings, at + "/to")
    )
    leads_to = (
        resting(named(target.node), states)
        if target is not None and named(target.node) <= set(states)
        else ()
    )
    final = bool(leads_to) and all(states[one].final for one in leads_to)
    return Transition(
        name,
        entity,
        json.label,
        _sources(json, states, findings, at + "/from"),
        target,
        back,
        json.duty,
        json.form,
        guard,
        check_effects(json.effects, scope, around, findings, at + "/effects", final=final),
        json.automatic,
        json.order,
        when,
        _timer(json, names, around, findings, at + "/timer"),
    )


def _timer(
    json: TransitionFile, names: Names, around: Surroundings, findings: Findings, at: str
) -> TimerSpec | None:
    if json.timer is None:
        return None
    # The moment of a transition may not hang on that of another: there would be circles.
    found = check_timer(json.timer, replace(names, due=frozenset()), around, findings, at)
    if found is not None and len(found.spans) > 1:
        findings.report(problems.TAKEN_ONCE, at)
    return found


def _when(
    json: TransitionFile, entity: str, around: Surroundings, findings: Findings, at: str
) -> tuple[Event, ...]:
    if json.when is None:
        return ()
    several = isinstance(json.when, tuple)
    said = json.when if isinstance(json.when, tuple) else (json.when,)
    events = check_events(said, around, findings, at, several=several, of_records=True)
    for event in events:
        if event.entity != entity:
            findings.report(problems.FOREIGN_EVENT, at, name=event.entity)
    return events


def _input(
    json: TransitionFile,
    when: tuple[Event, ...],
    entity: str,
    around: Surroundings,
    findings: Findings,
    at: str,
) -> Mapping[str, Type]:
    if json.form is None:
        return input_of(when, around)
    if not findings.known(problems.UNKNOWN_FORM, at, json.form, around.form_entities):
        return {}
    found = around.form_entities[json.form]
    if found != entity:
        findings.report(problems.FORM_OF_OTHER, at, name=json.form, found=found, entity=entity)
    return around.inputs.get(json.form, {})


# --------------------------------------------------------- from and to


def _sources(
    json: TransitionFile, states: Mapping[str, State], findings: Findings, at: str
) -> frozenset[str]:
    if json.sources == "any":
        return frozenset(state.id for state in states.values() if not state.group and not state.final)
    if not json.sources:
        findings.report(problems.NO_SOURCE, at)
    found: set[str] = set()
    for place, name in enumerate(json.sources):
        where = at + pointer(place)
        if findings.known(problems.UNKNOWN_STATE, where, name, states):
            leaves = leaves_of(name, states)
            for final in (leaf for leaf in leaves if states[leaf].final):
                findings.report(problems.FROM_FINAL, where, name=final)
            found.update(leaves)
    return frozenset(found)


def _is_back(json: Json) -> bool:
    return isinstance(json, Mapping) and "back" in json


def _back(json: Json, states: Mapping[str, State], findings: Findings, at: str) -> str | None:
    if not isinstance(json, Mapping) or "back" not in json:
        return None
    group = json["back"]
    groups = [state.id for state in states.values() if state.group]
    if findings.known(problems.UNKNOWN_GROUP, at + "/back", str(group), groups):
        return str(group)
    return None


def _target(
    json: Json, states: Mapping[str, State], names: Names, findings: Findings, at: str
) -> Computed | None:
    if isinstance(json, str):
        # Said here and not by the reader of values, which speaks of options.
        if not findings.known(problems.UNKNOWN_STATE, at, json, states):
            return None
    elif not isinstance(json, Mapping):
        findings.report(problems.NOT_A_STATE, at)
        return None
    found = findings.computed(json, names, at, state_type(states))
    if found is not None and not named(found.node) <= frozenset(states):
        findings.report(problems.NOT_A_STATE, at)
        return None
    return found


# ------------------------------------------------------------- automatic


def _elsewhere(path: str) -> bool:
    """Whether a path leaves the record; that of a parameter does by the day it is taken of."""
    head, _, rest = path.partition(".")
    if head == "parameter":
        day = of_parameter(rest)[1]
        return day is not None and _elsewhere(day)
    return "." in path.removeprefix("record.")


def _check_automatic(guard: Guard, names: Names, around: Surroundings, findings: Findings, at: str) -> None:
    """E17: only what changes with this record, its lines, its roll-ups or a parameter."""
    lines = {found.entity for found in around.catalogue.lines.get(names.entity or "", {}).values()}
    for node in nodes(guard.tree):
        match node:
            case Path(path) if _elsewhere(path):
                findings.report(problems.AUTOMATIC_READS, at, name=path)
            case Path("actor"):
                findings.report(problems.AUTOMATIC_READS, at, name="actor")
            case Now():
                findings.report(problems.AUTOMATIC_READS, at, name="now")
            case DecisionValue(table, output):
                findings.report(problems.AUTOMATIC_READS, at, name=f"{table}.{output}")
            case SetValue(query) if query.of or query.entity not in lines or query.link != "parent":
                findings.report(problems.AUTOMATIC_READS, at, name=f"{query.entity}.{query.link}")
            case _:
                pass
    for moving in sorted(guard.needs.paths & {"now"}):
        if not any(isinstance(node, Now) for node in nodes(guard.tree)):
            findings.report(problems.AUTOMATIC_READS, at, name=moving)
