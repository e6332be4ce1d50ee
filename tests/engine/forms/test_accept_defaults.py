"""What a required field may come from besides the input: its default in a new record, a snapshot of a chosen link."""

from dataclasses import replace

from engine.forms.accept import Accepted
from engine.forms.form import Form
from tests.engine.forms.counter import compiled, form, sent

REQUIRED = {"required": True}
INVOICE = form({"customer": REQUIRED, "currency_note": REQUIRED}, entity="invoice")
CUSTOMER = "01ARZ3NDEKTSV4RRFFQ69G5FAV"


def test_a_default_fills_what_a_new_record_is_not_given() -> None:
    assert isinstance(sent(INVOICE, {"customer": CUSTOMER}), Accepted)


def test_a_default_does_not_fill_what_is_sent_empty() -> None:
    assert sent(INVOICE, {"customer": CUSTOMER, "currency_note": None}) == [
        ("forms.required", "/currency_note")
    ]


def test_a_default_does_not_fill_a_record_that_lacks_the_value() -> None:
    there = {"customer": CUSTOMER, "currency_note": None}
    assert sent(INVOICE, {}, current=there) == [("forms.required", "/currency_note")]


def test_a_snapshot_counts_only_when_its_link_is_chosen() -> None:
    said = _with_snapshot()
    there = {"customer": CUSTOMER, "currency_note": None}
    assert isinstance(sent(said, {"customer": CUSTOMER}, current=there), Accepted)
    assert sent(said, {}, current=there) == [("forms.required", "/currency_note")]


def _with_snapshot() -> Form:
    """The note is taken over from the customer."""
    plain = compiled(INVOICE)
    items = {
        name: replace(item, field=replace(item.field, default=None, copy_from="customer.name"))
        if name == "currency_note"
        else item
        for name, item in plain.items.items()
    }
    return replace(plain, items=items)
