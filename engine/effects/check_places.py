"""Places in texts: ``{{path}}`` and ``{{path|filter}}`` read and typed once, so that none can fail when it is filled."""

from dataclasses import dataclass

from engine.conditions.compiled import Computed
from engine.conditions.names import Names
from engine.conditions.types import Kind
from engine.diagnostics.problem import Problem
from engine.effects.findings import Findings
from engine.effects.paths import field_at
from engine.effects.surroundings import Surroundings
from engine.records.entity import Field
from engine.records.telling import FILTERS, goes_with, stand_in


@dataclass(frozen=True, slots=True)
class PlaceProblems:
    """How a room tells what is wrong with a place of its texts."""

    broken: Problem
    unknown_filter: Problem
    filter_not_for: Problem
    shows_id: Problem
    shows_sensitive: Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is filled with a value of the record; ``field`` says how it is told: options, currency, mask."""

    value: Computed
    path: str
    filter: str
    field: Field


def check_place(
    text: str, names: Names, around: Surroundings, findings: Findings, at: str, told: PlaceProblems
) -> Place | None:
    """The place that the text between two pairs of braces names; None when it is reported what is wrong with it."""
    path, bar, filter = (part.strip() for part in text.partition("|"))
    if not path or (bar and not filter):
        findings.report(told.broken, at, name="{{" + text[:40] + "}}")
        return None
    value = findings.computed({"field": path}, names, at)
    if (bar and not findings.known(told.unknown_filter, at, filter, FILTERS)) or value is None:
        return None
    field = field_at(path, names, around) or stand_in(path, value.node.type)
    if not goes_with(filter, field):
        findings.report(told.filter_not_for, at, name=filter, path=path)
        return None
    if field.type.kind is Kind.LINK:
        findings.report(told.shows_id, at, path=path)
        return None
    if field.sensitivity == "sensitive" and filter != "masked":
        findings.report(told.shows_sensitive, at, path=path)
    return Place(value, path, filter, field)
