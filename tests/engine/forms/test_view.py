"""The effective form: what one actor sees of it, in one language."""

import json
from decimal import Decimal
from typing import Any

from engine.forms.default import default_form
from engine.forms.view import as_json, view
from engine.values.record import Record
from tests.builders.repair_shop import label, surroundings
from tests.engine.forms.counter import URGENT, ZONE, ask, compiled, form, given


def seen(said: Any, language: str = "en", **more: Any) -> dict[str, Any]:
    """The items of the effective form as JSON, by path."""
    found: Any = as_json(view(compiled(said), given(**more), language, ZONE, "CNY"))
    json.dumps(found)
    return {item["path"]: item for section in found["sections"] for item in section["items"]}


def test_what_is_hidden_is_not_sent():
    items = seen(
        form({"bicycle": {}, "budget": {}}), rights={"budget": "hidden"}, current={"budget": Decimal(5)}
    )
    assert [*items] == ["bicycle"]


def test_what_is_masked_is_sent_masked_and_read_only():
    said = form({"customer.phone": {}, "customer.passport": {}, "budget": {}})
    current = {"customer.phone": "+8613812345678", "customer.passport": "AB123", "budget": Decimal(5)}
    rights = {"customer.phone": "masked", "customer.passport": "masked", "budget": "masked"}
    items = seen(said, current=current, rights=rights)
    assert items["customer.phone"]["value"] == items["customer.phone"]["text"] == "138****5678"
    assert items["customer.passport"]["value"] == "****"
    assert items["budget"]["readonly"]
    assert items["budget"]["masked"]
    assert not items["budget"]["required"]
    assert "13812345678" not in json.dumps(items)


def test_values_labels_and_texts_in_both_languages():
    said = form({"budget": {}, "grade": {"label": {"en": "Mark", "zh-CN": "等级"}}, "urgent": {}})
    current = {"budget": Decimal("12.50"), "grade": "A"}
    english, chinese = seen(said, current=current), seen(said, "zh-CN", current=current)
    assert english["budget"]["value"] == chinese["budget"]["value"] == "12.5"
    assert chinese["budget"]["text"] == "¥12.50"
    assert (english["grade"]["label"], chinese["grade"]["label"]) == ("Mark", "等级")
    assert (english["grade"]["text"], chinese["grade"]["text"]) == ("A", "A（中文）")
    assert english["urgent"]["value"] is False


def test_answers_now_and_the_conditions_for_the_browser():
    said = form(
        {"urgent": {}, "note": {"visible": URGENT, "required": URGENT}, "bicycle": {"required": URGENT}}
    )
    calm, urgent = seen(said), seen(said, current={"urgent": True})
    assert (calm["note"]["visible"], urgent["note"]["visible"]) == (False, True)
    assert (calm["note"]["required"], urgent["note"]["required"]) == (False, True)
    assert calm["note"]["conditions"] == {"visible": URGENT, "required": URGENT}
    assert calm["bicycle"]["required"]
    assert calm["bicycle"]["conditions"] == {}


def test_options_offered_now_keep_their_conditions():
    options = {"a": {"label": label("A")}, "b": {"label": label("B"), "if": URGENT}}
    item = seen(form({"size": {"ask": ask("enum", options=options)}}))["size"]
    assert item["options"] == [
        {"id": "a", "label": "A", "offered": True},
        {"id": "b", "label": "B", "offered": False, "if": URGENT},
    ]


def test_derived_values_are_taken_from_the_facts():
    shown = view(compiled(form({"total": {}})), given(), "en", ZONE, "CNY").items[0]
    assert shown.value is None
    facts = given(current={"total": Decimal(7)})
    assert view(compiled(form({"total": {}})), facts, "en", ZONE, "CNY").items[0].text == "CN¥7.00"


def test_rows_and_columns_follow_their_rights():
    rows = {"parts": (Record("part", "R1", 2, {"name": "Chain", "price": Decimal(20)}),)}
    whole = seen(form({"parts": {}}), rows=rows)["parts"]
    assert whole["rows"] == [
        {
            "id": "R1",
            "version": 2,
            "values": {"name": "Chain", "price": "20"},
            "texts": {"name": "Chain", "price": "CN¥20.00"},
        }
    ]
    part = seen(form({"parts": {}}), rows=rows, rights={"parts.price": "hidden", "parts.name": "masked"})[
        "parts"
    ]
    assert [column["path"] for column in part["columns"]] == ["name"]
    assert part["rows"][0]["values"] == {"name": "****"}
    assert seen(form({"parts": {}}), rows=rows, rights={"parts": "masked"})["parts"]["rows"] == []


def test_the_default_form_is_shown_like_any_other():
    shop = surroundings()
    shown = view(default_form(shop.entities["order"], shop.entities), given(), "zh-CN", ZONE)
    assert shown.label == "Repair order（中文）"
    assert [item.item.path for item in shown.items if item.readonly] == ["total", "large"]


def test_presets_are_worked_out_when_the_form_is_made():
    said = form(
        {"budget": {}, "note": {}},
        key="l",
        presets={
            "twice": {"label": label("Twice"), "key": "n", "values": {"budget": {"formula": "budget * 2"}}},
            "told": {"label": label("Told"), "order": -1, "values": {"note": "Told"}},
        },
    )
    shown: Any = as_json(view(compiled(said), given(current={"budget": Decimal("2.5")}), "en", ZONE, "CNY"))
    assert shown["key"] == "l"
    assert [(one["id"], one["key"], one["values"]) for one in shown["presets"]] == [
        ("told", None, {"note": "Told"}),
        ("twice", "n", {"budget": "5"}),
    ]


def test_a_preset_that_one_may_not_send_is_not_offered():
    said = form({"budget": {}}, presets={"a": {"label": label("A"), "values": {"budget": 5}}})
    shown: Any = as_json(view(compiled(said), given(rights={"budget": "read"}), "en", ZONE, "CNY"))
    assert shown["presets"] == []


def test_the_default_of_a_question_stands_in_it_at_first():
    said = form({"hurry": {"ask": ask("boolean", default=True)}, "why": {"ask": ask("text", default="Told")}})
    assert {path: item["value"] for path, item in seen(said).items()} == {"hurry": True, "why": "Told"}
