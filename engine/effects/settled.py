"""Spans that are settled before anything happens: written out, or a parameter that a company or a centre sets."""

from engine.conditions.compiled import Computed
from engine.conditions.names import Names
from engine.conditions.tree import Path
from engine.conditions.types import DURATION
from engine.diagnostics.problem import Problem
from engine.effects.findings import Findings
from engine.values.duration import Duration
from engine.values.plain import Json

PARAMETER = "parameter."


def settled_span(
    json: Json, names: Names, findings: Findings, at: str, wrong: Problem
) -> Duration | Computed | None:
    """The span of time ahead that is written out, or the parameter it is read from; None when reported.

    Whatever hangs on a record, or on a day other than today, is reported as ``wrong``.
    """
    if isinstance(json, str):
        span = Duration.parse(json)
        if span is not None and span.rough_seconds > 0:
            return span
        findings.report(wrong, at, name=json[:60])
        return None
    found = findings.computed(json, names, at, DURATION)
    if found is None:
        return None
    node = found.node
    if isinstance(node, Path) and node.path.startswith(PARAMETER) and "@" not in node.path:
        return found
    findings.report(wrong, at, name=str(json)[:60])
    return None
