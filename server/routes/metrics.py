"""Metrics: figures over many records, and the records behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from engine.metrics.measure import By, Counted, Period, before, current, rolling
from engine.metrics.metric import Metric
from engine.ports.store import Measured
from engine.queries.figures import FiguresAsk, show_figures, shown_figure
from engine.queries.list_records import ListAsk, show_rows
from engine.queries.measure import MOST_FIGURES, MetricAsk, behind, metrics_for, plan_metric, target_of
from engine.queries.problems import TOO_MANY_FIGURES
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.filters import apart, condition_of
from server.problem_details import Refused
from server.problems import UNKNOWN_KEY, WRONG_VALUE
from server.routes.records import PAGE, within
from server.titles import of_rows, titles
from server.ways import Answer, Way

_STRETCHES = tuple(by.value for by in By if by is not By.WHOLE)
_SPAN = {
    "from": "First local day (the first of this month).",
    "to": "Last local day (today).",
}
_FIGURES = {
    **_SPAN,
    "period": "In place of `from` and `to`: `day`, `week`, `month`, `quarter` or `year`, as far as it has come.",
    "rolling": "With `period`: `true` for the last 7, 30, 90 or 365 days in place of the running one.",
    "on": "With `period`: a day in it (today).",
    "compare": "`true`: beside the total that of the period before, over as many days of it.",
    "by": "`day`, `week`, `month`, `quarter`, `year` or `whole` (whole).",
    "split": "Paths that the metric declares, separated by commas.",
}
_RECORDS = {
    **_SPAN,
    "held": "Of a share: `true` for the records in it, `false` for the others.",
    "sort": "Up to three fields, `-` for descending.",
    "fields": "The fields that are wanted, separated by commas.",
    "limit": "How many, 1 to 200 (50).",
    "cursor": "The `next_cursor` of the page before.",
}
_DAY = {"en": "a day such as 2026-03-31", "zh-CN": "日期，例如 2026-03-31"}
_BY = {"en": ", ".join(By), "zh-CN": "、".join(By)}
_PERIOD = {"en": ", ".join(_STRETCHES), "zh-CN": "、".join(_STRETCHES)}
_TRUTH = {"en": "true or false", "zh-CN": "true 或 false"}


async def list_metrics(call: Call) -> Answer | Refusal:
    """The metrics that the caller may see."""
    call.only(())
    data: list[Json] = [_described(metric, call.language) for metric in metrics_for(call.scene)]
    return Answer({"data": data})


async def figures(call: Call) -> Answer | Refusal:
    """The figures of a metric."""
    ask, _ = _asked(call, _FIGURES)
    scene = call.scene
    plan = plan_metric(scene, ask)
    earlier = _earlier(call, ask)
    compared = earlier if earlier is None else plan_metric(scene, earlier)
    if isinstance(plan, Refusal):
        return plan
    if isinstance(compared, Refusal):
        return compared
    measured = await call.house.store.measure(plan.figures)
    if len(measured) > MOST_FIGURES:
        raise Refused(422, TOO_MANY_FIGURES, {"limit": MOST_FIGURES}, "/split")
    whole = measured if plan.whole == plan.figures else await call.house.store.measure(plan.whole)
    past = None if compared is None else await call.house.store.measure(compared.whole)
    told = FiguresAsk(scene, plan.metric, plan.periods, ask.split, measured, call.language)
    shown = await call.house.ask(show_figures, told)
    if isinstance(shown, Refusal):
        return shown
    return Answer(
        {
            **_described(plan.metric, call.language),
            "target": target_of(scene, plan.metric),
            "from": ask.first.isoformat(),
            "to": ask.last.isoformat(),
            "today": scene.today().isoformat(),
            "periods": [{"from": one.first.isoformat(), "to": one.last.isoformat()} for one in plan.periods],
            "data": shown,
            "total": _total(plan.metric, whole),
            **({} if earlier is None or past is None else {"before": _before(plan.metric, earlier, past)}),
        }
    )


def _total(metric: Metric, whole: Sequence[Measured]) -> dict[str, Json]:
    return shown_figure(metric, whole[0] if whole else Measured(0, (), Counted(0)))


def _before(metric: Metric, ask: MetricAsk, past: Sequence[Measured]) -> Json:
    return {"from": ask.first.isoformat(), "to": ask.last.isoformat(), **_total(metric, past)}


async def records(call: Call) -> Answer | Refusal:
    """The records behind a figure, as far as the caller may see them."""
    ask, said = _asked(call, _RECORDS)
    held = _true(said, "held") if "held" in said else None
    page = ListAsk(
        "",
        sort=bodies.names(said, "sort"),
        fields=bodies.names(said, "fields"),
        limit=within(bodies.number(said.get("limit"), "limit", PAGE), "limit"),
        cursor=said.get("cursor") or None,
    )
    scene = call.scene
    selection = behind(scene, ask, page, held=held)
    if isinstance(selection, Refusal):
        return selection
    found = await call.house.select(selection)
    shown = ListAsk(selection.entity, fields=page.fields)
    rows = show_rows(scene, shown, found.records)
    named = await titles(call, of_rows(scene.release, selection.entity, rows))
    return Answer({"data": rows, "next_cursor": found.next_cursor, "total": None, "titles": named})


def _asked(call: Call, known: Mapping[str, str]) -> tuple[MetricAsk, dict[str, str]]:
    """What the address asks for: the figures, and everything that is no filter."""
    filters, said = apart(call.query(), known)
    span = _span(call, said)
    by = said.get("by", By.WHOLE)
    if by not in [*By]:
        raise Refused(422, WRONG_VALUE, {"name": "by", "expected": _BY}, "/by")
    metric = call.path_params["metric"]
    here = call.house.live.metrics.get(metric)
    ask = MetricAsk(
        metric,
        span.first,
        span.last,
        By(by),
        bodies.names(said, "split"),
        condition_of(filters, call.house.live.catalogue, here.entity if here else ""),
    )
    return ask, said


def _span(call: Call, said: Mapping[str, str]) -> Period:
    """The days that are asked for: between two days, or the period that a day is in."""
    today = call.scene.today()
    stretch = said.get("period")
    if stretch is None:
        for name in ("on", "rolling"):
            if name in said:
                raise Refused(422, WRONG_VALUE, {"name": "period", "expected": _PERIOD}, "/period")
        return Period(_day(said, "from", today.replace(day=1)), _day(said, "to", today))
    if stretch not in _STRETCHES:
        raise Refused(422, WRONG_VALUE, {"name": "period", "expected": _PERIOD}, "/period")
    for name in ("from", "to"):
        if name in said:
            raise Refused(422, UNKNOWN_KEY, {"name": name})
    day = _day(said, "on", today)
    return rolling(day, By(stretch)) if _true(said, "rolling") else current(day, By(stretch), today)


def _earlier(call: Call, ask: MetricAsk) -> MetricAsk | None:
    """What the total is compared with, when that is wanted."""
    said = dict(call.query())
    if not _true(said, "compare"):
        return None
    whole = "period" not in said or _true(said, "rolling")
    past = before(Period(ask.first, ask.last), By.WHOLE if whole else By(said["period"]))
    return replace(ask, first=past.first, last=past.last, by=By.WHOLE, split=())


def _true(said: Mapping[str, str], name: str) -> bool:
    given = said.get(name)
    if given not in (None, "true", "false"):
        raise Refused(422, WRONG_VALUE, {"name": name, "expected": _TRUTH}, f"/{name}")
    return given == "true"


def _day(said: Mapping[str, str], name: str, otherwise: date) -> date:
    given = said.get(name)
    if given is None:
        return otherwise
    try:
        found = date.fromisoformat(given)
    except ValueError:
        found = None
    # The day after the last must be a day too.
    if found is None or not date(1900, 1, 1) <= found <= date(2999, 12, 31):
        raise Refused(422, WRONG_VALUE, {"name": name, "expected": _DAY}, f"/{name}")
    return found


def _described(metric: Metric, language: str) -> dict[str, Json]:
    return {
        "id": metric.id,
        "label": in_language(metric.label, language, metric.id),
        "help": in_language(metric.help, language) or None,
        "entity": metric.entity,
        "at": metric.at,
        "function": metric.function.value,
        "type": metric.value.node.type.kind.value if metric.value else None,
        "percent": metric.percent,
        "split": [*metric.split],
        "better": metric.better,
    }


_METRIC = "/api/v1/metrics/{metric}"
_READ = (Access.SIGNED_IN, TokenScope.READ)

WAYS: Sequence[Way] = (
    Way("GET", "/api/v1/metrics", list_metrics, *_READ, "The metrics that you may see."),
    Way("GET", _METRIC, figures, *_READ, "Figures by period and split.", query=_FIGURES),
    Way("GET", _METRIC + "/records", records, *_READ, "The records behind a figure.", query=_RECORDS),
)
