"""Required fields without a value."""

from engine.records.missing import missing
from tests.engine.records.bakery import changed, compiled, field

ORDER = compiled(
    "order",
    changed(order={"fields": {"on": field("date", required=True), "paid": field("boolean", required=True)}}),
)


def test_what_is_required_and_absent_is_told():
    assert [(one.code, one.pointer) for one in missing(ORDER, {"title": None})] == [
        ("records.required", "/title"),
        ("records.required", "/on"),
    ]
    assert [one.pointer for one in missing(ORDER, {"title": "x"})] == ["/on"]


def test_a15_a_boolean_is_never_missing():
    assert "/paid" not in [one.pointer for one in missing(ORDER, {})]
