"""Figures of the store against figures made in Python of the same rows, on both databases."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from adapters.store.store import DatabaseStore
from engine.conditions.tree import Arithmetic, Constant, Leaf, Literal, Path, ValueNode
from engine.conditions.types import BOOLEAN, INTEGER, NUMBER, Kind, Type
from engine.metrics.measure import By, edges, figure, periods
from engine.metrics.metric import Function
from engine.ports.store import Measurement
from engine.values.duration import Duration
from tests.adapters.store.test_select import FACTS, made

ZONE = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 1, 29), date(2026, 3, 3)
PRICE = Path("price", Type(Kind.MONEY, currency="CNY"))
HOURS = Path("hours", INTEGER)
PAID = Leaf(Path("paid", BOOLEAN), "eq", Literal(value=True, type=BOOLEAN))
Rows = list[dict[str, Any]]


@pytest.fixture
async def rows(store: DatabaseStore) -> Rows:
    draw = Random(7)
    found: Rows = []
    begin = datetime(2026, 1, 28, 12, tzinfo=UTC)
    for number in range(60):
        row: dict[str, Any] = {
            "title": f"t{number}",
            "due_at": begin + timedelta(hours=draw.randrange(36 * 24)),
            "hours": draw.choice([None, 1, 2, 3, 7]),
            "price": Decimal(draw.randrange(10_000)) / 100,
            "kind": draw.choice(["sale", "check", None]),
            "state": "done",
            "paid": draw.random() < 0.4,
        }
        row["due_on"] = row["due_at"].astimezone(ZONE).date()
        await made(store, **row)
        found.append(row)
    return found


def asked(at: str, by: By, value: ValueNode | None = None, **more: Any) -> Measurement:
    found = periods(FIRST, LAST, by)
    assert found
    return Measurement(
        "job",
        Constant(holds=True),
        FACTS,
        at,
        edges(found, ZONE if at == "due_at" else None),
        value=value,
        **more,
    )


def expected(rows: Rows, by: By, split: tuple[str, ...]) -> dict[tuple[int, tuple[Any, ...]], Rows]:
    spans = periods(FIRST, LAST, by) or ()
    found: dict[tuple[int, tuple[Any, ...]], Rows] = defaultdict(list)
    for row in rows:
        place = next((n for n, one in enumerate(spans) if one.first <= row["due_on"] <= one.last), None)
        if place is not None:
            found[place, tuple(row[name] for name in split)].append(row)
    return found


@pytest.mark.parametrize("at", ["due_at", "due_on"])
@pytest.mark.parametrize("by", [By.DAY, By.WEEK, By.MONTH, By.WHOLE])
@pytest.mark.parametrize("split", [(), ("kind", "paid")])
async def test_records_fall_into_local_periods(
    store: DatabaseStore, rows: Rows, at: str, by: By, split: tuple[str, ...]
) -> None:
    measured = await store.measure(asked(at, by, holds=PAID, split=split))
    wanted = expected(rows, by, split)
    assert {(one.period, one.split): (one.counted.rows, one.counted.held) for one in measured} == {
        key: (len(found), sum(row["paid"] for row in found)) for key, found in wanted.items()
    }
    assert sum(one.counted.rows for one in measured) < len(rows), "some lie outside the span"


async def test_sums_averages_and_medians(store: DatabaseStore, rows: Rows) -> None:
    for name, node in (("price", PRICE), ("hours", HOURS)):
        outer = {
            one.split: one.counted
            for one in await store.measure(asked("due_on", By.WHOLE, node, split=("kind",)))
        }
        middle = await store.measure(asked("due_on", By.WHOLE, node, split=("kind",), middle=True))
        wanted = expected(rows, By.WHOLE, ("kind",))
        assert {(0, key) for key in outer} == {(0, one.split) for one in middle} == set(wanted)
        for one in middle:
            values = [Decimal(row[name]) for row in wanted[0, one.split] if row[name] is not None]
            counted = outer[one.split]
            assert counted.rows == one.counted.rows == len(wanted[0, one.split])
            assert counted.filled == one.counted.filled == len(values)
            assert figure(Function.SUM, counted) == sum(values)
            assert figure(Function.AVERAGE, counted) == (sum(values, Decimal(0)) / len(values)).quantize(
                Decimal("0.000001")
            )
            assert (figure(Function.MIN, counted), figure(Function.MAX, counted)) == (
                min(values),
                max(values),
            )
            assert figure(Function.MEDIAN, one.counted) == median(values)


async def test_a_part_without_values_keeps_its_records(store: DatabaseStore) -> None:
    for _ in range(3):
        await made(store, title="x", due_on=FIRST, hours=None, state="done")
    for middle in (False, True):
        (one,) = await store.measure(asked("due_on", By.WHOLE, HOURS, middle=middle))
        assert (one.counted.rows, one.counted.filled) == (3, 0)
        assert figure(Function.MEDIAN if middle else Function.AVERAGE, one.counted) is None


async def test_a_formula_is_summed_exactly(store: DatabaseStore, rows: Rows) -> None:
    third = Arithmetic("/", PRICE, Literal(Decimal(4), NUMBER), NUMBER)
    (one,) = await store.measure(asked("due_on", By.WHOLE, third))
    wanted = sum(row["price"] / 4 for row in expected(rows, By.WHOLE, ())[0, ()])
    assert figure(Function.SUM, one.counted) == wanted


async def test_only_what_the_condition_lets_in(store: DatabaseStore, rows: Rows) -> None:
    (one,) = await store.measure(replace(asked("due_on", By.WHOLE), where=PAID))
    assert one.counted.rows == sum(row["paid"] for row in expected(rows, By.WHOLE, ())[0, ()])


async def test_too_many_figures_show_as_one_more_than_wanted(store: DatabaseStore, rows: Rows) -> None:
    assert len(rows) == 60
    assert len(await store.measure(replace(asked("due_on", By.DAY), most=5))) == 6


@pytest.mark.parametrize("percent", [1, 50, 90, 99])
async def test_of_a_percentile_so_many_lie_at_or_below(
    store: DatabaseStore, rows: Rows, percent: int
) -> None:
    measured = await store.measure(asked("due_on", By.WHOLE, PRICE, split=("kind",), percent=percent))
    wanted = expected(rows, By.WHOLE, ("kind",))
    assert {(0, one.split) for one in measured} == set(wanted)
    for one in measured:
        values = sorted(row["price"] for row in wanted[0, one.split])
        place = -(-percent * len(values) // 100)
        assert figure(Function.PERCENTILE, one.counted) == values[place - 1]


async def test_durations_are_measured_in_seconds(store: DatabaseStore) -> None:
    said = ["PT1H30M", "P1DT1S", "P14M", "-PT5M", "PT0S"]  # kept as text, as a title is
    for text in said:
        await made(store, title=text, due_on=FIRST, state="done")
    seconds = sorted(one.rough_seconds for one in map(Duration.parse, said) if one is not None)
    assert seconds[-1] == 14 * 30 * 86_400
    lasted = Path("title", Type(Kind.DURATION))
    (one,) = await store.measure(asked("due_on", By.WHOLE, lasted))
    assert (figure(Function.SUM, one.counted), figure(Function.MAX, one.counted)) == (
        sum(seconds),
        seconds[-1],
    )
    (one,) = await store.measure(asked("due_on", By.WHOLE, lasted, middle=True))
    assert figure(Function.MEDIAN, one.counted) == seconds[2]
    (one,) = await store.measure(asked("due_on", By.WHOLE, lasted, percent=80))
    assert figure(Function.PERCENTILE, one.counted) == seconds[3]
