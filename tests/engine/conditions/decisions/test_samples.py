from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import cast

import pytest

from engine.conditions.decisions.lines import along
from engine.conditions.decisions.samples import samples
from engine.conditions.tree import Leaf, Literal, Path
from engine.conditions.types import TEXT, Kind, Type
from engine.values.duration import Duration


def _leaf(type_, operator, value):
    return Leaf(Path("x", type_), operator, Literal(value, type_))


@pytest.mark.parametrize(
    ("kind", "named", "expected"),
    [
        (Kind.INTEGER, [3, 5, 6], [2, 3, 4, 5, 6, 7]),
        (
            Kind.NUMBER,
            [Decimal("0.1"), Decimal("0.2")],
            [Decimal("-0.9"), Decimal("0.1"), Decimal("0.15"), Decimal("0.2"), Decimal("1.2")],
        ),
        (
            Kind.DATE,
            [date(2026, 1, 1), date(2026, 1, 2)],
            [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)],
        ),
        (Kind.DATE, [date.min], [date.min, date(1, 1, 2)]),
        (Kind.DATE, [date.max], [date(9999, 12, 30), date.max]),
        (Kind.TIME, [time(0), time.max], [time(0), time(11, 59, 59, 999999), time.max]),
        (
            Kind.DURATION,
            [Duration(days=1)],
            [Duration(seconds=86_340), Duration(seconds=86_400), Duration(seconds=86_460)],
        ),
    ],
)
def test_values_between_below_and_above(kind, named, expected):
    assert [*along(kind, named)] == expected


def test_moments_one_microsecond_apart_have_nothing_between_them():
    first, second = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC)

    assert [*along(Kind.DATETIME, [second, first])][1:-1] == [first, second]


def test_close_decimals_still_have_a_middle():
    named = [Decimal("0.000001") * Decimal(10) ** -30, Decimal("0.000002") * Decimal(10) ** -30]

    numbers = [cast("Decimal", value) for value in along(Kind.NUMBER, named)]
    assert all(left < right for left, right in pairwise(numbers))


def test_a15_a_boolean_has_no_absent_sample():
    assert samples(Type(Kind.BOOLEAN), []).values == (True, False)


def test_texts_are_told_apart_by_start_and_by_part():
    leaves = [_leaf(TEXT, "starts_with", "ab"), _leaf(TEXT, "contains", "x"), _leaf(TEXT, "eq", "abc")]
    found = samples(TEXT, leaves)

    texts = [value for value in found.values if isinstance(value, str)]
    seen = {(value.startswith("ab"), "x" in value, value == "abc") for value in texts}
    assert seen == {(a, b, False) for a in (True, False) for b in (True, False)} | {(True, False, True)}
    assert found.complete
    assert found.values[-1] is None


def test_too_many_parts_and_the_order_of_texts_are_said_to_be_incomplete():
    many = [_leaf(TEXT, "contains", letter) for letter in "abcdefg"]

    assert not samples(TEXT, many).complete
    assert samples(TEXT, many[:6]).complete
    assert not samples(TEXT, [_leaf(TEXT, "lt", "m")]).complete


def test_the_mark_for_other_texts_is_one_that_no_cell_holds():
    known = ["※", "◇x"]
    found = samples(TEXT, [_leaf(TEXT, "eq", word) for word in known])

    assert any(isinstance(value, str) and not set(value) & set("※◇x") for value in found.values)


def test_sets_of_options_have_every_named_part():
    extras = Type(Kind.ENUMS, options=("pickup", "loan", "rush"))
    found = samples(extras, [_leaf(extras, "any_of", ("loan",))])

    assert set(found.values) == {("loan",), ("pickup",), ("pickup", "loan"), None}
