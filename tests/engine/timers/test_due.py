"""When timed transitions are due."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.conditions.names import Names
from engine.conditions.needs import Needs
from engine.effects.check_timer import check_timer
from engine.effects.findings import Findings
from engine.effects.timer_model import TimerJson
from engine.effects.timing import TimerSpec
from engine.timers.due import Clock, Elapsed, due_at, is_late, next_due
from tests.builders.repair_shop import surroundings, told
from tests.engine.timers.test_calendar import SHOP, ZONES, first_valid

AROUND = surroundings(calendars=frozenset({"shop"}))
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


class Known:
    """Facts that are simply known."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        self._facts = facts

    def __call__(self, needs: Needs) -> Mapping[str, object]:
        return self._facts

    def value(self, path: str) -> object:
        return self._facts.get(path)


def read(**json: Any) -> tuple[TimerSpec | None, list[tuple[str, str]]]:
    findings = Findings(())
    found = check_timer(
        TimerJson.model_validate(json), Names(AROUND.catalogue, "order"), AROUND, findings, "/timer"
    )
    return found, told(findings.diagnostics)


def due(zone: ZoneInfo = SHANGHAI, facts: Mapping[str, object] | None = None, **json: Any) -> datetime | None:
    return due_on(Elapsed(zone), facts, **json)


def due_on(
    counted: Clock, facts: Mapping[str, object] | None = None, place: int = 0, **json: Any
) -> datetime | None:
    timer, faults = read(**json)
    assert faults == []
    assert timer is not None
    known = {"entered_at": at(2026, 3, 1, 9), **(facts or {})}
    entry = known["entered_at"]
    assert isinstance(entry, datetime)
    return due_at(timer, Known(known), counted, entry, place)


def at(*parts: int, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime(*parts, tzinfo=zone).astimezone(UTC)


def test_a24_without_since_it_counts_from_the_entry() -> None:
    assert due(after="P15D") == at(2026, 3, 16, 9)


def test_a24_an_absent_moment_means_it_does_not_run() -> None:
    assert due(after="P1D", since="promised_at") is None
    assert due(before="P1D", of="promised_at") is None


def test_a24_a_moved_moment_moves_what_is_due() -> None:
    promised = at(2026, 3, 10, 12)
    assert due(facts={"promised_at": promised}, after="PT2H", since="promised_at") == promised + timedelta(
        hours=2
    )
    later = promised + timedelta(days=1)
    assert due(facts={"promised_at": later}, after="PT2H", since="promised_at") == later + timedelta(hours=2)


def test_before_counts_back() -> None:
    assert due(facts={"promised_at": at(2026, 3, 10, 12)}, before="P3D", of="promised_at") == at(
        2026, 3, 7, 12
    )


def test_a19_a_date_begins_at_local_midnight() -> None:
    assert due(facts={"bought_on": date(2026, 3, 10)}, before="PT1H", of="bought_on") == at(2026, 3, 9, 23)
    assert due(BERLIN, {"bought_on": date(2026, 3, 10)}, after="P1D", since="bought_on") == at(
        2026, 3, 11, zone=BERLIN
    )


def test_a22_a_day_is_not_24_hours() -> None:
    saturday = at(2026, 3, 28, 10, zone=BERLIN)  # The clocks go forward in the night.
    assert due(BERLIN, {"entered_at": saturday}, after="P1D") == at(2026, 3, 29, 10, zone=BERLIN)
    assert due(BERLIN, {"entered_at": saturday}, after="PT24H") == at(2026, 3, 29, 11, zone=BERLIN)


def test_a_span_may_be_a_parameter() -> None:
    timer, faults = read(after={"parameter": "patience"})
    assert faults == []
    assert timer is not None
    assert due_at(timer, Known({}), Elapsed(SHANGHAI), at(2026, 3, 1)) is None  # It has no value.
    assert timer.spans[0].needs.paths == {"parameter.patience"}


def test_a_moment_beyond_the_calendar_never_comes() -> None:
    assert due(after="P9000Y") is None


def test_e6_the_latest_present_moment_counts() -> None:
    promised, bought = at(2026, 3, 10, 12), date(2026, 3, 12)
    several: dict[str, Any] = {"after": "PT1H", "since": ["promised_at", "bought_on", "entered_at"]}
    assert due(**several) == at(2026, 3, 1, 10)
    assert due(facts={"promised_at": promised}, **several) == promised + timedelta(hours=1)
    assert due(facts={"promised_at": promised, "bought_on": bought}, **several) == at(2026, 3, 12, 1)


def test_e6_several_spans_are_several_moments() -> None:
    promised = {"promised_at": at(2026, 3, 10, 12)}
    spans = {"before": ["P3D", "P1D"], "of": "promised_at"}
    clock = Elapsed(SHANGHAI)
    assert [due_on(clock, promised, place, **spans) for place in (0, 1)] == [
        at(2026, 3, 7, 12),
        at(2026, 3, 9, 12),
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"before": "P1D", "of": "promised_at", "at": "09:00"}, at(2026, 3, 9, 9)),
        ({"before": "PT24H", "of": "promised_at"}, at(2026, 3, 9, 12)),
        ({"before": "PT24H", "of": "promised_at", "at": "09:00"}, at(2026, 3, 9, 9)),
        ({"before": "PT24H", "of": "promised_at", "at": "15:00"}, at(2026, 3, 8, 15)),
        ({"after": "PT24H", "since": "promised_at", "at": "09:00"}, at(2026, 3, 12, 9)),
        ({"after": "P1D", "since": "promised_at", "at": "09:00"}, at(2026, 3, 11, 9)),
    ],
)
def test_e6_at_is_a_local_time_of_the_day_reached(said: dict[str, Any], expected: datetime) -> None:
    assert due(facts={"promised_at": at(2026, 3, 10, 12)}, **said) == expected


def test_a22_the_working_clock_counts_open_hours_and_moves_into_them() -> None:
    friday = {"entered_at": at(2026, 3, 6, 20)}
    working: dict[str, Any] = {"clock": "working", "calendar": "shop"}
    assert due_on(SHOP, friday, after="P1D", **working) == at(2026, 3, 9, 20)
    assert due_on(SHOP, friday, after="PT8H", **working) == at(2026, 3, 9, 17, 30)
    assert due_on(SHOP, friday, after="P1D", at="07:00", **working) == at(2026, 3, 9, 9)
    monday = {"promised_at": at(2026, 3, 9, 10)}
    assert due_on(SHOP, monday, before="P1D", of="promised_at", at="10:00", **working) == at(2026, 3, 6, 10)


@pytest.mark.parametrize("zone", ZONES)
def test_a22_a_day_before_and_24_hours_before_on_every_day_of_two_years_in_every_zone(zone: str) -> None:
    """The day before at nine is nine on the local clock, or the first minute after it that exists; 24 hours are 24 hours."""
    here = ZoneInfo(zone)
    clock = Elapsed(here)
    timers = [
        (wall, read(before="P1D", of="promised_at", at=wall.isoformat("minutes"))[0])
        for wall in (time(0, 0), time(2, 15), time(9, 0))
    ]
    hours, _ = read(before="PT24H", of="promised_at")
    assert hours is not None
    day = date(2026, 1, 2)
    while day < date(2028, 1, 2):
        promised = datetime.combine(day, time(15), here)
        facts = Known({"promised_at": promised})
        for wall, timer in timers:
            assert timer is not None
            found = due_at(timer, facts, clock, None)
            assert found is not None
            expected = first_valid(datetime.combine(day - timedelta(days=1), wall), here)
            assert found.astimezone(here).replace(tzinfo=None) == expected
            assert found.astimezone(here).fold == 0  # in an overlap the first
        assert due_at(hours, facts, clock, None) == promised.astimezone(UTC) - timedelta(hours=24)
        day += timedelta(days=1)


def test_e6_a_repeat_goes_on_in_its_rhythm_and_does_not_make_up_for_what_was_missed() -> None:
    timer, _ = read(after="PT1H", repeat="PT1H")
    assert timer is not None
    last, clock = at(2026, 3, 2, 10), Elapsed(SHANGHAI)
    assert next_due(timer, Known({}), clock, last, last) == at(2026, 3, 2, 11)
    assert next_due(timer, Known({}), clock, last, at(2026, 3, 2, 14, 30)) == at(2026, 3, 2, 15)
    assert next_due(timer, Known({}), clock, last, at(2028, 3, 2, 14, 30)) == at(2028, 3, 2, 15, 30)
    once, _ = read(after="PT1H")
    assert once is not None
    assert next_due(once, Known({}), clock, last, last) is None
    daily, _ = read(after="PT1H", repeat="P1D", at="09:00")
    assert daily is not None
    assert next_due(daily, Known({}), clock, last, last) == at(2026, 3, 3, 9)


def test_a27_what_is_past_when_it_starts_is_late() -> None:
    assert is_late(at(2026, 3, 1), at(2026, 3, 2))
    assert not is_late(at(2026, 3, 2), at(2026, 3, 2))


@pytest.mark.parametrize(
    ("json", "expected"),
    [
        ({}, ("effects.timer_shape", "/timer")),
        ({"since": "promised_at"}, ("effects.timer_shape", "/timer")),
        ({"before": "P1D"}, ("effects.timer_shape", "/timer")),
        ({"after": "P1D", "before": "P1D", "of": "promised_at"}, ("effects.timer_shape", "/timer")),
        ({"after": "soon"}, ("conditions.wrong_value", "/timer/after")),
        ({"after": "-P1D"}, ("effects.negative_duration", "/timer/after")),
        ({"after": {"field": "bicycle"}}, ("conditions.does_not_fit", "/timer/after")),
        ({"after": "P1D", "since": "bicycle"}, ("effects.not_a_moment", "/timer/since")),
        ({"after": "P1D", "since": "promised"}, ("conditions.unknown_field", "/timer/since/field")),
        ({"after": "P1D", "if_late": "shrug"}, ("effects.unknown_if_late", "/timer/if_late")),
        ({"after": "P1D", "clock": "sand"}, ("effects.unknown_clock", "/timer/clock")),
        ({"after": "P1D", "clock": "working"}, ("effects.no_calendar", "/timer/clock")),
        ({"after": "P1D", "at": "9"}, ("effects.not_a_time", "/timer/at")),
        ({"after": "P1D", "at": "09:00+02:00"}, ("effects.not_a_time", "/timer/at")),
        ({"after": "P1D", "calendar": "shop"}, ("effects.calendar_unused", "/timer/calendar")),
        (
            {"after": "P1D", "clock": "working", "calendar": "shap"},
            ("effects.unknown_calendar", "/timer/calendar"),
        ),
        ({"after": "P1D", "repeat": "PT30S"}, ("effects.repeat_too_short", "/timer/repeat")),
        ({"after": "P1D", "repeat": "-P1D"}, ("effects.negative_duration", "/timer/repeat")),
        (
            {"after": "P1D", "if": {"field": "nothing", "op": "present"}},
            ("conditions.unknown_field", "/timer/if/field"),
        ),
        ({"after": ["P1D", "soon"]}, ("conditions.wrong_value", "/timer/after/1")),
        ({"after": []}, ("effects.not_a_duration", "/timer/after")),
        ({"after": "P1D", "since": ["promised_at", "bicycle"]}, ("effects.not_a_moment", "/timer/since/1")),
        ({"after": "P1D", "since": "due.ship"}, ("conditions.not_here", "/timer/since/field")),
    ],
)
def test_e6_timers_are_checked(json: dict[str, Any], expected: tuple[str, str]) -> None:
    assert read(**json)[1] == [expected]


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - made aware below
    st.integers(0, 400),
    st.integers(0, 10_000),
    st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/New_York")]),
)
def test_what_is_due_after_a_span_is_never_before_its_start(
    moment: Any, days: int, minutes: int, zone: ZoneInfo
) -> None:
    start = moment.replace(tzinfo=UTC)
    found = due(zone, {"entered_at": start}, after=f"P{days}DT{minutes}M")
    assert found is not None
    assert found >= start
