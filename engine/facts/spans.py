"""Spans that a company or a centre may set: how long they are where a record is, and how long they are anywhere."""

from collections.abc import Iterator
from dataclasses import replace

from engine.conditions.compiled import Computed
from engine.facts.gather import Facts
from engine.facts.scene import Scene
from engine.limits.limit import Limit, Window
from engine.values.duration import Duration
from engine.values.plain import Value
from engine.values.timeline import Timeline


def span_of(said: Duration | Computed, facts: Facts) -> Duration | None:
    """How long it is today at the centre of the record that ``facts`` are about."""
    found = said if isinstance(said, Duration) else said.value(facts(said.needs))
    return found if isinstance(found, Duration) else None


def window_of(limit: Limit, facts: Facts) -> Window:
    """The window of a limit as it is today at the centre of the record that ``facts`` are about."""
    rolling = limit.window.rolling
    return limit.window if rolling is None else Window(span=span_of(rolling, facts))


def kept_for(limit: Limit, scene: Scene) -> Window:
    """The longest window that a limit has anywhere, by what is set for now or for later.

    A counter may be one of several centres: where one of them looks back further than the others, its units are kept
    for as long as it looks.
    """
    rolling = limit.window.rolling
    if rolling is None:
        return limit.window
    names = (path.partition(".")[2] for path in rolling.needs.paths)
    found = [one for name in names for one in _said(scene, name) if isinstance(one, Duration)]
    return replace(limit.window, span=max(found, key=lambda one: one.rough_seconds), rolling=None)


def _said(scene: Scene, name: str) -> Iterator[Value]:
    yield scene.release.parameters[name].default
    for _, setting in scene.levels(name):
        if isinstance(setting, Timeline):
            yield from (value for _, value in setting.entries)
        else:
            yield setting
