"""Counting units against a count that looks at everything ever taken."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from engine.limits.limit import Window
from engine.limits.reserve import (
    EXACT,
    Unit,
    add,
    expires,
    free_at,
    live,
    period,
    reserve,
    units_of,
    used,
    without,
)
from engine.values.duration import Duration

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
WINDOWS = (
    Window(span=Duration(days=1)),
    Window(span=Duration(seconds=3600)),
    Window(span=Duration(months=1)),
    Window(period="hour"),
    Window(period="day"),
    Window(period="week"),
    Window(period="month"),
    Window(period="year"),
    Window(),
)
GAPS = st.lists(st.integers(0, 3 * 86_400), min_size=1, max_size=60)


def local_period(name: str, moment: datetime) -> object:
    """Another way to say in which period a moment lies."""
    local = moment.astimezone(BERLIN)
    return {
        "hour": (local.year, local.month, local.day, local.hour, local.utcoffset()),
        "day": local.date(),
        "week": local.isocalendar()[:2],
        "month": (local.year, local.month),
        "year": local.year,
    }[name]


def counts(window: Window, taken: datetime, now: datetime) -> bool:
    """Whether a unit still counts, said plainly."""
    if window.span is not None:
        return window.span.after(taken, BERLIN) > now
    return window.period is None or local_period(window.period, taken) == local_period(window.period, now)


@given(st.sampled_from(WINDOWS), GAPS, st.integers(1, 8))
def test_a35_reserving_grants_exactly_what_a_count_of_everything_would(
    window: Window, gaps: list[int], most: int
) -> None:
    kept: tuple[str, ...] = ()
    granted: list[datetime] = []
    now = BEGIN
    for gap in gaps:
        now += timedelta(seconds=gap)
        wanted = sum(counts(window, moment, now) for moment in granted) < most
        after = reserve(units_of(kept), Decimal(1), Decimal(most), window, now, BERLIN)
        assert (after is not None) == wanted
        if after is not None:
            granted.append(now)
            kept = tuple(unit.text() for unit in after)
            assert len(kept) <= most


@given(
    st.sampled_from(WINDOWS),
    st.lists(st.integers(0, 20_000), min_size=1, max_size=400),
    st.integers(101, 300),
)
def test_many_units_are_kept_in_steps_and_never_exceed_the_limit(
    window: Window, gaps: list[int], most: int
) -> None:
    units: tuple[Unit, ...] = ()
    granted: list[datetime] = []
    now = BEGIN
    for gap in gaps:
        now += timedelta(seconds=gap)
        after = reserve(units, Decimal(1), Decimal(most), window, now, BERLIN)
        if after is not None:
            granted.append(now)
            units = after
            assert len(units) <= EXACT + 32
        assert sum(counts(window, moment, now) for moment in granted) <= most
        counted = sum(counts(window, moment, now) for moment in granted)
        assert used(live(units, window, now, BERLIN)) >= counted


@given(st.sampled_from(WINDOWS), GAPS)
def test_there_is_room_at_the_moment_that_is_told_and_not_before(window: Window, gaps: list[int]) -> None:
    units: tuple[Unit, ...] = ()
    now = BEGIN
    for gap in gaps:
        now += timedelta(seconds=gap)
        units = add(live(units, window, now, BERLIN), Decimal(1), window, now, BERLIN)
    most = Decimal(len(units))
    moment = free_at(units, Decimal(1), most, window, BERLIN)
    if moment is None:
        assert expires(window, now, BERLIN) is None
        return
    assert reserve(units, Decimal(1), most, window, moment, BERLIN) is not None
    assert reserve(units, Decimal(1), most, window, moment - timedelta(microseconds=1), BERLIN) is None


def test_a36_a_unit_that_is_given_back_is_free_and_one_that_has_ended_gives_nothing() -> None:
    window, now = Window(span=Duration(days=1)), BEGIN
    units = tuple(Unit(now + timedelta(hours=hour), Decimal(1)) for hour in range(3))
    assert without(units, units[1], window, now, BERLIN) == (units[0], units[2])
    late = now + timedelta(hours=24, minutes=30)
    assert without(units, units[0], window, late, BERLIN) == units


def test_a36_a_unit_among_many_is_given_back_from_its_step() -> None:
    window, now = Window(span=Duration(days=1)), BEGIN
    units: tuple[Unit, ...] = ()
    for second in range(500):
        units = add(units, Decimal(1), window, now + timedelta(seconds=second), BERLIN)
    assert len(units) <= EXACT
    left = without(units, Unit(now + timedelta(seconds=17), Decimal(1)), window, now, BERLIN)
    assert used(left) == 499


def test_a37_periods_are_those_of_the_local_calendar() -> None:
    # The clocks of Berlin go forward in the night to 29 March 2026: that day has 23 hours.
    begin, end = period("day", datetime(2026, 3, 29, 12, tzinfo=UTC), BERLIN)
    assert (begin, end) == (datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC))
    begin, end = period("week", datetime(2026, 3, 1, 12, tzinfo=UTC), BERLIN)
    assert (begin.astimezone(BERLIN).isoformat(), end.astimezone(BERLIN).isoformat()) == (
        "2026-02-23T00:00:00+01:00",
        "2026-03-02T00:00:00+01:00",
    )
    assert period("month", datetime(2026, 12, 31, 23, 30, tzinfo=UTC), BERLIN)[0].year == 2026
