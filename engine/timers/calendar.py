"""Working hours, and spans of time counted on them (A22).

A day counts when anything is open on it: P1D leads to the same local time of the next such day, moved into its hours.
PT8H is eight hours during which something is open. The moment at which hours end still belongs to them: eight hours
from one in the afternoon until nine end at nine, not on the next morning.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.values.duration import Duration, resolve
from engine.values.plain import Label

Hours = tuple[tuple[int, int], ...]
"""Ranges of one day, in minutes from local midnight, in order, none touching another."""
Open = tuple[tuple[datetime, datetime], ...]

_LONGEST_SEARCH = 10_000  # days: a calendar that opens no more within 27 years never does
_KEPT_DAYS = 4_000


class Calendar:
    """Working hours in one time zone. Every moment that goes in is aware; every moment that comes out is in UTC."""

    def __init__(
        self, id: str, label: Label, zone: ZoneInfo, week: tuple[Hours, ...], days: Mapping[date, Hours]
    ) -> None:
        """``week``: the hours of Monday to Sunday. ``days``: those of days that differ from their weekday."""
        self.id, self.label, self.zone = id, label, zone
        self.week, self.days = week, days
        self._known: dict[date, Open] = {}

    def is_open(self, moment: datetime) -> bool:
        """Whether the moment lies in the hours, their ends included."""
        return any(start <= moment <= end for start, end in self._opening(self._day(moment)))

    def opens_on(self, day: date) -> bool:
        """Whether it is a working day: something is open on it."""
        return bool(self._opening(day))

    def after(self, span: Duration, start: datetime) -> datetime:
        """The moment this much working time after ``start``; OverflowError when there is none within reach."""
        moment = self._to_day(span, start, 1) if span.months or span.days else start
        if span.seconds or not (span.months or span.days):
            moment = self._forward(moment, timedelta(seconds=span.seconds))
        return moment.astimezone(UTC)

    def before(self, span: Duration, end: datetime) -> datetime:
        """The moment this much working time ahead of ``end``; OverflowError when there is none within reach."""
        moment = self._to_day(span, end, -1) if span.months or span.days else end
        if span.seconds or not (span.months or span.days):
            moment = self._backward(moment, timedelta(seconds=span.seconds))
        return moment.astimezone(UTC)

    def at(self, day: date, wall: time) -> datetime:
        """A local time of a working day, moved into its hours; of another day: the next opening after it."""
        opening = self._opening(day)
        if not opening:
            return self._forward(resolve(datetime.combine(day, wall), self.zone), timedelta(0))
        return _into(opening, resolve(datetime.combine(day, wall), self.zone))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from ``start`` to ``end``; nothing when it ends before it begins."""
        found, day, last = timedelta(0), self._day(start), self._day(end)
        while day <= last:
            for opens, closes in self._opening(day):
                found += max(min(closes, end) - max(opens, start), timedelta(0))
            day += timedelta(days=1)
        return found

    def hours(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The hours between two moments, in order, cut off at both."""
        day, last = self._day(start), self._day(end)
        while day <= last:
            for opens, closes in self._opening(day):
                if max(opens, start) < min(closes, end):
                    yield max(opens, start), min(closes, end)
            day += timedelta(days=1)

    # ------------------------------------------------------------------ days

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _hours(self, day: date) -> Hours:
        own = self.days.get(day)
        return self.week[day.weekday()] if own is None else own

    def _opening(self, day: date) -> Open:
        found = self._known.get(day)
        if found is None:
            if len(self._known) >= _KEPT_DAYS:
                self._known.clear()
            spans = ((self._instant(day, start), self._instant(day, end)) for start, end in self._hours(day))
            # A clock change may swallow a range whole.
            found = self._known[day] = tuple(span for span in spans if span[0] < span[1])
        return found

    def _instant(self, day: date, minutes: int) -> datetime:
        return resolve(datetime.combine(day, time()) + timedelta(minutes=minutes), self.zone)

    def _to_day(self, span: Duration, start: datetime, direction: int) -> datetime:
        """The same local time so many working days on; months count on the ordinary calendar."""
        local = start.astimezone(self.zone)
        day = Duration(months=direction * span.months).after_day(local.date())
        left = span.days
        for _ in range(_LONGEST_SEARCH):
            if left == 0 and self._opening(day):
                break
            day += timedelta(days=direction)
            if left and self._opening(day):
                left -= 1
        else:
            raise OverflowError
        return _into(self._opening(day), resolve(datetime.combine(day, local.time()), self.zone))

    # ----------------------------------------------------------------- hours

    def _forward(self, start: datetime, wanted: timedelta) -> datetime:
        day = self._day(start)
        for _ in range(_LONGEST_SEARCH):
            for opens, closes in self._opening(day):
                begins = max(opens, start)
                if begins > closes or (begins == closes and wanted):
                    continue
                if wanted <= closes - begins:
                    return begins + wanted
                wanted -= closes - begins
            day += timedelta(days=1)
        raise OverflowError

    def _backward(self, end: datetime, wanted: timedelta) -> datetime:
        day = self._day(end)
        for _ in range(_LONGEST_SEARCH):
            for opens, closes in reversed(self._opening(day)):
                ends = min(closes, end)
                if ends < opens or (ends == opens and wanted):
                    continue
                if wanted <= ends - opens:
                    return ends - wanted
                wanted -= ends - opens
            day -= timedelta(days=1)
        raise OverflowError


def _into(opening: Open, moment: datetime) -> datetime:
    """The moment itself when it lies in the hours, else the next opening of the day, else its last close."""
    place = bisect_right(opening, (moment, datetime.max.replace(tzinfo=UTC)))
    if place and moment <= opening[place - 1][1]:
        return moment
    return opening[place][0] if place < len(opening) else opening[-1][1]
