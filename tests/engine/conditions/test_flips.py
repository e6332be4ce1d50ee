"""Kept derived fields: the moment of the next flip must be computable (E18)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.conditions.compiled import guard
from engine.conditions.flips import flips_at_computable, looks_at_now, next_flip
from engine.conditions.parse import condition
from tests.conformance.job import NAMES


@pytest.mark.parametrize(
    ("source", "computable"),
    [
        ({"field": "pieces", "op": "gt", "value": 1}, True),
        ({"field": "at", "op": "within", "value": "P3D"}, True),
        ({"field": "at", "op": "before", "value": {"now": "-P3D"}}, True),
        ({"field": "day", "op": "after", "value": {"now": "today"}}, True),
        (
            {
                "not": {
                    "any": [
                        {"field": "day", "op": "gte", "value": {"now": "P1M"}},
                        {"field": "urgent", "op": "eq", "value": True},
                    ]
                }
            },
            True,
        ),
        ({"field": "at", "op": "during", "value": "this_week"}, False),
        ({"field": "at", "op": "eq", "value": {"now": "now"}}, False),
        ({"formula": "days(day, today())", "op": "gt", "value": 3}, False),
        ({"formula": "max(day, deadline)", "op": "within", "value": "P3D"}, False),
        ({"field": "day", "op": "before", "value": {"formula": "max(deadline, today())"}}, False),
        ({"field": "at", "op": "between", "value": [{"now": "-P1D"}, {"now": "P1D"}]}, False),
    ],
)
def test_e18_flips(source: Any, *, computable: bool) -> None:
    tree = condition(source, NAMES).tree
    assert tree is not None
    assert flips_at_computable(tree) is computable


SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")  # the clock changes on the eighth of March and the first of November
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def flip(source: Any, zone: ZoneInfo = SHANGHAI, now: datetime = NOW, **facts: Any) -> datetime | None:
    tree = condition(source, NAMES).tree
    assert tree is not None
    (leaf,) = looks_at_now(tree)
    return next_flip(guard(leaf), {**facts, "zone": zone}, now)


@pytest.mark.parametrize(
    ("source", "facts", "expected"),
    [
        ({"field": "at", "op": "before", "value": {"now": "now"}}, {"at": NOW + timedelta(hours=2)}, NOW + timedelta(hours=2) + TICK),
        ({"field": "at", "op": "lte", "value": {"now": "now"}}, {"at": NOW + timedelta(hours=2)}, NOW + timedelta(hours=2)),
        ({"field": "at", "op": "lte", "value": {"now": "-P3D"}}, {"at": NOW}, NOW + timedelta(days=3)),
        ({"field": "at", "op": "gte", "value": {"now": "P3D"}}, {"at": NOW + timedelta(days=9)}, NOW + timedelta(days=6) + TICK),
        ({"field": "at", "op": "before", "value": {"now": "now"}}, {"at": NOW - TICK}, None),
        ({"field": "at", "op": "before", "value": {"now": "now"}}, {}, None),
        # Within three days: it begins, and it ends.
        ({"field": "at", "op": "within", "value": "P3D"}, {"at": NOW + timedelta(days=9)}, NOW + timedelta(days=6)),
        ({"field": "at", "op": "within", "value": "P3D"}, {"at": NOW + timedelta(days=2)}, NOW + timedelta(days=2) + TICK),
        ({"field": "at", "op": "within", "value": "-PT1H"}, {"at": NOW}, NOW + timedelta(hours=1) + TICK),
        ({"field": "at", "op": "within", "value": "-PT1H"}, {"at": NOW + timedelta(minutes=5)}, NOW + timedelta(minutes=5)),
        ({"field": "at", "op": "within", "value": "P0D"}, {"at": NOW + timedelta(minutes=5)}, NOW + timedelta(minutes=5)),
        # A day begins and ends at midnight in the zone.
        ({"field": "day", "op": "lt", "value": {"now": "today"}}, {"day": date(2026, 3, 5)}, datetime(2026, 3, 5, 16, 0, tzinfo=UTC)),
        ({"field": "day", "op": "within", "value": "P1D"}, {"day": date(2026, 3, 5)}, datetime(2026, 3, 3, 16, 0, tzinfo=UTC)),
        ({"field": "day", "op": "within", "value": "P1D"}, {"day": date(2026, 3, 3)}, datetime(2026, 3, 3, 16, 0, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_e18_the_moment_of_the_next_flip(source: Any, facts: Any, expected: datetime | None) -> None:
    assert flip(source, **facts) == expected


FIELD = st.one_of(
    st.integers(-15_000_000, 15_000_000).map(lambda seconds: NOW + timedelta(seconds=seconds)),
    st.dates(date(2025, 9, 1), date(2026, 9, 1)),
)
OFFSETS = st.sampled_from(["now", "today", "P1D", "-P1D", "P1M", "-P1M", "-P1Y", "PT36H", "-PT1H", "P2M"])


@settings(max_examples=300, deadline=None)
@given(value=FIELD, operator=st.sampled_from(["lt", "lte", "gt", "gte", "within"]), offset=OFFSETS)
def test_e18_until_the_next_flip_nothing_changes_and_then_it_does(
    value: date | datetime, operator: str, offset: str
) -> None:
    within = operator == "within"
    span = "P7D" if offset in ("now", "today") else offset
    name = "at" if isinstance(value, datetime) else "day"
    said = {"field": name, "op": operator, "value": span if within else {"now": offset}}
    if name == "at" and not within and offset == "today":
        return  # a moment is compared with moments
    tree = condition(said, NAMES).tree
    assert tree is not None
    (leaf,) = looks_at_now(tree)
    asked = guard(leaf)
    found = next_flip(asked, {name: value, "zone": NEW_YORK}, NOW)

    def holds(now: datetime) -> bool:
        return asked.test({name: value, "zone": NEW_YORK, "now": now})

    before = holds(NOW)
    end = found or NOW + timedelta(days=800)
    step = (end - NOW) / 400
    assert all(holds(NOW + step * place) is before for place in range(400))
    if found is not None:
        assert holds(found) is not before
        assert holds(found - TICK) is before
