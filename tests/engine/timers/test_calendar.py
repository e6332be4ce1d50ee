"""Working hours: spans against a plain minute-by-minute oracle, clock changes, holidays, what is wrong with a file."""

import random
import time as clock
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.timers.calendar import Calendar
from engine.timers.check import check
from engine.timers.model import CalendarFile
from engine.timers.public_days import PUBLIC_DAYS
from engine.values.duration import Duration
from tests.builders.packs import pack
from tests.builders.repair_shop import label, surroundings, told

SHANGHAI = "Asia/Shanghai"
WEEK = {day: ["09:00-12:00", "13:30-21:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
ROUND_THE_CLOCK = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
ZONES = ("Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", SHANGHAI)
MINUTE = timedelta(minutes=1)


def read(**json: Any) -> tuple[Calendar | None, list[tuple[str, str]]]:
    file = CalendarFile.model_validate({"label": label("Hours"), "week": WEEK, **json})
    found, diagnostics = check("shop", file, surroundings(time_zone=SHANGHAI))
    return found, told(diagnostics)


def calendar(**json: Any) -> Calendar:
    found, faults = read(**json)
    assert faults == []
    assert found is not None
    return found


def at(*parts: int, zone: str = SHANGHAI) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def span(text: str) -> Duration:
    found = Duration.parse(text)
    assert found is not None
    return found


SHOP = calendar()


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("P1D", at(2026, 3, 2, 10), at(2026, 3, 3, 10)),
        ("P1D", at(2026, 3, 6, 10), at(2026, 3, 9, 10)),  # Friday -> Monday
        ("P1D", at(2026, 3, 7, 10), at(2026, 3, 9, 10)),  # from a day that is no working day
        ("P1D", at(2026, 3, 2, 23), at(2026, 3, 3, 21)),  # clipped to hours: their last moment
        ("P1D", at(2026, 3, 2, 7), at(2026, 3, 3, 9)),
        ("P1D", at(2026, 3, 2, 12, 30), at(2026, 3, 3, 13, 30)),
        ("P3D", at(2026, 3, 5, 10), at(2026, 3, 10, 10)),
        ("P1M", at(2026, 2, 2, 10), at(2026, 3, 2, 10)),
        ("P1M", at(2026, 2, 7, 10), at(2026, 3, 9, 10)),  # the seventh of March is a Saturday
        ("PT8H", at(2026, 3, 2, 9), at(2026, 3, 2, 18, 30)),
        ("PT8H", at(2026, 3, 2, 11, 30), at(2026, 3, 2, 21)),  # until the very end of the day
        ("PT8H", at(2026, 3, 6, 20), at(2026, 3, 9, 17, 30)),
        ("PT1H", at(2026, 3, 7, 10), at(2026, 3, 9, 10)),
        ("PT0S", at(2026, 3, 7, 10), at(2026, 3, 9, 9)),
        ("PT0S", at(2026, 3, 2, 10), at(2026, 3, 2, 10)),
        ("P1DT2H", at(2026, 3, 6, 20), at(2026, 3, 10, 10)),
    ],
)
def test_a22_spans_on_the_working_clock(text: str, start: datetime, due: datetime) -> None:
    assert SHOP.after(span(text), start) == due


@pytest.mark.parametrize(
    ("text", "end", "due"),
    [
        ("P1D", at(2026, 3, 9, 10), at(2026, 3, 6, 10)),
        ("P1D", at(2026, 3, 8, 10), at(2026, 3, 6, 10)),
        ("PT2H", at(2026, 3, 9, 10), at(2026, 3, 6, 20)),
        ("PT1H", at(2026, 3, 8, 10), at(2026, 3, 6, 20)),
        ("PT0S", at(2026, 3, 8, 10), at(2026, 3, 6, 21)),
    ],
)
def test_a22_and_backwards(text: str, end: datetime, due: datetime) -> None:
    assert SHOP.before(span(text), end) == due


def minutes(shop: Calendar, start: datetime, wanted: int) -> datetime:
    """The oracle: walks minute by minute in UTC and counts those that lie in the hours, read from the local clock."""
    moment = start
    while True:
        if wanted == 0 and (_within(shop, moment) or _within(shop, moment - MINUTE)):
            return moment
        if _within(shop, moment):
            wanted -= 1
        moment += MINUTE


def _within(shop: Calendar, moment: datetime) -> bool:
    local = moment.astimezone(shop.zone)
    hours = shop.days.get(local.date(), shop.week[local.weekday()])
    return any(start <= local.hour * 60 + local.minute < end for start, end in hours)


@pytest.mark.parametrize("zone", ZONES)
def test_a22_hours_are_counted_as_the_oracle_counts_them_over_clock_changes(zone: str) -> None:
    shop = calendar(
        time_zone=zone,
        week={**WEEK, "sat": ["10:00-14:00"]},
        days={"2026-03-30": {"closed": True}, "2026-10-26": {"hours": ["08:00-09:30"]}},
    )
    chance = random.Random(zone)
    for first in (
        date(2026, 3, 5),
        date(2026, 3, 27),
        date(2026, 4, 2),
        date(2026, 10, 2),
        date(2026, 10, 29),
    ):
        for _ in range(12):
            start = datetime.combine(first, time(), UTC) + chance.randrange(5 * 1440) * MINUTE
            wanted = chance.choice((0, 1, 59, 180, 450, 630, 1000))
            found = shop.after(Duration(seconds=wanted * 60), start)
            assert found == minutes(shop, start, wanted), (zone, start, wanted)
            assert shop.is_open(found)


@pytest.mark.parametrize("zone", ZONES)
def test_a22_a_day_is_once_per_local_day_in_every_zone(zone: str) -> None:
    """Round the clock, so that nothing is clipped: each step lands on the next local day, at the same wall time
    or, where a clock change skips it, at the first valid instant after it."""
    shop = calendar(
        time_zone=zone,
        week=ROUND_THE_CLOCK,
    )
    here = ZoneInfo(zone)
    for wall in (time(0, 0), time(0, 30), time(2, 15), time(9, 0)):
        day = date(2026, 1, 1)
        while day < date(2028, 1, 1):
            day += timedelta(days=1)
            found = shop.after(Duration(days=1), datetime.combine(day - timedelta(days=1), time(12), here))
            assert found.astimezone(here).date() == day
            found = shop.at(day, wall)
            local = found.astimezone(here).replace(tzinfo=None)
            assert local == first_valid(datetime.combine(day, wall), here), (zone, day, wall)


def first_valid(wanted: datetime, zone: ZoneInfo) -> datetime:
    """The oracle: the first minute of the local clock, from this one on, that exists."""
    while wanted.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wanted:
        wanted += MINUTE
    return wanted


def test_a22_hours_round_the_clock_are_real_hours_in_the_night_of_a_clock_change() -> None:
    shop = calendar(
        time_zone="Europe/Berlin",
        week=ROUND_THE_CLOCK,
    )
    start = at(2026, 3, 28, 12, zone="Europe/Berlin")
    assert shop.after(span("PT24H"), start) == at(2026, 3, 29, 13, zone="Europe/Berlin")
    assert shop.after(span("P1D"), start) == at(2026, 3, 29, 12, zone="Europe/Berlin")


def test_a_range_that_a_clock_change_swallows_is_no_time_at_all() -> None:
    shop = calendar(time_zone="Europe/Berlin", week={"sun": ["02:10-02:50", "10:00-11:00"]})
    assert shop.after(span("PT0S"), at(2026, 3, 29, 0, zone="Europe/Berlin")) == at(
        2026, 3, 29, 10, zone="Europe/Berlin"
    )


def test_c4_days_differ_from_their_weekday() -> None:
    shop = calendar(
        days={
            "2026-10-01": {"closed": True},
            "2026-10-10": {"like": "mon"},
            "2026-10-12": {"hours": ["10:00-11:00"]},
        }
    )
    assert shop.after(span("P1D"), at(2026, 9, 30, 10)) == at(2026, 10, 2, 10)
    assert shop.after(span("P1D"), at(2026, 10, 9, 10)) == at(2026, 10, 10, 10)
    assert shop.after(span("P1D"), at(2026, 10, 10, 18)) == at(2026, 10, 12, 11)


def test_c4_public_holidays_and_make_up_days_are_taken_in_and_own_days_go_before_them() -> None:
    shop = calendar(holidays="cn")
    assert shop.after(span("P1D"), at(2026, 2, 13, 10)) == at(2026, 2, 14, 10)  # a Saturday that is worked
    assert shop.after(span("P1D"), at(2026, 2, 14, 10)) == at(2026, 2, 24, 10)  # over the Spring Festival
    own = calendar(holidays="cn", days={"2026-02-23": {"like": "tue"}})
    assert own.after(span("P1D"), at(2026, 2, 14, 10)) == at(2026, 2, 23, 10)


def test_c4_a_make_up_day_leaves_alone_who_works_that_weekday_anyway() -> None:
    shop = calendar(holidays="cn", week={**WEEK, "sat": ["10:00-11:00"]})
    assert shop.after(span("PT0S"), at(2026, 2, 14, 0)) == at(2026, 2, 14, 10)


def test_a_year_of_public_days_adds_up() -> None:
    """Announced by the State Council for 2026: 33 days off in all, weekends beside them included; six days to make up."""
    days = {day: like for day, like in PUBLIC_DAYS["cn"].items() if day.startswith("2026")}
    assert len([day for day, like in days.items() if like is None]) == 33
    assert sorted(day for day, like in days.items() if like) == [
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"week": {"mon": ["9-12"]}}, ("timers.bad_hours", "/week/mon/0")),
        ({"week": {"mon": ["12:00-09:00"]}}, ("timers.bad_hours", "/week/mon/0")),
        ({"week": {"mon": ["09:00-24:01"]}}, ("timers.bad_hours", "/week/mon/0")),
        ({"week": {"mon": ["09:00-12:00", "11:00-13:00"]}}, ("timers.hours_overlap", "/week/mon/1")),
        ({"week": {"mon": []}}, ("timers.never_open", "/week")),
        ({"time_zone": "Asia/Nowhere"}, ("timers.bad_zone", "/time_zone")),
        ({"holidays": "xx"}, ("timers.unknown_holidays", "/holidays")),
        ({"days": {"2026-02-30": {"closed": True}}}, ("timers.bad_day", "/days/2026-02-30")),
        ({"days": {"2026-02-03": {}}}, ("timers.day_shape", "/days/2026-02-03")),
        ({"days": {"2026-02-03": {"closed": True, "like": "mon"}}}, ("timers.day_shape", "/days/2026-02-03")),
        ({"days": {"2026-02-03": {"hours": ["x"]}}}, ("timers.bad_hours", "/days/2026-02-03/hours/0")),
    ],
)
def test_c4_calendars_are_checked(said: dict[str, Any], expected: tuple[str, str]) -> None:
    assert read(**said)[1] == [expected]


def test_a23_a_centre_may_choose_among_the_calendars_of_the_pack() -> None:
    release = pack(calendars={"desk": {"week": WEEK}, "night": {"week": {"sat": ["20:00-24:00"]}}})
    assert set(release.calendars) == {"desk", "night"}
    assert tuple(release.entities["centre"].fields["calendar"].options) == ("desk", "night")
    assert "calendar" not in pack().entities["centre"].fields


def test_what_never_comes_within_reach_overflows() -> None:
    with pytest.raises(OverflowError):
        SHOP.after(Duration(days=20_000), at(2026, 1, 1))


def test_ten_thousand_computations_take_no_time() -> None:
    shop = calendar(holidays="cn")
    begun = clock.perf_counter()
    start = at(2026, 1, 1)
    for number in range(10_000):
        shop.after(Duration(days=number % 20, seconds=number % 40 * 3600), start + number * 37 * MINUTE)
    assert clock.perf_counter() - begun < 2
