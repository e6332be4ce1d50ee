"""Derived values: in order, rounded as their column keeps them, never larger than can be kept."""

from decimal import Decimal

from engine.records.derive import derive
from engine.values.refusal import Reason
from tests.engine.records.bakery import changed, compiled, field


def figure(entity, name):
    query = entity.fields[name].rollup
    assert query is not None
    return f"set.{query.id}"


def test_e18_each_derived_field_sees_those_before_it():
    order = compiled("order")
    found = derive(order, {figure(order, "total"): Decimal(100)})
    assert found == {"total": Decimal(100), "with_tax": Decimal(107), "dear": True}


def test_e11_a_row_computes_its_amount():
    roll = compiled("roll")
    assert derive(roll, {"price": Decimal("0.35"), "count": 3}) == {"amount": Decimal("1.05")}


def test_a14_what_is_computed_from_absent_values_is_absent():
    assert derive(compiled("roll"), {"price": Decimal(1), "count": None}) == {"amount": None}


def test_a15_a_derived_boolean_is_never_absent():
    assert derive(compiled("order"), {}) == {"total": None, "with_tax": None, "dear": False}


def test_a_quotient_has_six_places():
    third = compiled("order", changed(order={"fields": {"third": field("decimal", formula="1 / 3")}}))
    found = derive(third, {})
    assert isinstance(found, dict)
    assert found["third"] == Decimal("0.333333")


def test_a_kept_number_that_cannot_be_kept_is_refused():
    found = derive(compiled("roll"), {"price": Decimal(10**11), "count": 10**6})
    assert isinstance(found, Reason)
    assert (found.code, found.pointer) == ("records.result_too_large", "/amount")
