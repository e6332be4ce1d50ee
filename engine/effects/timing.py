"""When something is due (E6): the JSON of a timer, and the timer as a release holds it."""

from dataclasses import dataclass

from pydantic import Field

from engine.conditions.compiled import Computed
from engine.records.model import Raw, Shape


class TimerJson(Shape):
    """``after`` a span since a moment, or ``before`` a span ahead of the moment that ``of`` names."""

    after: Raw = Field(default=None, description="ISO 8601 duration, or a value that is one")
    since: Raw = Field(
        default=None, description="Path of a date or moment; left out: the entry into the state"
    )
    before: Raw = Field(default=None, description="ISO 8601 duration, or a value that is one")
    of: Raw = Field(default=None, description="Path of the date or moment that is waited for")
    clock: str = Field(default="elapsed", description="elapsed; working comes in a later release")
    if_late: str = Field(default="fire", description="What a moment that is already past does: fire or skip")
    calendar: Raw = Field(default=None, description="In a later release")
    at: Raw = Field(default=None, description="In a later release")
    repeat: Raw = Field(default=None, description="In a later release")
    condition: Raw = Field(default=None, alias="if", description="In a later release")


@dataclass(frozen=True, slots=True)
class TimerSpec:
    """When a timed transition is due: ``after`` a span since a moment, or ``before`` the moment that ``of`` names.

    ``since``: path of a moment; None is the entry into the state.
    """

    after: Computed | None = None
    since: str | None = None
    before: Computed | None = None
    of: str | None = None
    if_late: str = "fire"
