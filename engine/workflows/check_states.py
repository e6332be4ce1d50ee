"""The states of a workflow file become states of a release, with their groups resolved (E2)."""

import re
from collections.abc import Mapping
from dataclasses import replace

from engine.conditions.names import Names
from engine.conditions.tree import Literal, Path, ValueNode
from engine.conditions.types import DATETIME
from engine.diagnostics.pointer import pointer
from engine.effects.check import check_effects
from engine.effects.check_timer import check_moment, check_timer
from engine.effects.effect import Deadline
from engine.effects.findings import Findings
from engine.effects.model import DeadlineJson
from engine.effects.surroundings import Surroundings
from engine.effects.timer_model import MomentJson
from engine.effects.timing import TimerSpec
from engine.values.duration import Duration
from engine.workflows import problems
from engine.workflows.model import EditableFile, StaleFile, StateFile, WorkflowFile
from engine.workflows.workflow import Editable, State

_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")
# Keys of states that only the main workflow has.
_OF_THE_RECORD = ("approval", "pool", "stale_after", "tracks")
LOCKED = Editable(duties=())


def good_id(name: str) -> bool:
    """Whether a state or transition may be called so."""
    return name != "any" and _ID.fullmatch(name) is not None


def check_states(
    file: WorkflowFile, names: Names, around: Surroundings, findings: Findings
) -> dict[str, State]:
    """All states and groups by id, in the order of the file; what is wrong with them is reported."""
    _check_groups(file.states, findings)
    inside = {name: _ancestors(name, file.states, findings) for name in file.states}
    found: dict[str, State] = {}
    for name, json in file.states.items():
        at = pointer("states", name)
        _check_one(name, json, file.track, findings, at)
        _check_tracks(json, file.entity, around, findings, at + "/tracks")
        if json.approval is not None:
            _check_approval(name, json, file.entity, around, findings, at + "/approval")
        if json.editable is not None:
            _check_editable(json.editable, file.entity, around, findings, at + "/editable")
        found[name] = State(
            name,
            json.label,
            json.group,
            json.parent,
            json.initial,
            tuple(leaf for leaf, above in inside.items() if name in above and not file.states[leaf].group),
            json.final,
            check_effects(json.on_enter, names, around, findings, at + "/on_enter"),
            check_effects(json.on_leave, names, around, findings, at + "/on_leave"),
            _editable((name, *inside[name]), file),
            _stale(json.stale_after, names, around, findings, at + "/stale_after"),
            _deadlines(json.deadlines, names, around, findings, at + "/deadlines"),
            json.approval,
            json.pool,
            _tracks((name, *inside[name]), file.states),
        )
        if json.pool is not None:
            findings.known(problems.UNKNOWN_POOL, at + "/pool", json.pool, sorted(around.pools))
            if json.final:
                findings.report(problems.FINAL_POOL, at + "/pool", name=name)
        if json.group and not found[name].leaves:
            findings.report(problems.EMPTY_GROUP, at, name=name)
    return found


def _check_one(name: str, json: StateFile, track: str | None, findings: Findings, at: str) -> None:
    findings.label(json.label, at + "/label")
    if not good_id(name):
        findings.report(problems.BAD_ID, at, name=name)
    for key in _OF_THE_RECORD if track else ():
        if getattr(json, key):
            findings.report(problems.NOT_IN_TRACK, at + pointer(key), name=key)
    if json.final and json.tracks:
        findings.report(problems.FINAL_TRACKS, at + "/tracks", name=name)
    if json.final and json.deadlines:
        findings.report(problems.FINAL_WAITS, at + "/deadlines", name=name)
    if json.group and json.final:
        findings.report(problems.FINAL_GROUP, at + "/final", name=name)


def _check_approval(
    name: str, json: StateFile, entity: str, around: Surroundings, findings: Findings, at: str
) -> None:
    if json.group or json.final:
        findings.report(problems.APPROVAL_HERE, at, name=name)
    if not findings.known(problems.UNKNOWN_APPROVAL, at, json.approval or "", around.approvals):
        return
    about = around.approvals[json.approval or ""].entity
    if about != entity:
        findings.report(problems.APPROVAL_OF_OTHER, at, name=json.approval, found=about, entity=entity)


def _check_tracks(json: StateFile, entity: str, around: Surroundings, findings: Findings, at: str) -> None:
    moves = around.moves.get(entity)
    known = moves.tracks if moves else ()
    for place, name in enumerate(json.tracks):
        findings.known(problems.UNKNOWN_TRACK, at + pointer(place), name, known, entity=entity)


def _tracks(chain: tuple[str, ...], states: Mapping[str, StateFile]) -> tuple[str, ...]:
    """What the state and the groups around it name."""
    return tuple(sorted({track for name in chain for track in states[name].tracks}))


def _check_groups(states: Mapping[str, StateFile], findings: Findings) -> None:
    groups = [name for name, json in states.items() if json.group]
    for name, json in states.items():
        at = pointer("states", name)
        if json.parent is not None:
            findings.known(problems.UNKNOWN_GROUP, at + "/parent", json.parent, groups)
        if not json.group:
            if json.initial is not None:
                findings.report(problems.INITIAL_OF_STATE, at + "/initial", name=name)
        elif json.initial is None:
            findings.report(problems.GROUP_WITHOUT_INITIAL, at, name=name)
        elif findings.known(problems.UNKNOWN_STATE, at + "/initial", json.initial, states) and (
            states[json.initial].parent != name
        ):
            findings.report(problems.INITIAL_OUTSIDE, at + "/initial", name=json.initial, group=name)


def _ancestors(name: str, states: Mapping[str, StateFile], findings: Findings) -> tuple[str, ...]:
    """The groups around a state, from the inside out."""
    found: list[str] = []
    while parent := states[found[-1] if found else name].parent:
        if parent not in states:
            break
        if parent == name or parent in found:
            findings.report(problems.GROUP_CIRCLE, pointer("states", name, "parent"), name=parent)
            break
        found.append(parent)
    return tuple(found)


def _check_editable(
    json: EditableFile, entity: str, around: Surroundings, findings: Findings, at: str
) -> None:
    if json.by is None and json.fields is None:
        findings.report(problems.EDITABLE_EMPTY, at)
    for place, duty in enumerate(json.by or ()):
        findings.known(problems.UNKNOWN_DUTY, at + pointer("by", place), duty, around.duties)
    fields = around.entities[entity].fields
    for place, name in enumerate(json.fields or ()):
        findings.known(problems.UNKNOWN_FIELD, at + pointer("fields", place), name, fields, entity=entity)


def _editable(chain: tuple[str, ...], file: WorkflowFile) -> Editable:
    """What the state says, else the nearest group around it, else: as the duties say, locked when final (E5).

    The final state of a track ends the track, not the record.
    """
    states = file.states
    for name in chain:
        said = states[name].editable
        if said is not None:
            return Editable(said.by, said.fields)
    return LOCKED if states[chain[0]].final and file.track is None else Editable()


def _deadlines(
    deadlines: Mapping[str, DeadlineJson], names: Names, around: Surroundings, findings: Findings, at: str
) -> tuple[Deadline, ...]:
    scope = replace(names, event={"due_at": DATETIME})
    found: list[Deadline] = []
    for name, json in deadlines.items():
        where = at + pointer(name)
        findings.label(json.label, where + "/label") if json.label else None
        if not good_id(name):
            findings.report(problems.BAD_ID, where, name=name)
        if not json.then:
            findings.report(problems.NOTHING_HAPPENS, where + "/then")
        timer = check_timer(json, names, around, findings, where)
        then = check_effects(json.then, scope, around, findings, where + "/then")
        if timer is not None:
            found.append(Deadline(name, timer, then, json.order, json.label))
    return tuple(found)


def _stale(
    said: str | StaleFile | None, names: Names, around: Surroundings, findings: Findings, at: str
) -> TimerSpec | None:
    """How long a stay may be: a span of elapsed or working time since the entry into the state."""
    if said is None:
        return None
    after, where = (said, at) if isinstance(said, str) else (said.after, at + "/after")
    if isinstance(after, str):
        span = Duration.parse(after) if after else None
        if span is None or min(span.months, span.days, span.seconds) < 0:
            findings.report(problems.NOT_A_DURATION, where, name=after)
            return None
    clock = {} if isinstance(said, str) else {"clock": said.clock, "calendar": said.calendar}
    found = check_moment(MomentJson.model_validate({"after": after, **clock}), names, around, findings, at)
    if found is not None and not all(_alike(one.node) for one in found.spans):
        findings.report(problems.STALE_DIFFERS, where)
        return None
    return found


def _alike(node: ValueNode) -> bool:
    """Whether it is the same for all records of a centre: the queue looks for many of them at once."""
    return isinstance(node, Literal) or (
        isinstance(node, Path) and node.path.startswith("parameter.") and "@" not in node.path
    )
