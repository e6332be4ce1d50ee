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
