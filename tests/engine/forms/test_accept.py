"""What was sent with a form: accepted exactly as the effective form allows."""

from decimal import Decimal
from typing import Any

import pytest

from engine.forms.accept import Accepted, accept_steps
from engine.values.record import Record
from tests.builders.repair_shop import label
from tests.engine.forms.counter import URGENT, ZONE, ask, compiled, form, given, sent, told_of

ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
PLAIN = form({"bicycle": {}, "urgent": {}, "note": {"visible": URGENT}, "why": {"ask": ask("text")}})


def accepted(said: Any, raw: Any, **more: Any) -> Accepted:
    found = sent(said, raw, **more)
    assert isinstance(found, Accepted), found
    return found


def test_fields_become_values_and_questions_only_inputs():
    found = accepted(PLAIN, {"bicycle": " Red ", "why": "x"})
    assert found.values == {"bicycle": "Red"}
    assert found.inputs == {"bicycle": "Red", "why": "x"}


def test_c3_visibility_is_judged_on_what_was_entered():
    assert accepted(PLAIN, {"bicycle": "a", "urgent": True, "note": "n"}).values["note"] == "n"
    assert sent(PLAIN, {"bicycle": "a", "urgent": False, "note": "n"}) == [("forms.not_visible", "/note")]


def test_c3_what_is_hidden_keeps_its_value():
    found = accepted(PLAIN, {"urgent": False}, current={"bicycle": "a", "note": "old"})
    assert "note" not in found.values


def test_a_section_that_is_not_shown_hides_its_items():
    said = form({"bicycle": {}})
    said["sections"]["more"] = {"visible": URGENT, "items": {"note": {}}}
    assert sent(said, {"bicycle": "a", "note": "n"}) == [("forms.not_visible", "/note")]


def test_what_one_may_not_see_is_unknown():
    assert sent(PLAIN, {"bicycle": "a", "urgent": True}, rights={"urgent": "hidden"}) == [
        ("forms.unknown_field", "/urgent")
    ]
    assert sent(PLAIN, {"bicycle": "a", "nonsense": 1}) == [("forms.unknown_field", "/nonsense")]


@pytest.mark.parametrize("right", ["read", "masked"])
def test_what_one_may_not_write_is_read_only(right):
    assert sent(PLAIN, {"bicycle": "a"}, rights={"bicycle": right}) == [("forms.read_only", "/bicycle")]


def test_what_one_may_not_write_is_not_required():
    assert accepted(PLAIN, {}, rights={"bicycle": "read"}).values == {}


def test_readonly_may_be_a_condition():
    said = form({"urgent": {}, "note": {"readonly": URGENT}})
    assert accepted(said, {"note": "a"}).values == {"note": "a"}
    assert sent(said, {"note": "a"}, current={"urgent": True}) == [("forms.read_only", "/note")]


def test_shown_things_are_never_written():
    said = form({"customer.name": {}, "large": {}, "state": {}, "note": {}})
    found = sent(said, {"customer.name": "x", "large": True, "state": "done"})
    assert isinstance(found, list)
    assert {place: code for code, place in found} == {
        "/customer.name": "forms.read_only",
        "/large": "records.read_only",
        "/state": "forms.read_only",
    }


def test_required_by_the_field_or_by_the_form_now():
    said = form({"bicycle": {}, "urgent": {}, "note": {"required": URGENT}})
    assert sent(said, {}) == [("forms.required", "/bicycle")]
    assert sent(said, {"bicycle": "", "urgent": True}) == [
        ("forms.required", "/bicycle"),
        ("forms.required", "/note"),
    ]
    assert accepted(said, {"urgent": True}, current={"bicycle": "a", "note": "n"}).values == {"urgent": True}
    assert sent(said, {"bicycle": None}, current={"bicycle": "a"}) == [("forms.required", "/bicycle")]


def test_a15_a_required_boolean_is_never_missing():
    assert accepted(form({"urgent": {"required": True}}), {}).values == {}


def test_e22_an_option_is_offered_only_while_its_condition_holds():
    options = {"a": {"label": label("A")}, "b": {"label": label("B"), "if": URGENT}}
    said = form({"urgent": {}, "size": {"ask": ask("enum", options=options)}})
    assert accepted(said, {"urgent": True, "size": "b"}).inputs["size"] == "b"
    assert sent(said, {"size": "b"}) == [("forms.not_offered", "/size")]


def test_c3_choices_narrow_what_is_chosen_now_not_what_stands_there():
    said = form({"grade": {"choices": {"field": "id", "op": "ne", "value": "A"}}, "note": {}})
    assert sent(said, {"grade": "A"}) == [("forms.not_offered", "/grade")]
    assert accepted(said, {"grade": "A"}, current={"grade": "A"}).values == {"grade": "A"}


def test_c3_choices_judge_the_linked_candidate():
    said = form(
        {"customer": {"choices": {"field": "name", "op": "eq", "value": {"field": "record.bicycle"}}}}
    )
    known = {"current": {"bicycle": "Red"}}
    assert accepted(said, {"customer": ID}, candidate=lambda item, id: {"name": "Red"}, **known).values == {
        "customer": ID
    }
    for candidate in (lambda item, id: {"name": "Blue"}, lambda item, id: None):
        assert sent(said, {"customer": ID}, candidate=candidate, **known) == [
            ("forms.not_offered", "/customer")
        ]


def test_a_cross_check_is_told_in_its_own_words():
    checks = {
        "c": {
            "fails_when": {"field": "budget", "op": "lt", "value": 5},
            "message": label("Too little"),
            "fields": ["budget"],
        }
    }
    said = form({"budget": {}}, checks=checks)
    assert sent(said, {"budget": 4}) == [("forms.check_failed", "/budget")]
    assert accepted(said, {"budget": "5"}).values == {"budget": Decimal(5)}


def test_all_reasons_at_once_one_for_each_place():
    found = sent(PLAIN, {"bicycle": 1, "urgent": "x", "note": "n", "zzz": 1})
    assert found == [
        ("records.wrong_type", "/bicycle"),
        ("records.wrong_type", "/urgent"),
        ("forms.unknown_field", "/zzz"),
        ("forms.not_visible", "/note"),
    ]


@pytest.mark.parametrize("raw", [None, [], "x", 1])
def test_only_an_object_is_a_form(raw):
    assert sent(PLAIN, raw) == [("forms.not_an_object", "")]


# ---------------------------------------------------------------- rows

ROWS = (
    Record("part", "R1", 3, {"name": "Chain", "price": Decimal(20)}),
    Record("part", "R2", 1, {"name": "Bell", "price": None}),
)
PARTS = form({"parts": {}, "note": {}})
KNOWN: Any = {"rows": {"parts": ROWS}}


def test_e11_rows_are_added_changed_and_removed():
    changes = accepted(
        PARTS,
        {"parts": [{"name": "Wheel", "price": "9.5"}, {"id": "R1", "version": 3, "price": 21}]},
        **KNOWN,
    ).lines["parts"]
    first, second = changes.rows
    assert (first.id, first.position, first.values) == (None, 1, {"name": "Wheel", "price": Decimal("9.5")})
    assert (second.id, second.version, second.position, second.values) == ("R1", 3, 2, {"price": Decimal(21)})
    assert [row.id for row in changes.removed] == ["R2"]


def test_rows_that_are_not_sent_stay():
    assert accepted(PARTS, {"note": "n"}, **KNOWN).lines == {}


def test_null_is_no_rows():
    assert [row.id for row in accepted(PARTS, {"parts": None}, **KNOWN).lines["parts"].removed] == [
        "R1",
        "R2",
    ]


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ({"price": 1}, "forms.required", "/name"),
        ({"id": "R1", "name": None}, "forms.required", "/name"),
        ({"name": "a", "price": "x"}, "records.bad_number", "/price"),
        ({"name": "a", "colour": 1}, "forms.unknown_field", "/colour"),
        ({"id": "R9", "name": "a"}, "forms.unknown_row", "/id"),
        ({"id": "R1", "version": 2}, "forms.row_stale", "/version"),
        ("x", "forms.not_an_object", ""),
    ],
)
def test_a_row_that_is_refused_is_pointed_to(row, code, place):
    assert sent(PARTS, {"parts": [row]}, **KNOWN) == [(code, "/parts/0" + place)]


def test_a_row_is_sent_once():
    assert sent(PARTS, {"parts": [{"id": "R1"}, {"id": "R1"}]}, **KNOWN) == [
        ("forms.row_twice", "/parts/1/id")
    ]


def test_rows_are_bounded():
    assert sent(PARTS, {"parts": [{"name": "a"}] * 501}) == [("forms.too_many_rows", "/parts")]
    assert sent(PARTS, {"parts": "x"}) == [("forms.not_a_list", "/parts")]


def test_rights_in_rows():
    assert sent(PARTS, {"parts": [{"name": "a", "price": 1}]}, rights={"parts.price": "read"}) == [
        ("forms.read_only", "/parts/0/price")
    ]
    assert sent(PARTS, {"parts": [{"name": "a"}]}, rights={"parts": "read"}) == [
        ("forms.read_only", "/parts")
    ]


def test_conditions_in_rows_see_the_row_and_the_record():
    said = form(
        {
            "urgent": {},
            "parts": {
                "lines": {
                    "items": {
                        "name": {},
                        "price": {
                            "required": {"field": "record.urgent", "op": "eq", "value": True},
                            "readonly": {"field": "name", "op": "eq", "value": "Gift"},
                        },
                    }
                }
            },
        }
    )
    assert sent(said, {"urgent": True, "parts": [{"name": "a"}]}) == [("forms.required", "/parts/0/price")]
    assert sent(said, {"parts": [{"name": "Gift", "price": 1}]}) == [("forms.read_only", "/parts/0/price")]
    assert accepted(said, {"urgent": False, "parts": [{"name": "a"}]})


def test_a_required_list_has_a_row():
    said = form({"parts": {"required": True}})
    assert sent(said, {}) == [("forms.required", "/parts")]
    assert sent(said, {"parts": []}, **KNOWN) == [("forms.required", "/parts")]
    assert accepted(said, {}, **KNOWN)


# ---------------------------------------------------------------- steps


def test_c3_steps_are_saved_together_and_later_ones_see_the_earlier():
    forms = {
        "one": form({"urgent": {}}),
        "two": form({"note": {"visible": URGENT}, "why": {"ask": ask("text")}}),
    }
    both = compiled({"kind": "form", "entity": "order", "steps": ["one", "two"]}, **forms)
    steps = {name: compiled(said) for name, said in forms.items()}

    found = accept_steps(
        both, steps, given(), {"one": {"urgent": True}, "two": {"note": "n", "why": "w"}}, ZONE
    )
    assert isinstance(found, Accepted)
    assert found.values == {"urgent": True, "note": "n"}
    assert found.inputs == {"one.urgent": True, "two.note": "n", "two.why": "w"}

    refused = accept_steps(both, steps, given(), {"two": {"note": "n"}, "three": {}}, ZONE)
    assert isinstance(refused, tuple)
    assert told_of(refused) == [("forms.unknown_field", "/three"), ("forms.not_visible", "/two/note")]
