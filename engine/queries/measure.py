"""Metrics: what the store shall measure for this actor, and the records behind a figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.access.reach import active
from engine.conditions.tree import Condition, Constant, Leaf, Literal, Not, Path
from engine.conditions.types import DATETIME, Kind
from engine.diagnostics.refuse import refused
from engine.facts.scene import Scene, zone_of
from engine.metrics.measure import MOST_PERIODS, By, Period, edges, periods
from engine.metrics.metric import Function, Metric
from engine.ports.store import Measurement, Selection
from engine.queries import problems
from engine.queries.list_records import ListAsk, outer_facts, select_records
from engine.queries.reading import conjunction, readable_rows, visible_rows
from engine.records.present import present
from engine.values.duration import Duration
from engine.values.plain import Json
from engine.values.refusal import Kind as RefusalKind
from engine.values.refusal import Refusal

MOST_FIGURES = 2_000
_NEVER = Constant(holds=False)


@dataclass(frozen=True, slots=True)
class MetricAsk:
    """Which figures are wanted: local days of the pack's zone (both included), periods, split, and a filter (JSON)."""

    metric: str
    first: date
    last: date
    by: By = By.WHOLE
    split: tuple[str, ...] = ()
    filter: Json = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the store is asked: the figures of each period and part, and the figure of the whole span."""

    metric: Metric
    periods: tuple[Period, ...]
    figures: Measurement
    whole: Measurement


def metrics_for(scene: Scene) -> tuple[Metric, ...]:
    """The metrics that this actor may see, by id."""
    return tuple(metric for _, metric in sorted(scene.release.metrics.items()) if _may_see(scene, metric))


def plan_metric(scene: Scene, ask: MetricAsk) -> Plan | Refusal:
    """What to measure.

    Refused: a metric that is not there or that the actor may not see (alike), a split that it does not declare, a span that
    ends before it begins or has too many periods, and whatever a list refuses about a filter.
    """
    metric = scene.release.metrics.get(ask.metric)
    if metric is None or not _may_see(scene, metric):
        return refused(RefusalKind.MISSING, problems.NO_METRIC, {"metric": ask.metric[:100]})
    for name in ask.split:
        if name not in metric.split:
            said: dict[str, Json] = {
                "label": dict(metric.label),
                "name": name[:100],
                "known": ", ".join(metric.split),
            }
            return refused(RefusalKind.INVALID, problems.NO_SUCH_SPLIT, said, "/split")
    if ask.last < ask.first:
        return refused(RefusalKind.INVALID, problems.WRONG_SPAN, pointer="/to")
    found = periods(ask.first, ask.last, ask.by)
    if found is None:
        return refused(RefusalKind.INVALID, problems.TOO_MANY_PERIODS, {"limit": MOST_PERIODS}, "/by")
    within = select_records(scene, ListAsk(metric.entity, ask.filter))
    if isinstance(within, Refusal):
        return within
    figures = _measurement(scene, metric, within.where, found, ask.split)
    whole = replace(figures, edges=(figures.edges[0], figures.edges[-1]), split=())
    return Plan(metric, found, figures, whole)


def behind(scene: Scene, ask: MetricAsk, page: ListAsk, *, held: bool | None) -> Selection | Refusal:
    """The records behind a figure, as a list of what this actor may see of them.

    ``held``: of a share only the records in it (True) or outside it (False).
    """
    plan = plan_metric(scene, ask)
    if isinstance(plan, Refusal):
        return plan
    selection = select_records(scene, replace(page, entity=plan.metric.entity, filter=ask.filter))
    if isinstance(selection, Refusal):
        return selection
    parts = [selection.where, *_of_metric(plan.metric), *_span(plan)]
    if held is not None and plan.metric.holds is not None:
        parts.append(plan.metric.holds.tree if held else Not(plan.metric.holds.tree))
    return replace(selection, where=conjunction(parts))


def _measurement(
    scene: Scene, metric: Metric, within: Condition, found: Sequence[Period], split: tuple[str, ...]
) -> Measurement:
    zone = zone_of(scene.release.time_zone) if metric.at_type.kind is Kind.DATETIME else None
    return Measurement(
        metric.entity,
        conjunction([within, *_of_metric(metric)]),
        outer_facts(scene),
        metric.at,
        edges(tuple(found), zone),
        split,
        metric.value.node if metric.value else None,
        metric.holds.tree if metric.holds else None,
        metric.function is Function.MEDIAN,
        metric.percent,
        MOST_FIGURES,
    )


def _of_metric(metric: Metric) -> list[Condition]:
    return [metric.where.tree] if metric.where else []


def _span(plan: Plan) -> list[Condition]:
    """That a record falls into the span."""
    at, type_ = Path(plan.metric.at, plan.metric.at_type), plan.metric.at_type
    first, end = plan.whole.edges[0], plan.whole.edges[-1]
    same = type_ if type_.kind is Kind.DATE else DATETIME
    return [Leaf(at, "gte", Literal(first, same)), Leaf(at, "lt", Literal(end, same))]


def _may_see(scene: Scene, metric: Metric) -> bool:
    """By its duty, or without one by reading everything that it looks at."""
    if scene.actor.everything:
        return True
    if metric.duty is None:
        return visible_rows(scene, metric.entity) != _NEVER and all(
            readable_rows(scene, metric.entity, path) is not None for path in metric.reads
        )
    duty = scene.release.access.duties[metric.duty]
    return any(holding.role in duty.held_by for holding in active(scene.actor, scene.today()))


def target_of(scene: Scene, metric: Metric) -> Json:
    """What the figure should be, by the company's parameters (a duration in seconds); None without a target."""
    found = metric.target.value(outer_facts(scene)) if metric.target else None
    return found.rough_seconds if isinstance(found, Duration) else present(found)
