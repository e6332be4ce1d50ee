"""Clocks of a record: moved on whenever a step that touched it is closed."""

from collections.abc import Mapping

from engine.facts.gather import Facts, about
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.timers.due import Elapsed
from engine.timers.stopwatch import Happened, Stopwatch, ticked, waits
from engine.values.duration import Duration
from engine.values.plain import Value
from engine.values.record import Record


def clock_changes(
    scene: Scene, view: View, record: Record, before: Mapping[str, Value], events: frozenset[str]
) -> dict[str, Value]:
    """The parts of its clocks, by field, after this step.

    ``before``: its values ahead of the step (none: it is being made); ``events``: what happened to it in the step.
    """
    changed = {name for name, value in record.values.items() if before.get(name) != value} if before else ()
    made = frozenset[str]() if before else frozenset({f"created:{record.entity}"})
    happened = Happened(events | made, frozenset(changed))
    found: dict[str, Value] = {}
    for watch in scene.release.clocks[record.entity]:
        if waits(watch, record.values, happened):
            found |= _moved(watch, record, happened, Facts(scene, view, about(record)), scene)
    return found


def _moved(
    watch: Stopwatch, record: Record, happened: Happened, facts: Facts, scene: Scene
) -> dict[str, Value]:
    target = watch.target.value(facts(watch.target.needs))
    clock = facts.calendar(None) if watch.working else Elapsed(facts.zone)
    span = target if isinstance(target, Duration) else None
    return ticked(watch, record.values, happened, scene.now, span, clock)
