"""Form files: what is compiled, and everything that is told about them."""

import pytest

from engine.diagnostics.problem import Problem
from engine.forms import problems
from engine.forms.default import default_form
from tests.builders.repair_shop import label, surroundings
from tests.engine.forms.counter import URGENT, around, ask, checked, compiled, form, told


def test_c3_sections_and_items_stand_in_their_order():
    said = {
        "kind": "form",
        "entity": "order",
        "label": label("Form"),
        "sections": {
            "last": {"order": 200, "items": {"note": {}}},
            "first": {
                "order": 100,
                "columns": 2,
                "items": {"grade": {"order": 20}, "bicycle": {"order": 10}, "budget": {"order": 10}},
            },
        },
    }
    found = compiled(said)
    assert [section.id for section in found.sections] == ["first", "last"]
    assert [*found.items] == ["bicycle", "budget", "grade", "note"]


def test_a_condition_is_compiled_and_kept_as_written():
    item = compiled(form({"note": {"visible": URGENT, "required": True}})).items["note"]
    assert not isinstance(item.visible, bool)
    assert item.visible.test({"urgent": True})
    assert item.required is True
    assert item.said == {"visible": URGENT}


def test_c3_a_path_through_a_link_is_shown_never_written():
    item = compiled(form({"customer.phone": {}, "note": {}})).items["customer.phone"]
    assert item.readonly is True
    assert item.field.mask == "phone"


def test_what_the_engine_computes_or_gives_is_read_only():
    items = compiled(form({"large": {}, "total": {}, "state": {}, "created_at": {}})).items
    assert all(item.readonly is True for item in items.values())


def test_a_question_of_the_form_is_an_input_of_its_own():
    item = compiled(form({"reason": {"ask": ask("text", required=True)}})).items["reason"]
    assert item.own
    assert item.field.required


def test_a_question_may_borrow_options():
    item = compiled(form({"new_grade": {"ask": ask("enum", options={"same_as": "order.grade"})}})).items[
        "new_grade"
    ]
    assert [*item.field.options] == ["A", "B"]
    borrowed = form({"x": {"ask": ask("enum", options={"same_as": "order.bicycle"})}})
    assert told("f", {"f": borrowed}) == [
        ("records.no_such_options", "/sections/main/items/x/ask/options/same_as")
    ]


def test_conditions_of_a_form_may_use_its_inputs():
    found = compiled(
        form(
            {"reason": {"ask": ask("text")}, "note": {"visible": {"field": "input.reason", "op": "present"}}}
        )
    )
    visible = found.items["note"].visible
    assert not isinstance(visible, bool)
    assert visible.test({"input.reason": "x"})


def test_c3_choices_are_a_condition_on_the_candidate():
    choices = {"field": "phone", "op": "eq", "value": {"field": "record.customer.phone"}}
    found = compiled(
        form(
            {
                "customer": {"choices": choices},
                "grade": {"choices": {"field": "id", "op": "ne", "value": "A"}},
            }
        )
    )
    link, enum = found.items["customer"].choices, found.items["grade"].choices
    assert link is not None
    assert link.test({"phone": "1", "record.customer.phone": "1"})
    assert enum is not None
    assert not enum.test({"id": "A"})


def test_rows_are_laid_out_as_the_form_says_or_whole():
    lines = {"items": {"price": {"visible": {"field": "record.urgent", "op": "eq", "value": True}}}}
    chosen = compiled(form({"parts": {"lines": lines}})).items["parts"].lines
    assert chosen is not None
    assert [*chosen.items] == ["price"]
    whole = compiled(form({"parts": {}})).items["parts"].lines
    assert whole is not None
    assert [*whole.items] == ["name", "price"]


def test_the_default_form_has_all_own_fields():
    shop = surroundings()
    found = default_form(shop.entities["order"], shop.entities)
    assert [*found.items] == [*shop.entities["order"].fields]
    assert found.items["total"].readonly is True
    assert found.items["parts"].lines is not None


def test_what_forms_bring_is_outlined():
    forms = {
        "one": form(
            {
                "bicycle": {},
                "large": {},
                "parts": {},
                "customer.name": {},
                "why": {"ask": ask("date", required=True)},
            }
        ),
        "two": form({"note": {"required": True, "visible": URGENT}, "grade": {"required": True}}),
        "both": {"kind": "form", "entity": "order", "steps": ["one", "two"]},
    }
    shop, _ = around(forms)
    assert {name: kind.kind.value for name, kind in shop.inputs["one"].items()} == {
        "bicycle": "text",
        "why": "date",
    }
    assert {*shop.inputs["both"]} == {"one.bicycle", "one.why", "two.note", "two.grade"}
    assert shop.required["both"] == {"one.bicycle", "one.why", "two.grade"}
    assert told("both", forms) == []


ONE = form({"note": {}})


@pytest.mark.parametrize(
    ("said", "code", "place"),
    [
        (form({"note": {}}, entity="ordr"), "unknown_entity", "/entity"),
        (form({"nota": {}}), "unknown_path", "/sections/main/items/nota"),
        (form({"customer.fone": {}}), "unknown_path", "/sections/main/items/customer.fone"),
        (form({"about.name": {}}), "unknown_path", "/sections/main/items/about.name"),
        (form({"note": {"ask": ask("text")}}), "asked_field", "/sections/main/items/note/ask"),
        (form({"Why": {"ask": ask("text")}}), "bad_id", "/sections/main/items/Why"),
        (form({"large": {"required": True}}), "never_written", "/sections/main/items/large/required"),
        (form({"note": {"choices": True}}), "no_choices", "/sections/main/items/note/choices"),
        (form({"about": {"choices": True}}), "no_choices", "/sections/main/items/about/choices"),
        (form({"note": {"lines": {"items": {}}}}), "no_lines", "/sections/main/items/note/lines"),
        (form({}), "no_items", "/sections"),
        (form({"note": {}}, steps=["one"]), "steps_alone", "/steps"),
        ({"kind": "form", "entity": "order", "steps": ["on"]}, "unknown_step", "/steps/0"),
        ({"kind": "form", "entity": "invoice", "steps": ["one"]}, "step_of_other", "/steps/0"),
        ({"kind": "form", "entity": "order", "steps": ["one", "one"]}, "step_twice", "/steps/1"),
        ({"kind": "form", "entity": "order", "steps": ["many"]}, "step_of_steps", "/steps/0"),
        (
            form(
                {"note": {}},
                checks={"c": {"fails_when": URGENT, "message": label("No"), "fields": ["grade"]}},
            ),
            "check_field",
            "/checks/c/fields/0",
        ),
        (
            form({"note": {}}, sections={"a": {"items": {"note": {}}}, "b": {"items": {"note": {}}}}),
            "twice",
            "/sections/b/items/note",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(said, code, place):
    many = {"kind": "form", "entity": "order", "steps": ["one"]}
    assert (f"forms.{code}", place) in told("f", {"f": said, "one": ONE, "many": many})


def test_faults_in_conditions_are_told_where_they_stand():
    said = form(
        {
            "note": {
                "visible": {"field": "urgnt", "op": "present"},
                "required": {"field": "x", "op": "present"},
            }
        },
        checks={"c": {"fails_when": {"field": "y", "op": "present"}, "message": label("No")}},
    )
    found, diagnostics = checked("f", {"f": said})
    assert found is None
    assert [d.pointer for d in diagnostics] == [
        "/sections/main/items/note/visible/field",
        "/sections/main/items/note/required/field",
        "/checks/c/fails_when/field",
    ]


@pytest.mark.parametrize("more", [{"formula": "1"}, {"copy_from": "customer.name"}])
def test_a_question_that_nobody_enters_is_refused(more):
    assert told("f", {"f": form({"x": {"ask": ask("text", **more)}})})[0][0] == "records.not_asked"


def test_every_problem_is_told_in_both_languages():
    found = [value for value in vars(problems).values() if isinstance(value, Problem)]
    assert len(found) > 10
    assert all(problem.text["en"] and problem.text["zh-CN"] for problem in found)


LATER = {"label": label("Later"), "values": {"budget": 5}}


@pytest.mark.parametrize(
    ("said", "code", "place"),
    [
        (form({"budget": {}}, presets={"a": {**LATER, "key": "j"}}), "key_taken", "/presets/a/key"),
        (form({"budget": {}}, key="n", presets={"a": {**LATER, "key": "n"}}), "key_twice", "/presets/a/key"),
        (form({"note": {}}, presets={"a": LATER}), "preset_field", "/presets/a/values/budget"),
        (
            form({"budget": {"readonly": True}}, presets={"a": LATER}),
            "preset_field",
            "/presets/a/values/budget",
        ),
        (form({"budget": {}}, presets={"A b": LATER}), "bad_id", "/presets/A b"),
    ],
)
def test_what_is_wrong_with_keys_and_presets(said, code, place):
    assert told("f", {"f": said}) == [(f"forms.{code}", place)]


def test_the_values_of_a_preset_fit_their_fields():
    said = form({"budget": {}}, presets={"a": {"label": label("A"), "values": {"budget": "dear"}}})
    assert told("f", {"f": said})[0][1] == "/presets/a/values/budget"


def test_a_form_of_steps_has_no_presets():
    steps = form({}, sections={}, steps=["one"], presets={"a": LATER})
    assert ("forms.steps_alone", "/steps") in told("f", {"f": steps, "one": form({"note": {}})})
