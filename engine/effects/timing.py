"""When something is due (E6), as a release holds it."""

from dataclasses import dataclass
from datetime import time

from engine.conditions.compiled import Computed, Guard


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
