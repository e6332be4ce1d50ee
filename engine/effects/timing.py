"""When something is due (E6): the JSON of a timer or deadline, and both as a release holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from pydantic import Field

from engine.conditions.compiled import Computed, Guard
from engine.effects.effect import Effect
from engine.effects.model import Effects
from engine.records.model import Raw, Shape, Text


class TimerJson(Shape):
    """``after`` a span since a moment, or ``before`` a span ahead of the moment that ``of`` names."""

    after: Raw = Field(
        default=None, description="ISO 8601 duration, or a value that is one; several: several moments"
    )
    since: Raw = Field(
        default=None,
        description="Path of a date or moment; several: the latest present; left out: the entry into the state",
    )
    before: Raw = Field(
        default=None, description="ISO 8601 duration, or a value that is one; several: several moments"
    )
    of: Raw = Field(
        default=None,
        description="Path of the date or moment that is waited for; several: the latest present",
    )
    clock: str = Field(default="elapsed", description="elapsed, or working: only working hours count")
    calendar: str | None = Field(
        default=None, description="Of the working clock; left out: the centre's, else the pack's"
    )
    at: str | None = Field(default=None, description='Local time of day, such as "09:00"')
    repeat: Raw = Field(default=None, description="Due again each such duration, as long as the record stays")
    condition: Raw = Field(
        default=None, alias="if", description="Judged when it is due; until it holds, it waits"
    )
    if_late: str = Field(
        default="fire", description="What a moment that is past already does: fire, skip or alarm"
    )


class DeadlineJson(TimerJson):
    """Effects at a moment, while a record is in a state or group."""

    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    order: int = Field(default=0, description="Place among others that are due at one moment; then by id.")
    then: Effects = Field(description="What happens.")


@dataclass(frozen=True, slots=True)
class TimerSpec:
    """When something is due: ``spans`` after the latest present of ``moments``, or (``ahead``) before it.

    ``moments``: paths; none is the entry into the state, or into the group. ``calendar`` None, on the ``working``
    clock: that of the record's centre, else the pack's. ``if_late``: fire, skip or alarm.
    """

    spans: tuple[Computed, ...] = ()
    moments: tuple[str, ...] = ()
    ahead: bool = False
    working: bool = False
    calendar: str | None = None
    at: time | None = None
    repeat: Computed | None = None
    condition: Guard | None = None
    if_late: str = "fire"


@dataclass(frozen=True, slots=True)
class EverySpec:
    """A moment that comes again and again: once in each span of ``months``, ``days`` or ``seconds`` (one of them).

    Of months and days: at the local time ``at`` of the first day in the span that counts; months begin with January,
    days with a Monday. Of seconds: from local midnight on, on every day that counts. ``weekdays``: those that count (0
    is Monday; empty: all), ``working``: only days on which ``calendar`` (None: the centre's, else the pack's) is open.
    ``per_centre``: once for each centre, in its zone. ``if_late``: fire, skip or alarm.
    """

    months: int = 0
    days: int = 0
    seconds: int = 0
    at: time = time()
    weekdays: frozenset[int] = frozenset()
    working: bool = False
    calendar: str | None = None
    per_centre: bool = False
    if_late: str = "fire"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Effects that happen at the moments of ``timer`` while a record is in the state or group it sits on."""

    id: str
    timer: TimerSpec
    then: tuple[Effect, ...]
    order: int = 0
    label: Mapping[str, str] | None = None
