"""When a rule with ``every`` comes next: on the calendar, whoever asks."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from engine.effects.timing import EverySpec
from engine.timers.every import next_moment

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
EARLY = time(8, 45)
CLOSED = {date(2026, 3, 4), date(2026, 4, 1), date(2026, 4, 2)}


def opens(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def coming(every: EverySpec, after: str, zone: ZoneInfo = SHANGHAI, count: int = 4) -> list[str]:
    moment = datetime.fromisoformat(after).replace(tzinfo=zone)
    found: list[str] = []
    for _ in range(count):
        following = next_moment(every, zone, opens, moment)
        assert following is not None
        assert following > moment
        moment = following
        found.append(moment.astimezone(zone).strftime("%a %m-%d %H:%M"))
    return found


@pytest.mark.parametrize(
    ("every", "after", "expected"),
    [
        # 2026-03-02 is a Monday.
        (EverySpec(days=1, at=EARLY), "2026-03-02T08:44", ["Mon 03-02 08:45", "Tue 03-03 08:45", "Wed 03-04 08:45", "Thu 03-05 08:45"]),
        (EverySpec(days=1, at=EARLY, working=True), "2026-03-02T08:45", ["Tue 03-03 08:45", "Thu 03-05 08:45", "Fri 03-06 08:45", "Mon 03-09 08:45"]),
        (EverySpec(days=1, weekdays=frozenset({0, 3})), "2026-03-02T08:45", ["Thu 03-05 00:00", "Mon 03-09 00:00", "Thu 03-12 00:00", "Mon 03-16 00:00"]),
        (EverySpec(days=7, at=EARLY), "2026-03-04T08:45", ["Mon 03-09 08:45", "Mon 03-16 08:45", "Mon 03-23 08:45", "Mon 03-30 08:45"]),
        (EverySpec(days=7, weekdays=frozenset({2, 4})), "2026-03-02T00:00", ["Wed 03-04 00:00", "Wed 03-11 00:00", "Wed 03-18 00:00", "Wed 03-25 00:00"]),
        (EverySpec(months=1, at=EARLY, working=True), "2026-03-02T08:45", ["Fri 04-03 08:45", "Fri 05-01 08:45", "Mon 06-01 08:45", "Wed 07-01 08:45"]),
        (EverySpec(months=3), "2026-03-02T08:45", ["Wed 04-01 00:00", "Wed 07-01 00:00", "Thu 10-01 00:00", "Fri 01-01 00:00"]),
        (EverySpec(seconds=6 * 3600, working=True), "2026-03-03T17:00", ["Tue 03-03 18:00", "Thu 03-05 00:00", "Thu 03-05 06:00", "Thu 03-05 12:00"]),
        (EverySpec(seconds=900), "2026-03-03T23:50", ["Wed 03-04 00:00", "Wed 03-04 00:15", "Wed 03-04 00:30", "Wed 03-04 00:45"]),
    ],
)  # fmt: skip
def test_c1_moments_lie_on_the_calendar(every: EverySpec, after: str, expected: list[str]) -> None:
    assert coming(every, after) == expected


def test_a22_a_day_keeps_its_local_time_when_the_clocks_change() -> None:
    # 2026-03-29, 02:00 does not exist in Berlin.
    assert coming(EverySpec(days=1, at=time(2, 30)), "2026-03-28T00:00", BERLIN, 3) == [
        "Sat 03-28 02:30", "Sun 03-29 03:00", "Mon 03-30 02:30",
    ]  # fmt: skip


def test_what_never_counts_never_comes() -> None:
    never = EverySpec(days=1, working=True)
    assert next_moment(never, SHANGHAI, lambda _day: False, datetime(2026, 3, 2, tzinfo=SHANGHAI)) is None
