"""From what was sent to a value: every type, and every way to be wrong."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.forms.validate import validate
from engine.records.accept import accept_value
from engine.records.entity import FieldKind
from engine.records.present import present
from engine.records.reasons import CODES, reason
from engine.records.schema import input_schema
from engine.values.duration import Duration
from engine.values.refusal import Reason
from tests.engine.records.bakery import compiled, one
from tests.engine.records.values_of import ENTERED, OPTIONS, values_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"


def test_every_kind_that_is_entered_is_tried():
    given_by_the_engine = {FieldKind.SERIAL, FieldKind.ROLLUP, FieldKind.LINES}
    assert {field.kind for field in ENTERED} == {*FieldKind} - given_by_the_engine


@pytest.mark.parametrize("field", ENTERED, ids=lambda field: field.id)
def test_what_is_presented_is_accepted_as_the_same_value(field):
    @settings(max_examples=60, deadline=None)
    @given(values_of(field))
    def holds(value):
        accepted = accept_value(field, present(value), SHANGHAI)
        assert accepted == (value if value != "" else None)
        assert type(accepted) in (type(value), type(None))
        assert validate(input_schema(field), present(value)) == []
        if accepted is not None:
            assert validate(input_schema(field, required=True), present(value)) == []

    holds()


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(ENTERED), _ANYTHING)
def test_anything_is_accepted_or_refused_and_what_is_accepted_is_kept(field, raw):
    value = accept_value(field, raw, SHANGHAI)
    if isinstance(value, Reason):
        assert value.code in CODES
        assert value.text["en"]
        assert value.text["zh-CN"]
    else:
        assert accept_value(field, present(value), SHANGHAI) == value


@pytest.mark.parametrize(
    ("type_", "more", "raw", "value"),
    [
        ("text", {}, "  Cafe\u0301 ", "Café"),
        ("long_text", {}, "a\r\nb\tc\n", "a\nb\tc"),
        ("text", {"pattern": "[A-Z]{2}[0-9]+"}, "AB12", "AB12"),
        ("text", {"max_length": 2}, "\U0001f950\U0001f950", "\U0001f950\U0001f950"),
        ("phone", {"region": "CN"}, "１３８ 0013－8000", "+8613800138000"),
        ("phone", {"region": "CN"}, "+86 138-0013-8000", "+8613800138000"),
        ("phone", {"region": "CN"}, "（010）6552 9988", "+861065529988"),
        ("phone", {}, "+44 20 7946 0958", "+442079460958"),
        ("email", {}, " Ann@Example.COM", "ann@example.com"),
        ("url", {}, "https://例子.cn/a?b=1#c", "https://例子.cn/a?b=1#c"),
        ("url", {}, "http://[::1]:8080/", "http://[::1]:8080/"),
        ("national_id", {"region": "CN"}, "11010519491231002x", "11010519491231002X"),
        ("national_id", {}, "ab 12-3", "AB 12-3"),
        ("money", {}, "12.50", Decimal("12.5")),
        ("money", {}, 0.1, Decimal("0.1")),
        ("money", {}, Decimal("1E+2"), Decimal(100)),
        ("decimal", {}, -0.0, Decimal(0)),
        ("decimal", {}, Decimal("0E+999999"), Decimal(0)),
        ("percent", {}, "0.08", Decimal("0.08")),
        ("integer", {}, 7.0, 7),
        ("integer", {}, "１２", 12),
        ("date", {}, "2026-02-28", date(2026, 2, 28)),
        ("time", {}, "09:30", time(9, 30)),
        ("datetime", {}, "2026-03-02T09:30", datetime(2026, 3, 2, 1, 30, tzinfo=UTC)),
        ("datetime", {}, "2026-03-02 09:30:00.5Z", datetime(2026, 3, 2, 9, 30, 0, 500_000, tzinfo=UTC)),
        ("datetime", {}, "2026-03-02T09:30:00-05:00", datetime(2026, 3, 2, 14, 30, tzinfo=UTC)),
        ("duration", {}, "PT72H", Duration(seconds=72 * 3600)),
        ("enums", {"options": OPTIONS}, ["c", "a"], ("a", "c")),
        ("link", {"to": "guest"}, ID, ID),
        ("link", {"to": ["guest", "flour"]}, f"flour/{ID}", f"flour/{ID}"),
    ],
)
def test_what_is_accepted(type_, more, raw, value):
    accepted = accept_value(one(type_, **more), raw, SHANGHAI)
    assert accepted == value
    assert type(accepted) is type(value)


@pytest.mark.parametrize(
    ("type_", "more", "raw", "code"),
    [
        ("text", {}, 1, "wrong_type"),
        ("text", {}, "a\x00", "bad_characters"),
        ("text", {}, "a\nb", "bad_characters"),
        ("long_text", {}, "a\x07", "bad_characters"),
        ("text", {}, "\ud800", "bad_characters"),
        ("text", {"max_length": 2}, "abc", "too_long"),
        ("text", {"pattern": "a"}, "ab", "no_match"),
        ("phone", {"region": "CN"}, "12345", "bad_phone"),
        ("phone", {}, "13800138000", "bad_phone"),
        ("phone", {"region": "CN"}, "call 13800138000", "bad_phone"),
        ("email", {}, "a@b", "bad_email"),
        ("email", {}, "a b@c.example", "bad_email"),
        ("url", {}, "javascript:alert(1)", "bad_url"),
        ("url", {}, "https://me:secret@shop.example", "bad_url"),
        ("url", {}, "https://", "bad_url"),
        ("url", {}, "https://shop.example:99999", "bad_url"),
        ("national_id", {"region": "CN"}, "110105194912310021", "bad_national_id"),
        ("national_id", {"region": "CN"}, "110105194902310020", "bad_national_id"),
        ("money", {}, True, "wrong_type"),
        ("money", {}, "1e3", "bad_number"),
        ("money", {}, "1.0000001", "bad_number"),
        ("money", {}, 1e12, "bad_number"),
        ("money", {}, float("nan"), "bad_number"),
        ("money", {}, Decimal("1." + "0" * 40 + "1"), "bad_number"),
        ("money", {"minimum": 1}, "0.5", "too_small"),
        ("integer", {"maximum": 3}, 4, "too_large"),
        ("integer", {}, 1.5, "not_whole"),
        ("date", {}, "2026-02-30", "bad_date"),
        ("date", {}, "0001-01-01", "bad_date"),
        ("time", {}, "24:00", "bad_time"),
        ("datetime", {}, "2026-03-02", "bad_datetime"),
        ("datetime", {}, "2026-03-02T09:30:60Z", "bad_datetime"),
        ("duration", {}, "P999999Y", "bad_duration"),
        ("duration", {}, "a day", "bad_duration"),
        ("boolean", {}, "true", "wrong_type"),
        ("enum", {"options": OPTIONS}, "d", "unknown_option"),
        ("enums", {"options": OPTIONS}, ["a", "a"], "chosen_twice"),
        ("enums", {"options": OPTIONS}, "a", "wrong_type"),
        ("link", {"to": "guest"}, f"guest/{ID}", "bad_link"),
        ("link", {"to": ["guest", "flour"]}, ID, "bad_link"),
        ("link", {"to": ["guest", "flour"]}, f"order/{ID}", "bad_link"),
        ("link", {"to": "guest"}, "guest", "bad_link"),
        ("serial", {"serial": "{n}"}, "1", "read_only"),
    ],
)
def test_what_is_refused(type_, more, raw, code):
    refused = accept_value(one(type_, **more), raw, SHANGHAI)
    assert isinstance(refused, Reason)
    assert refused.code == f"records.{code}"


def test_a_refused_option_is_pointed_to_in_the_list():
    refused = accept_value(one("enums", options=OPTIONS), ["a", "x"], SHANGHAI)
    assert isinstance(refused, Reason)
    assert refused.pointer == "/1"


@pytest.mark.parametrize("name", ["total", "with_tax", "dear"])
def test_e18_nobody_writes_what_is_derived(name):
    refused = accept_value(compiled("order").fields[name], None, SHANGHAI)
    assert isinstance(refused, Reason)
    assert refused.code == "records.read_only"


@pytest.mark.parametrize("type_", ["text", "long_text", "date", "money", "phone"])
@pytest.mark.parametrize("raw", [None, "", "   "])
def test_a15_empty_text_is_absent(type_, raw):
    assert accept_value(one(type_), raw, SHANGHAI) is None


def test_a15_an_empty_list_is_absent_and_a_boolean_never_is():
    assert accept_value(one("enums", options=OPTIONS), [], SHANGHAI) is None
    assert accept_value(one("boolean"), None, SHANGHAI) is False


def test_a_moment_that_a_clock_change_skips_is_the_first_after_it():
    accepted = accept_value(one("datetime"), "2026-03-29T02:30", ZoneInfo("Europe/Berlin"))
    assert accepted == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_c9_text_is_measured_in_characters_not_in_bytes():
    field = one("text", max_length=3)
    assert accept_value(field, "面包师", SHANGHAI) == "面包师"
    assert isinstance(accept_value(field, "面包师傅", SHANGHAI), Reason)


def test_reasons_name_their_limits():
    assert reason("too_long", limit=3).text["zh-CN"] == "最多 3 个字符。"
