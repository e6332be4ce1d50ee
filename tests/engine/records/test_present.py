"""Values as people see them, whole and masked."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.records.present import display, masked, present
from engine.values.duration import Duration
from tests.engine.records.bakery import one
from tests.engine.records.values_of import ENTERED, OPTIONS, values_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("type_", "mask", "value", "seen"),
    [
        ("phone", "phone", "+8613812345678", "138****5678"),
        ("text", "phone", "12345", "****45"),
        ("text", "phone", "123", "****"),
        ("text", "name", "王小明", "王**"),
        ("email", "email", "ann@x.example", "a***@x.example"),
        ("national_id", "id", "110101199001011234", "110101********1234"),
        ("national_id", "id", "AB12345", "****45"),
        ("text", "all", "anything", "****"),
        ("money", None, Decimal("12.5"), "****"),
        ("text", "name", None, None),
    ],
)
def test_the_masked_view(type_, mask, value, seen):
    assert masked(one(type_, **({"mask": mask} if mask else {})), value) == seen


@given(
    st.sampled_from([f for f in ENTERED if f.kind.value in ("phone", "national_id", "email", "money")]),
    st.data(),
)
def test_a_mask_never_shows_the_whole_value(field, data):
    value = data.draw(values_of(field))
    assert str(value) not in str(masked(field, value))


@pytest.mark.parametrize(
    ("type_", "more", "value", "english", "chinese"),
    [
        ("money", {}, Decimal("1234.5"), "CN¥1,234.50", "¥1,234.50"),
        ("money", {"currency": "EUR"}, Decimal("0.125"), "€0.125", "€0.125"),
        ("percent", {}, Decimal("0.085"), "8.5%", "8.5%"),
        ("decimal", {}, Decimal("1234.123456"), "1,234.123456", "1,234.123456"),
        ("date", {}, date(2026, 3, 2), "Mar 2, 2026", "2026年3月2日"),
        ("time", {}, time(9, 30), "9:30\u202fAM", "09:30"),
        (
            "datetime",
            {},
            datetime(2026, 3, 1, 16, 30, tzinfo=UTC),
            "Mar 2, 2026, 12:30:00\u202fAM",
            "2026年3月2日 00:30:00",
        ),
        (
            "duration",
            {},
            Duration(14, 3, 3660),
            "1 year 2 months 3 days 1 hour 1 minute",
            "1年2个月3天1小时1分钟",
        ),
        ("duration", {}, Duration(days=-1), "-1 day", "-1天"),
        ("boolean", {}, True, "yes", "是"),
        ("enum", {"options": OPTIONS}, "a", "Label", "名称"),
        ("enums", {"options": OPTIONS}, ("a", "b"), "Label, Label", "名称、名称"),
        ("text", {}, None, "", ""),
    ],
)
def test_what_a_person_reads(type_, more, value, english, chinese):
    field = one(type_, **more)
    assert display(field, value, "en", SHANGHAI, "CNY") == english
    assert display(field, value, "zh-CN", SHANGHAI, "CNY") == chinese


def test_json_of_values():
    assert present(Decimal("1.50")) == "1.5"
    assert present(Decimal("1E+2")) == "100"
    assert present(datetime(2026, 3, 2, 1, tzinfo=UTC)) == "2026-03-02T01:00:00Z"
    assert present(("a", "b")) == ["a", "b"]
    assert present(True) is True
