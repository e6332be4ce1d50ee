"""Figures as people read them: each with its period, the part of the split by name, and how many records it stands on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.conditions.types import Kind
from engine.facts.answers import answering
from engine.facts.scene import Scene
from engine.metrics.measure import Period, figure
from engine.metrics.metric import Function, Metric
from engine.ports.store import Measured, Reader
from engine.queries.get_record import RecordAsk
from engine.queries.titles import record_title
from engine.records.present import present
from engine.values.plain import Json, Value, in_language
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class FiguresAsk:
    """What was measured, to be shown in a language; ``sure`` loads the records that a split names all at once."""

    scene: Scene
    metric: Metric
    periods: tuple[Period, ...]
    split: tuple[str, ...]
    measured: Sequence[Measured]
    language: str
    now: datetime = field(init=False)
    sure: tuple[tuple[str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "now", self.scene.now)
        object.__setattr__(self, "sure", tuple(sorted(_named(self))))


@answering
def show_figures(asked: FiguresAsk, read: Reader) -> list[Json]:
    """The figures in the order of periods and parts."""
    titles = {key: _title(asked, key, read) for key in asked.sure}
    return [_shown(asked, one, titles) for one in sorted(asked.measured, key=_place)]


def shown_figure(metric: Metric, one: Measured) -> dict[str, Json]:
    """The figure itself, and how many records it stands on; of a share also how many are in it."""
    told: dict[str, Json] = {"value": present(figure(metric.function, one.counted)), "rows": one.counted.rows}
    if metric.function is Function.SHARE:
        told["held"] = one.counted.held
    elif metric.value is not None:
        told["filled"] = one.counted.filled
    return told


def _place(one: Measured) -> tuple[int, list[tuple[bool, str]]]:
    return one.period, [(part is None, str(part)) for part in one.split]


def _shown(asked: FiguresAsk, one: Measured, titles: Mapping[tuple[str, str], Json]) -> Json:
    period = asked.periods[one.period]
    split = {
        name: _part(asked, name, value, titles) for name, value in zip(asked.split, one.split, strict=True)
    }
    return {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "split": split,
        **shown_figure(asked.metric, one),
    }


def _part(asked: FiguresAsk, name: str, value: Value, titles: Mapping[tuple[str, str], Json]) -> Json:
    """One part of the split: its value, and what a person calls it."""
    type_ = asked.metric.split[name]
    if value is None or isinstance(value, bool):
        return {"value": value, "label": None}
    if type_.kind is Kind.LINK:
        return {"value": str(value), "label": titles.get((type_.to[0], str(value)))}
    return {"value": str(value), "label": _option(asked, name, str(value))}


def _option(asked: FiguresAsk, path: str, option: str) -> str:
    entities = asked.scene.release.entities
    entity, names = entities[asked.metric.entity], path.split(".")
    for name in names[:-1]:
        link = entity.field(name)
        entity = entities[link.to[0]] if link and link.to else entity
    workflow = asked.scene.release.workflows.get(entity.id)
    if names[-1] == "state" and workflow is not None and option in workflow.states:
        return in_language(workflow.states[option].label, asked.language, option)
    found = entity.field(names[-1])
    known = found.options.get(option) if found else None
    return in_language(known.label, asked.language, option) if known else option


def _named(asked: FiguresAsk) -> set[tuple[str, str]]:
    links = [
        (place, asked.metric.split[name].to[0])
        for place, name in enumerate(asked.split)
        if asked.metric.split[name].kind is Kind.LINK
    ]
    return {(to, str(one.split[place])) for one in asked.measured for place, to in links if one.split[place]}


def _title(asked: FiguresAsk, key: tuple[str, str], read: Reader) -> Json:
    found = record_title(RecordAsk(asked.scene, *key), read)
    return None if isinstance(found, Refusal) else found["title"]
