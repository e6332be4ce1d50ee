"""Quiet hours and local times of day, over zones and the nights on which the clock is changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.conditions.compiled import computed
from engine.conditions.needs import Needs
from engine.conditions.tree import Literal
from engine.conditions.types import TIME
from engine.messages.quiet import QuietHours, next_at, quiet_until

SHANGHAI, BERLIN, CAIRO = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("Africa/Cairo")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe")


class Nothing:
    """Facts of which none is asked."""

    def __call__(self, needs: Needs) -> dict[str, object]:
        return {}

    def value(self, path: str) -> object:
        return None


def hours(start: str, end: str) -> QuietHours:
    return QuietHours(*(computed(Literal(time.fromisoformat(one), TIME)) for one in (start, end)))


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def until(quiet: QuietHours, now: datetime, zone: ZoneInfo = SHANGHAI) -> datetime | None:
    return quiet_until(quiet, Nothing(), now, zone)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-03-02T20:59:59", None),
        ("2026-03-02T21:00", "2026-03-03T09:00"),
        ("2026-03-02T23:59", "2026-03-03T09:00"),
        ("2026-03-03T00:00", "2026-03-03T09:00"),
        ("2026-03-03T08:59:59", "2026-03-03T09:00"),
        ("2026-03-03T09:00", None),
    ],
)
def test_they_go_over_midnight(now: str, end: str | None) -> None:
    assert until(hours("21:00", "09:00"), at(now)) == (at(end) if end else None)


def test_they_may_lie_within_a_day_and_may_be_none() -> None:
    assert until(hours("12:00", "14:00"), at("2026-03-02T13:00")) == at("2026-03-02T14:00")
    assert until(hours("12:00", "14:00"), at("2026-03-02T23:00")) is None
    assert until(hours("09:00", "09:00"), at("2026-03-02T09:00")) is None


def test_the_same_moment_is_quiet_in_one_zone_and_not_in_another() -> None:
    noon = at("2026-03-02T12:00", BERLIN)  # 19:00 in Shanghai
    assert until(hours("18:00", "08:00"), noon, SHANGHAI) == at("2026-03-03T08:00")
    assert until(hours("18:00", "08:00"), noon, BERLIN) is None


def test_an_end_that_the_clock_leaves_out_comes_at_the_first_instant_after_the_gap() -> None:
    # In Berlin 02:00 to 03:00 is missing on 29 March 2026; in Cairo midnight to one on 24 April.
    assert until(hours("21:00", "02:30"), at("2026-03-28T23:00", BERLIN), BERLIN) == at(
        "2026-03-29T03:00", BERLIN
    )
    assert until(hours("21:00", "00:30"), at("2026-04-23T22:00", CAIRO), CAIRO) == at(
        "2026-04-24T01:00", CAIRO
    )


def test_an_end_that_comes_twice_ends_them_soon_both_times() -> None:
    # In Berlin 02:30 comes twice on 25 October 2026: at 00:30 and at 01:30 UTC.
    quiet = hours("21:00", "02:30")
    assert until(quiet, at("2026-10-24T23:00", BERLIN), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    again = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10 for the second time
    assert until(quiet, again, BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    half = datetime(
        2026, 4, 4, 15, 5, tzinfo=UTC
    )  # 01:35 again: Lord Howe turns its clock back by half an hour
    assert until(hours("21:00", "01:45"), half, LORD_HOWE) == datetime(2026, 4, 4, 15, 15, tzinfo=UTC)


@pytest.mark.parametrize("zone", [ZoneInfo(name) for name in ZONES], ids=ZONES)
@pytest.mark.parametrize("wall", ["00:00", "02:15", "08:45"])
def test_g10_a_time_of_day_comes_once_on_each_local_day(zone: ZoneInfo, wall: str) -> None:
    now = datetime(2025, 12, 31, tzinfo=UTC)
    found: list[datetime] = []
    for _ in range(730):
        now = next_at(time.fromisoformat(wall), now, zone) or now
        found.append(now)
    days = [one.astimezone(zone).date() for one in found]
    assert days == [days[0] + timedelta(days=place) for place in range(730)]
    told = {one.astimezone(zone).time() for one in found}
    assert time.fromisoformat(wall) in told
    assert len(told) <= 2  # but for nights on which that time is left out


def test_a_day_that_does_not_suit_is_passed_over() -> None:
    monday = at("2026-03-02T10:00")
    assert next_at(time(8), monday, SHANGHAI, lambda day: day.weekday() == 3) == at("2026-03-05T08:00")
    assert next_at(time(8), monday, SHANGHAI, lambda day: day == date(2030, 1, 1)) is None
