"""The JSON Schema of a form: two validators agree on it, and it agrees with what is accepted."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from engine.forms.accept import Accepted, accept
from engine.forms.errors import reasons_of
from engine.forms.form import Form
from engine.forms.reference import reference
from engine.forms.schema import json_schema
from engine.forms.validate import validate
from engine.forms.view import view
from engine.records.present import present
from tests.builders.repair_shop import label
from tests.engine.forms.counter import URGENT, ZONE, ask, compiled, form, given, told_of
from tests.engine.records.values_of import OPTIONS, values_of

_ASKED: dict[str, dict[str, Any]] = {
    "text": {"max_length": 50},
    "long_text": {},
    "integer": {"maximum": 10**11},
    "decimal": {"minimum": -(10**10)},
    "money": {},
    "percent": {},
    "boolean": {},
    "date": {},
    "time": {},
    "datetime": {},
    "duration": {},
    "enum": {"options": OPTIONS},
    "enums": {"options": OPTIONS},
    "link": {"to": ["customer", "invoice"]},
    "person": {},
    "phone": {"region": "CN"},
    "email": {},
    "url": {},
    "national_id": {"region": "CN"},
    "address": {},
    "file": {},
}
# Mostly open, so that much of what is sent is also accepted.
_SHOWN = st.sampled_from([True, True, True, True, URGENT, False])
_CLOSED = st.sampled_from([False, False, False, False, URGENT, True])


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form with some questions of any type, some of them under conditions."""
    chosen = draw(st.lists(st.sampled_from(sorted(_ASKED)), min_size=1, max_size=6, unique=True))
    items: dict[str, Any] = {"urgent": {}}
    for kind in chosen:
        required = draw(st.booleans()) and kind != "boolean"
        asked = ask(kind, **_ASKED[kind], **({"required": True} if required else {}))
        items[f"a_{kind}"] = {
            "ask": asked,
            "visible": draw(_SHOWN),
            "required": draw(_CLOSED),
            "readonly": draw(_CLOSED),
        }
    if draw(st.integers(0, 3)) == 0:
        items["parts"] = {}
    return compiled(form(items))


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-20, 20)
    | st.decimals(-5, 5, places=1)
    | st.text(max_size=8)
    | st.just("a"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "price", "id", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def inputs(draw: st.DrawFn, of: Form) -> Any:
    """Something that might be sent with a form: mostly what it asks for, sometimes not."""
    raw: dict[str, Any] = {}
    for name, item in of.items.items():
        if draw(st.integers(0, 3)) == 0:
            continue
        lawful = name != "parts" and draw(st.integers(0, 8))
        raw[name] = present(draw(values_of(item.field))) if lawful else draw(_JSON)
    if draw(st.integers(0, 19)) == 0:
        raw["surplus"] = 1
    return raw


@settings(max_examples=250, deadline=None)
@drawn(st.data())
def test_both_validators_agree_and_what_is_accepted_conforms(data: st.DataObject):
    found = data.draw(forms())
    raw = data.draw(inputs(found))
    schema = json_schema(view(found, given(), "en", ZONE))
    faults = validate(schema, raw)
    assert faults == reference(schema, raw)
    accepted = accept(found, given(), raw, ZONE)
    trimmed = all(not isinstance(value, str) or value == value.strip() for value in raw.values())
    if isinstance(accepted, Accepted) and trimmed:
        assert not [fault for fault in faults if fault[1][:1] != ("parts",)]


PLAIN = form(
    {
        "bicycle": {},
        "urgent": {},
        "grade": {},
        "size": {"ask": ask("integer", minimum=1, maximum=3)},
        "marks": {"ask": ask("enums", options=OPTIONS)},
    }
)


@settings(max_examples=250, deadline=None)
@drawn(
    st.fixed_dictionaries(
        {},
        optional={
            "bicycle": st.sampled_from(["a", "b" * 60, "b" * 61, 1, None]),
            "urgent": st.sampled_from([True, None, 0, "true"]),
            "grade": st.sampled_from(["A", "C", "", None, ["A"]]),
            "size": st.sampled_from([0, 1, 3, 4, 1.5, 2.0, None, True, Decimal(2)]),
            "marks": st.sampled_from([[], ["a"], ["a", "a"], ["d"], None, "a"]),
            "owner": st.just("x"),
        },
    )
)
def test_without_conditions_what_conforms_is_accepted_and_nothing_else(raw: Any):
    found = compiled(PLAIN)
    conforms = validate(json_schema(view(found, given(), "en", ZONE)), raw) == []
    assert isinstance(accept(found, given(), raw, ZONE), Accepted) == conforms


def test_only_what_may_be_sent_is_a_property():
    found = compiled(
        form({"bicycle": {}, "note": {}, "large": {}, "customer.name": {}, "budget": {"readonly": True}})
    )
    schema = json_schema(view(found, given(rights={"note": "read"}), "en", ZONE))
    assert [*schema["properties"]] == ["bicycle"]  # type: ignore[arg-type]
    assert schema["required"] == ["bicycle"]
    assert schema["additionalProperties"] is False


def test_what_has_a_value_need_not_be_sent():
    schema = json_schema(view(compiled(PLAIN), given(current={"bicycle": "a"}), "en", ZONE))
    assert "required" not in schema


def test_what_a_condition_may_hide_need_not_be_sent():
    schema = json_schema(
        view(compiled(form({"bicycle": {"visible": URGENT}, "urgent": {}})), given(), "en", ZONE)
    )
    assert "required" not in schema


def test_rows_have_a_schema():
    schema = json_schema(view(compiled(form({"parts": {}})), given(), "en", ZONE))
    assert validate(schema, {"parts": [{"id": "R1", "version": 1, "name": "a", "price": "2.5"}]}) == []
    assert validate(schema, {"parts": [{"colour": 1}, 5]}) == [
        ("additionalProperties", ("parts", 0, "colour")),
        ("type", ("parts", 1)),
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, [("forms.required", "/bicycle")]),
        ({"bicycle": 1}, [("forms.wrong_type", "/bicycle")]),
        ({"bicycle": "a", "x/y": 1}, [("forms.unknown_field", "/x~1y")]),
        ({"bicycle": "b" * 61}, [("forms.too_long", "/bicycle")]),
        ({"bicycle": "a", "size": 9}, [("forms.too_large", "/size")]),
        ({"bicycle": "a", "size": 0}, [("forms.too_small", "/size")]),
        ({"bicycle": "a", "size": "x"}, [("forms.no_match", "/size")]),
        ({"bicycle": "a", "grade": "Z"}, [("forms.not_offered", "/grade")]),
        ({"bicycle": "a", "marks": ["a", "a"]}, [("forms.chosen_twice", "/marks")]),
    ],
)
def test_what_does_not_conform_is_said_in_our_own_words(raw, expected):
    schema = json_schema(view(compiled(PLAIN), given(), "en", ZONE))
    reasons = reasons_of(validate(schema, raw))
    assert told_of(reasons) == expected
    assert all(one.text["en"] and one.text["zh-CN"] for one in reasons)


def test_a_keyword_without_words_is_still_told():
    assert told_of(reasons_of([("dependentRequired", ())])) == [("forms.invalid", "")]


# ------------------------------------------------------------ the validators


@pytest.mark.parametrize("check", [validate, reference])
def test_patterns_are_run_by_re2(check):
    # In RE2 \d is an ASCII digit; Python and Rust take any.
    assert check({"pattern": r"^\d$"}, "٣") == [("pattern", ())]
    hard = {"pattern": "^(a+)+$"}
    assert check(hard, "a" * 5_000 + "b") == [("pattern", ())]


@pytest.mark.parametrize("check", [validate, reference])
def test_nothing_is_fetched(check):
    with pytest.raises(Exception, match="elsewhere"):
        check({"$ref": "http://elsewhere.example/schema"}, {})


@pytest.mark.parametrize("check", [validate, reference])
@pytest.mark.parametrize(
    ("schema", "instance", "faults"),
    [
        ({"type": "integer"}, Decimal("1.0"), []),
        ({"type": "integer"}, Decimal("1.5"), [("type", ())]),
        ({"type": "integer"}, True, [("type", ())]),
        ({"type": "number", "maximum": 2}, Decimal("2.5"), [("maximum", ())]),
        ({"required": ["b", "a"]}, {}, [("required", ("a",)), ("required", ("b",))]),
        ({"items": {"enum": ["a", None]}}, ["a", None, "b"], [("enum", (2,))]),
    ],
)
def test_what_validators_say(check, schema, instance, faults):
    assert check(schema, instance) == faults


def test_labels_stand_in_the_schema():
    schema: Any = json_schema(
        view(compiled(form({"note": {"help": label("Say why")}})), given(), "zh-CN", ZONE)
    )
    assert schema["properties"]["note"]["title"] == "Note（中文）"
    assert schema["properties"]["note"]["description"] == "Say why（中文）"
