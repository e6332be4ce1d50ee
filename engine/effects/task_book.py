"""All tasks of a release, by what a command must know of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.effects.effect import Task
from engine.effects.timing import TimerSpec

TASK = "_task"
"""The name under which a reader gives the rows of tasks; no entity of a pack can be called so."""
DUE = "event.task_due_at"


@dataclass(frozen=True, slots=True)
class TaskBook:
    """``timings``: key of due and deadlines -> a task with them. ``ending``: transitions that do or drop some task.

    ``any``: whether there are tasks at all. ``moving``: entity -> the fields of the record that moments hang on.
    """

    any: bool = False
    timings: Mapping[str, Task] = field(default_factory=dict[str, Task])
    ending: frozenset[str] = frozenset()
    moving: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


def task_book(tasks: Iterable[Task]) -> TaskBook:
    """The book of these tasks."""
    found = tuple(tasks)
    moving: dict[str, set[str]] = {}
    for task in found:
        timers = (*((task.due,) if task.due else ()), *(one.timer for one in task.deadlines))
        heads = {name for timer in timers for name in _heads(timer)}
        if heads:
            moving.setdefault(task.entity, set()).update(heads)
    return TaskBook(
        any=bool(found),
        timings={task.timing: task for task in found if task.timing},
        ending=frozenset(ref for task in found for ref in (*task.done_by, *task.dropped_by)),
        moving={entity: frozenset(heads) for entity, heads in moving.items()},
    )


def _heads(timer: TimerSpec) -> Iterable[str]:
    """The fields of the record whose change may move the moment."""
    spans = (path for span in timer.spans for path in span.needs.paths)
    return {
        path.partition(".")[0]
        for path in (*timer.moments, *spans)
        if not path.startswith(("event.", "parameter."))
    }
