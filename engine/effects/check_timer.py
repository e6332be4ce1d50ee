"""The timer of a transition in a file becomes a timer in a release (E6)."""

from engine.conditions.compiled import Computed
from engine.conditions.names import Names
from engine.conditions.tree import Literal, Path
from engine.conditions.types import DURATION, Kind
from engine.diagnostics.pointer import pointer
from engine.effects import problems
from engine.effects.findings import Findings
from engine.effects.timing import TimerJson, TimerSpec
from engine.values.duration import Duration
from engine.values.plain import Json

_LATER = (("calendar", "calendar"), ("at", "at"), ("repeat", "repeat"), ("condition", "if"))


def check_timer(json: TimerJson, names: Names, findings: Findings, at: str) -> TimerSpec | None:
    """The timer, or None when what is wrong with it is reported."""
    _refuse_later(json, findings, at)
    if not findings.known(problems.UNKNOWN_IF_LATE, at + "/if_late", json.if_late, ("fire", "skip", "alarm")):
        return None
    ahead = json.before is not None or json.of is not None
    if ahead == (json.after is not None or json.since is not None) or (
        ahead and (json.before is None or json.of is None)
    ):
        findings.report(problems.TIMER_SHAPE, at)
        return None
    if ahead:
        before, of = (
            _span(json.before, names, findings, at + "/before"),
            _moment(json.of, names, findings, at + "/of"),
        )
        return TimerSpec(before=before, of=of, if_late=json.if_late)
    if json.after is None:
        findings.report(problems.TIMER_SHAPE, at)
        return None
    since = None if json.since is None else _moment(json.since, names, findings, at + "/since")
    return TimerSpec(_span(json.after, names, findings, at + "/after"), since, if_late=json.if_late)


def _refuse_later(json: TimerJson, findings: Findings, at: str) -> None:
    if json.clock == "working":
        findings.report(problems.NOT_YET, at + "/clock", name="working")
    elif json.clock != "elapsed":
        findings.unknown(problems.UNKNOWN_CLOCK, at + "/clock", json.clock, ("elapsed", "working"))
    if json.if_late == "alarm":
        findings.report(problems.NOT_YET, at + "/if_late", name="alarm")
    for name, key in _LATER:
        if getattr(json, name) is not None:
            findings.report(problems.NOT_YET, at + pointer(key), name=key)


def _span(json: Json, names: Names, findings: Findings, at: str) -> Computed | None:
    if isinstance(json, list | tuple):
        findings.report(problems.NOT_YET, at, name="several spans")
        return None
    found = findings.computed(json, names, at, DURATION)
    if found is None:
        return None
    if found.node.type.kind is not Kind.DURATION:
        findings.report(problems.NOT_A_DURATION, at)
    elif isinstance(found.node, Literal) and isinstance(found.node.value, Duration):
        span = found.node.value
        if min(span.months, span.days, span.seconds) < 0:
            findings.report(problems.NEGATIVE_DURATION, at)
    return found


def _moment(json: Json, names: Names, findings: Findings, at: str) -> str | None:
    """The path of a date or moment; a bare text is a path."""
    path = json["field"] if isinstance(json, dict) and set(json) == {"field"} else json
    if not isinstance(path, str):
        findings.report(problems.NOT_YET, at, name="several moments")
        return None
    found = findings.computed({"field": path}, names, at)
    if found is None:
        return None
    if found.node.type.kind in (Kind.DATE, Kind.DATETIME) and isinstance(found.node, Path):
        return found.node.path
    findings.report(problems.NOT_A_MOMENT, at, name=path)
    return None
