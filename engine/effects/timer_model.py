"""What the JSON of a moment and of a timer says (E6)."""

from pydantic import Field

from engine.records.model import Raw, Shape


class MomentJson(Shape):
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


class TimerJson(MomentJson):
    """A moment that may come again, and under a condition."""

    repeat: Raw = Field(default=None, description="Due again each such duration, as long as the record stays")
    condition: Raw = Field(
        default=None, alias="if", description="Judged when it is due; until it holds, it waits"
    )
    if_late: str = Field(
        default="fire", description="What a moment that is past already does: fire, skip or alarm"
    )
