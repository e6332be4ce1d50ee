"""Message files: what is compiled, and everything that is refused."""

from typing import Any

import pytest

from engine.diagnostics.problem import Diagnostic, Severity
from engine.messages.check import check
from engine.messages.message import Message
from engine.messages.model import MessageFile
from tests.builders.repair_shop import label, surroundings, told

AROUND = surroundings()


def read(**json: Any) -> tuple[Message | None, list[Diagnostic]]:
    text = {"app": label("{{bicycle}} is ready")}
    whole = {
        "kind": "message",
        "about": "order",
        "label": label("Ready"),
        "channels": ["app"],
        "text": text,
        **json,
    }
    return check("ready", MessageFile.model_validate(whole), AROUND)


def text(english: str) -> dict[str, Any]:
    return {"text": {"app": {"en": english, "zh-CN": "好了"}}}


def faults(**json: Any) -> list[tuple[str, str]]:
    return told(read(**json)[1])


def test_places_are_parsed_and_typed_once() -> None:
    found, diagnostics = read(**text("Dear {{ customer.name }}, {{promised_at|time}}: {{bicycle}}."))
    assert diagnostics == []
    assert found is not None
    pieces = found.texts["app"]["en"]
    assert [(piece.text, piece.path, piece.filter) for piece in pieces] == [
        ("Dear ", "", ""),
        ("", "customer.name", ""),
        (", ", "", ""),
        ("", "promised_at", "time"),
        (": ", "", ""),
        ("", "bicycle", ""),
        (".", "", ""),
    ]
    assert found.channels == ("app",)


AT = "/text/app/en"


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ("{{bicycl}}", "conditions.unknown_field", AT + "/field"),
        ("{{customer.nam}}", "conditions.unknown_field", AT + "/field"),
        ("{{bicycle|shout}}", "messages.unknown_filter", AT),
        ("{{bicycle|date}}", "messages.filter_not_for", AT),
        ("{{bicycle|phone}}", "messages.filter_not_for", AT),
        ("{{bicycle|}}", "messages.broken_place", AT),
        ("{{}}", "messages.broken_place", AT),
        ("{{|date}}", "messages.broken_place", AT),
        ("{{bicycle", "messages.broken_place", AT),
        ("bicycle}}", "messages.broken_place", AT),
        ("{{{bicycle}}}", "messages.broken_place", AT),
        ("{{customer}}", "messages.shows_id", AT),
        ("{{owner}}", "messages.shows_id", AT),
        ("{{actor.name}}", "conditions.not_here", AT + "/field"),
        ("{{bicycle.__class__}}", "conditions.path_past_value", AT + "/field"),
    ],
)
def test_a_place_that_cannot_be_filled_is_refused(written: str, code: str, place: str) -> None:
    found, diagnostics = read(**text(written))
    assert found is None
    assert told(diagnostics)[0] == (code, place)


def test_there_is_no_logic_in_texts() -> None:
    found, diagnostics = read(**text("{% if urgent %}soon{% endif %} {# note #} ${bicycle} {0}"))
    assert diagnostics == []
    assert found is not None
    assert [piece.place for piece in found.texts["app"]["en"]] == [None]  # All of it is plain text.
    assert [code for code, _ in faults(**text("{{ urgent and bicycle }}"))] != []
    assert [code for code, _ in faults(**text("{{ 1 + 1 }}"))] != []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"about": "ordre"}, ("messages.unknown_entity", "/about")),
        ({"channels": []}, ("messages.no_channel", "/channels")),
        ({"channels": ["app", "smss"]}, ("messages.unknown_channel", "/channels/1")),
        ({"channels": ["app", "sms"]}, ("messages.no_text", "/text")),
        ({"switch": "tell_redy"}, ("messages.unknown_switch", "/switch")),
        ({"switch": "cap"}, ("messages.switch_not_boolean", "/switch")),
        ({"quiet": "defer"}, ("messages.not_yet", "/quiet")),
        ({"expires": {"field": "promised_at"}}, ("messages.not_yet", "/expires")),
        ({"digest": {"group": "morning"}}, ("messages.not_yet", "/digest")),
    ],
)
def test_messages_are_checked(change: dict[str, Any], expected: tuple[str, str]) -> None:
    found, diagnostics = read(**change)
    assert found is None
    assert expected in told(diagnostics)


def test_c6_a_switch_is_a_boolean_parameter() -> None:
    found, diagnostics = read(switch="tell_ready")
    assert diagnostics == []
    assert found is not None
    assert found.switch == "tell_ready"


def test_warnings_do_not_forbid() -> None:
    found, diagnostics = read(text={"app": {"en": "Ready"}, "sms": label("Ready")})
    assert found is not None
    assert [(one.code, one.severity, one.pointer) for one in diagnostics] == [
        ("messages.unused_text", Severity.WARNING, "/text/sms"),
        ("effects.no_translation", Severity.WARNING, "/text/app/zh-CN"),
    ]


def test_sensitive_values_are_sent_masked_or_with_a_warning() -> None:
    assert faults(**text("{{customer.passport}}")) == [("messages.shows_sensitive", AT)]
    assert faults(**text("{{customer.passport|masked}}")) == []


def test_texts_and_places_are_bounded() -> None:
    assert faults(**text("x" * 16_385)) == [("messages.too_long", AT)]
    assert faults(**text("{{bicycle}}" * 201)) == [("messages.too_many_places", AT)]
