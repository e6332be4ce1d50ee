"""Clocks: a stopwatch with a target (E14). The verb is ``ticked``: how a clock stands after what happened to its record.

A clock runs once. It is due its target after it started, and as much later as it has paused; a change of the target
therefore counts from the original start, and ``missed`` stays whatever follows (A46). There is a due moment only while
the clock runs, or has been missed and still waits for what stops it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.conditions.compiled import Computed
from engine.effects.event import Event, EventKind
from engine.effects.timing import TimerSpec
from engine.records.clock_parts import MET, MISSED, PARTS, PAUSED, RUNNING
from engine.timers.due import Clock
from engine.values.duration import Duration
from engine.values.plain import Label, Value

_NONE = Duration()


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """A clock field as a release holds it.

    ``pauses`` and ``finals``: leaf states. ``working``: it counts the working time of the record's calendar.
    ``missed``: the moment at which it is missed, as a timer waits for it.
    """

    id: str
    label: Label
    starts: tuple[Event, ...]
    stops: tuple[Event, ...]
    pauses: frozenset[str]
    finals: frozenset[str]
    working: bool
    target: Computed
    missed: TimerSpec

    @property
    def timer(self) -> str:
        """What the timer that waits for the due moment is called in the store."""
        return f"clock:{self.id}"


@dataclass(frozen=True, slots=True)
class Happened:
    """What a clock may hear of one step: the words of events (``Event.key``), and the fields that changed."""

    events: frozenset[str]
    changed: frozenset[str]

    def any_of(self, events: tuple[Event, ...]) -> bool:
        """Whether one of these happened."""
        return any(self._is(one) for one in events)

    def _is(self, event: Event) -> bool:
        if event.kind is EventKind.CHANGED:
            return bool(self.changed.intersection(event.fields) if event.fields else self.changed)
        return event.key in self.events


def started(clock: str, values: Mapping[str, Value]) -> datetime | None:
    """When a clock that runs now was started; None of one that does not."""
    found = values.get(f"{clock}_started_at")
    return found if isinstance(found, datetime) and values.get(f"{clock}_status") == RUNNING else None


def waits(watch: Stopwatch, values: Mapping[str, Value], happened: Happened) -> bool:
    """Whether the clock of a record may stand otherwise after this: it has started or starts now, and is not over."""
    begun = values.get(f"{watch.id}_started_at") is not None
    return values.get(f"{watch.id}_stopped_at") is None and (begun or happened.any_of(watch.starts))


def ticked(
    watch: Stopwatch,
    values: Mapping[str, Value],
    happened: Happened,
    now: datetime,
    target: Duration | None,
    clock: Clock,
) -> dict[str, Value]:
    """The parts of a clock that ``waits``, by field, after what happened at ``now``.

    ``target`` as it is now (None: it cannot be missed yet); ``clock`` counts.
    """
    state = values.get("state")
    stopped = happened.any_of(watch.stops)
    hand = _Hand({part: values.get(f"{watch.id}_{part}") for part in PARTS}, now, target, clock)
    if hand.parts["started_at"] is None:
        hand.parts |= {"started_at": now, "status": RUNNING, "paused": _NONE, "elapsed": _NONE}
    hand.look(stopped=stopped)
    if stopped or state in watch.finals:
        hand.stop(met=stopped)
    elif state in watch.pauses:
        hand.pause()
    else:
        hand.go_on()
    return {f"{watch.id}_{part}": value for part, value in hand.parts.items()}


@dataclass(slots=True)
class _Hand:
    """The parts of one clock while it is moved."""

    parts: dict[str, Value]
    now: datetime
    target: Duration | None
    clock: Clock

    def look(self, *, stopped: bool) -> None:
        """Say when it is due, and whether it is missed; what stops it at the very moment is in time."""
        if self.parts["status"] != RUNNING:
            return
        due = self.parts["due_at"] = self._due()
        if due is not None and (due < self.now or (due == self.now and not stopped)):
            self.parts["status"] = MISSED

    def pause(self) -> None:
        if self.parts["paused_at"] is None:
            self.parts |= {"elapsed": self._elapsed(), "paused_at": self.now}
        if self.parts["status"] == RUNNING:
            self.parts |= {"status": PAUSED, "due_at": None}

    def go_on(self) -> None:
        self._end_pause()
        if self.parts["status"] == PAUSED:
            self.parts["status"] = RUNNING
            self.look(stopped=False)

    def stop(self, *, met: bool) -> None:
        """The end. A final state that is no stop ends it without a judgement: it is neither met nor missed."""
        self._end_pause()
        self.parts |= {"elapsed": self._elapsed(), "stopped_at": self.now, "due_at": None}
        if self.parts["status"] != MISSED:
            self.parts["status"] = MET if met else None

    def _end_pause(self) -> None:
        since = self.parts["paused_at"]
        if isinstance(since, datetime):
            # A begun second counts as paused: nobody loses time by a pause.
            more = math.ceil(self.clock.between(since, self.now).total_seconds())
            self.parts |= {"paused": Duration(seconds=self._paused().seconds + more), "paused_at": None}

    def _paused(self) -> Duration:
        found = self.parts["paused"]
        return found if isinstance(found, Duration) else _NONE

    def _elapsed(self) -> Duration:
        counted = self.clock.between(self._start(), self.now) - timedelta(seconds=self._paused().seconds)
        return Duration(seconds=max(int(counted.total_seconds()), 0))

    def _start(self) -> datetime:
        found = self.parts["started_at"]
        return found if isinstance(found, datetime) else self.now

    def _due(self) -> datetime | None:
        if self.target is None:
            return None
        try:
            due = self.clock.after(self.target, self._start())
            return self.clock.after(self._paused(), due) if self._paused().seconds else due
        except (OverflowError, ValueError):
            # Beyond the calendar: a moment that never comes.
            return None
