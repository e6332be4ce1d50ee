"""Periods and figures, without a store."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from engine.metrics.measure import (
    MOST_PERIODS,
    By,
    Counted,
    Period,
    before,
    current,
    edges,
    figure,
    periods,
    rolling,
)
from engine.metrics.metric import Function

FIRST, LAST = date(2025, 12, 30), date(2026, 4, 1)


@pytest.mark.parametrize("by", [*By])
def test_periods_cover_a_span_without_gap_and_without_overlap(by: By):
    found = periods(FIRST, LAST, by)
    assert found
    assert found[0].first == FIRST
    assert found[-1].last == LAST
    assert all(b.first - a.last == timedelta(days=1) for a, b in pairwise(found))


def test_weeks_begin_on_monday_and_quarters_in_january_april_july_and_october():
    weeks = periods(FIRST, LAST, By.WEEK) or ()
    assert {one.first.weekday() for one in weeks[1:]} == {0}
    quarters = periods(date(2024, 2, 1), date(2025, 1, 31), By.QUARTER) or ()
    assert [one.first for one in quarters] == [
        date(2024, 2, 1), date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1), date(2025, 1, 1),
    ]  # fmt: skip
    months = periods(date(2026, 11, 15), date(2027, 2, 2), By.MONTH) or ()
    assert [(one.first.month, one.last.day) for one in months] == [(11, 30), (12, 31), (1, 31), (2, 2)]


def test_too_many_periods_are_none():
    begin = date(2024, 1, 1)
    assert len(periods(begin, begin + timedelta(days=MOST_PERIODS - 1), By.DAY) or ()) == MOST_PERIODS
    assert periods(begin, begin + timedelta(days=MOST_PERIODS), By.DAY) is None


def test_the_edges_of_moments_are_local_midnights_also_where_clocks_change():
    found = periods(date(2026, 3, 28), date(2026, 3, 29), By.DAY) or ()
    zone = ZoneInfo("Europe/Berlin")
    spans = edges(found, zone)
    hours = [
        (b.astimezone(ZoneInfo("UTC")) - a.astimezone(ZoneInfo("UTC"))) / timedelta(hours=1)  # type: ignore[union-attr]
        for a, b in pairwise(spans)
    ]
    assert hours == [24, 23]
    assert edges(found, None) == (date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30))


def test_figures_of_nothing_are_absent_but_counts_and_sums():
    nothing = Counted(0)
    assert [figure(one, nothing) for one in Function] == [0, Decimal(0), None, None, None, None, None, None]


def test_figures():
    counted = Counted(4, 3, Decimal(10), Decimal(2), Decimal(5), 1)
    assert figure(Function.COUNT, counted) == 4
    assert figure(Function.SUM, counted) == 10
    assert figure(Function.AVERAGE, counted) == Decimal("3.333333")
    assert figure(Function.MEDIAN, counted) == Decimal("3.5")
    assert (figure(Function.MIN, counted), figure(Function.MAX, counted)) == (2, 5)
    assert figure(Function.SHARE, counted) == Decimal("0.25")


@pytest.mark.parametrize(
    ("by", "span", "past"),
    [
        (By.DAY, ("2026-03-18", "2026-03-18"), ("2026-03-17", "2026-03-17")),
        (By.WEEK, ("2026-03-16", "2026-03-18"), ("2026-03-09", "2026-03-11")),
        (By.MONTH, ("2026-03-01", "2026-03-18"), ("2026-02-01", "2026-02-18")),
        (By.QUARTER, ("2026-01-01", "2026-03-18"), ("2025-10-01", "2025-12-16")),
        (By.YEAR, ("2026-01-01", "2026-03-18"), ("2025-01-01", "2025-03-18")),
    ],
)
def test_a_running_period_is_compared_with_as_much_of_the_one_before(
    by: By, span: tuple[str, str], past: tuple[str, str]
):
    today = date(2026, 3, 18)
    assert _told(current(today, by, today)) == span
    assert _told(before(current(today, by, today), by)) == past


def test_a_whole_period_is_compared_with_a_whole_one_and_none_with_more():
    today = date(2026, 3, 31)
    february = current(date(2026, 2, 3), By.MONTH, today)
    assert _told(february) == ("2026-02-01", "2026-02-28")
    assert _told(before(february, By.MONTH)) == ("2026-01-01", "2026-01-31")
    march = current(date(2026, 3, 30), By.MONTH, date(2026, 3, 30))
    assert _told(before(march, By.MONTH)) == ("2026-02-01", "2026-02-28")
    assert _told(current(date(2026, 5, 5), By.MONTH, today)) == ("2026-05-01", "2026-05-31")


def test_a_span_is_compared_with_as_many_days_right_before_it():
    assert _told(before(Period(date(2026, 3, 10), date(2026, 3, 12)), By.WHOLE)) == (
        "2026-03-07",
        "2026-03-09",
    )


def _told(span: Period) -> tuple[str, str]:
    return span.first.isoformat(), span.last.isoformat()


def test_rolling_days_end_with_the_day_and_are_compared_with_those_right_before():
    month = rolling(date(2026, 3, 2), By.MONTH)
    assert _told(month) == ("2026-02-01", "2026-03-02")
    assert _told(before(month, By.WHOLE)) == ("2026-01-02", "2026-01-31")
    assert _told(rolling(date(2026, 3, 2), By.DAY)) == ("2026-03-02", "2026-03-02")
