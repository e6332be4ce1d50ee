"""ISO 8601 durations that keep calendar days and clock time apart: P1D is not PT24H."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_PATTERN = re.compile(
    r"(?P<sign>-)?P(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,5})M)?(?:(?P<weeks>\d{1,5})W)?(?:(?P<days>\d{1,6})D)?"
    r"(?:T(?:(?P<hours>\d{1,7})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,10})S)?)?"
)
_DAYS_TO_28 = 28


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of ``months`` and ``days`` on the calendar and ``seconds`` on the clock; all carry one sign."""

    months: int = 0
    days: int = 0
    seconds: int = 0

    @classmethod
    def parse(cls, text: str) -> "Duration | None":
        """Read ``P30D``, ``-PT72H``, ``P1Y2M``; None when the text is not an ISO 8601 duration."""
        found = _PATTERN.fullmatch(text)
        if found is None or text.rstrip("T")[-1] == "P" or text.endswith("T"):
            return None
        part = {name: int(number or 0) for name, number in found.groupdict().items() if name != "sign"}
        sign = -1 if found["sign"] else 1
        return cls(
            sign * (part["years"] * 12 + part["months"]),
            sign * (part["weeks"] * 7 + part["days"]),
            sign * (part["hours"] * 3600 + part["minutes"] * 60 + part["seconds"]),
        )

    def __str__(self) -> str:
        """The canonical text; ``parse`` reads it back to an equal duration."""
        months, days, seconds = abs(self.months), abs(self.days), abs(self.seconds)
        calendar = (f"{months}M" if months else "") + (f"{days}D" if days else "")
        hours, rest = divmod(seconds, 3600)
        minutes, rest = divmod(rest, 60)
        clock = (
            (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + (f"{rest}S" if rest else "")
        )
        sign = "-" if min(self.months, self.days, self.seconds) < 0 else ""
        return f"{sign}P{calendar}{'T' + clock if clock else ''}" if calendar or clock else "PT0S"

    def __neg__(self) -> "Duration":
        """The same span backwards."""
        return Duration(-self.months, -self.days, -self.seconds)

    @property
    def rough_seconds(self) -> int:
        """A length to order durations by (a month counts as 30 days)."""
        return (self.months * 30 + self.days) * 86_400 + self.seconds

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The moment (UTC) this long after ``moment``: months and days keep the local time of ``zone``.

        A local time that a clock change skips becomes the first valid instant after it; one that occurs
        twice is the first.
        """
        if self.months or self.days:
            local = moment.astimezone(zone).replace(tzinfo=None)
            moved = _add_months(local.date(), self.months) + timedelta(days=self.days)
            moment = resolve(datetime.combine(moved, local.time()), zone)
        return moment.astimezone(UTC) + timedelta(seconds=self.seconds)

    def after_day(self, day: date) -> date:
        """The day this long after ``day``; clock time counts in whole days towards the start."""
        return _add_months(day, self.months) + timedelta(days=self.days + self.seconds // 86_400)


def resolve(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of a naive local time: in a gap the first valid instant after it, in an overlap the first."""
    instant = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local:
        return instant
    before = local.replace(tzinfo=zone, fold=1).utcoffset()
    after = local.replace(tzinfo=zone, fold=0).utcoffset()
    if before is None or after is None:  # pragma: no cover - a ZoneInfo always answers
        return instant
    # In a gap fold=0 uses the offset before it, fold=1 the one after; the gap ends where the later offset begins.
    low, high = sorted((instant, local.replace(tzinfo=zone, fold=1).astimezone(UTC)))
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset():
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def _add_months(day: date, months: int) -> date:
    if not months:
        return day
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    for last in range(day.day, _DAYS_TO_28 - 1, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, min(day.day, _DAYS_TO_28))
