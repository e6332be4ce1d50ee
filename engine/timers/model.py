"""What a calendar file says: calendars/<id>.json (C4)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from engine.records.model import Shape, Source, Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Hours = Annotated[tuple[str, ...], Field(strict=False)]


class DayFile(Shape):
    """One day that is not like its weekday: closed, with hours of its own, or like another weekday."""

    closed: bool = Field(default=False, description="Nothing is open on this day.")
    hours: Hours = Field(default=(), description='Hours of this day alone, such as "09:00-12:00".')
    like: Weekday | None = Field(default=None, description="The weekday whose hours a make-up day follows.")


class CalendarFile(Shape):
    """Working hours: a week, the days that differ from it, and the public holidays of a country."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["calendar"] = "calendar"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    time_zone: str | None = Field(
        default=None, description="IANA time zone of the hours; left out: the pack's."
    )
    week: Mapping[Weekday, Hours] = Field(
        description='Weekday -> ranges such as "09:00-12:00"; a weekday that is left out is closed.'
    )
    holidays: str | None = Field(
        default=None,
        description="Country whose public holidays and make-up working days are taken in, such as cn.",
    )
    days: Mapping[str, DayFile] = Field(
        default_factory=dict, description="Day (2026-10-01) -> how it differs; goes before the holidays."
    )
    source: Source = None
