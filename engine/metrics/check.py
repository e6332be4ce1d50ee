"""The file of a metric becomes a metric of a release: checked and compiled in one go."""

from engine.conditions.compiled import Computed
from engine.conditions.names import Names
from engine.conditions.needs import Needs
from engine.conditions.tree import Path
from engine.conditions.types import Kind, Type
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.metrics import problems
from engine.metrics.metric import Function, Metric
from engine.metrics.model import MetricFile
from engine.values.plain import Json

_NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.MONEY})
_MOMENTS = frozenset({Kind.DATE, Kind.DATETIME})
_SPLITS = frozenset({Kind.ENUM, Kind.LINK, Kind.BOOLEAN})
_OF_ROWS = frozenset({Function.COUNT, Function.SHARE})
_AMOUNTS = _NUMBERS | {Kind.DURATION}
_OUTSIDE = frozenset({"actor", "parameter", "now", "zone"})


def check(file_id: str, file: MetricFile, around: Surroundings) -> tuple[Metric | None, list[Diagnostic]]:
    """The metric, or None with the errors that forbid it. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    if file.duty is not None:
        findings.known(problems.UNKNOWN_DUTY, "/duty", file.duty, sorted(around.duties))
    if not findings.known(problems.UNKNOWN_ENTITY, "/entity", file.entity, around.entities):
        return None, findings.diagnostics
    names = Names(around.catalogue, file.entity)
    function = Function(file.function)
    at_type = _at(file, around, findings)
    where = None if file.where is None else findings.guard(file.where, names, "/where")
    value = _value(file, function, names, findings)
    if (file.holds is None) is (function is Function.SHARE):
        findings.report(problems.NO_HOLDS if file.holds is None else problems.ONLY_SHARE, "/holds")
    if (file.percent is None) is (function is Function.PERCENTILE):
        problem = problems.NO_PERCENT if file.percent is None else problems.ONLY_PERCENTILE
        findings.report(problem, "/percent")
    holds = None if file.holds is None else findings.guard(file.holds, names, "/holds")
    split = {name: _split(name, place, names, findings) for place, name in enumerate(file.split)}
    target = None if file.target is None else findings.computed(file.target, names, "/target")
    if target is not None and target.node.type.kind not in _fitting(value):
        findings.report(problems.NOT_A_NUMBER, "/target", function="target")
    if target is not None and any(not path.startswith("parameter.") for path in target.needs.paths):
        findings.report(problems.TARGET_OF_RECORD, "/target")
    for at, one in (("/where", where), ("/holds", holds), ("/formula", value)):
        _askable(one.needs if one else Needs(), at, findings)
    if findings.broken or at_type is None:
        return None, findings.diagnostics
    looked = [one.needs.paths for one in (where, value, holds) if one is not None]
    reads = frozenset({file.at, *split}.union(*looked))
    return Metric(
        file_id, file.label, file.entity, file.at, at_type, function, where, value, file.percent, holds,
        {name: type_ for name, type_ in split.items() if type_ is not None},
        target, file.better, file.duty, file.help,
        frozenset(path for path in reads if path.partition(".")[0] not in _OUTSIDE),
    ), findings.diagnostics  # fmt: skip


def _at(file: MetricFile, around: Surroundings, findings: Findings) -> Type | None:
    """The type of the field that places a record in time: a column, so that a period is a span of an index."""
    field = around.entities[file.entity].field(file.at)
    if field is not None and field.stored and field.type.kind in _MOMENTS:
        return field.type
    findings.report(problems.NOT_A_MOMENT, "/at", name=file.at)
    return None


def _value(file: MetricFile, function: Function, names: Names, findings: Findings) -> Computed | None:
    said = [key for key in ("field", "formula") if getattr(file, key) is not None]
    if function in _OF_ROWS:
        for key in said:
            findings.report(problems.NEEDS_NO_VALUE, pointer(key), function=function)
        return None
    if len(said) != 1:
        findings.report(problems.NO_VALUE, "", function=function)
        return None
    json: Json = {said[0]: getattr(file, said[0])}
    found = findings.computed(json, names, "")
    if found is not None and found.node.type.kind not in _AMOUNTS:
        findings.report(problems.NOT_A_NUMBER, pointer(said[0]), function=function)
    return found


def _fitting(value: Computed | None) -> frozenset[Kind]:
    """What a target may be: a duration where durations are measured, else a number."""
    lasts = value is not None and value.node.type.kind is Kind.DURATION
    return frozenset({Kind.DURATION}) if lasts else _NUMBERS


def _split(name: str, place: int, names: Names, findings: Findings) -> Type | None:
    at = pointer("split", place)
    found = findings.computed({"field": name}, names, at)
    if found is None:
        return None
    kind, to = found.node.type.kind, found.node.type.to
    if not isinstance(found.node, Path) or kind not in _SPLITS or (kind is Kind.LINK and len(to) != 1):
        findings.report(problems.NO_SPLIT, at, name=name)
        return None
    return found.node.type


def _askable(needs: Needs, at: str, findings: Findings) -> None:
    """Report a decision that stands in a condition itself; behind a field it is the list's matter."""
    for table, output in sorted(needs.decisions):
        findings.report(problems.NO_COLUMN, at, name=f"{table}.{output}")
