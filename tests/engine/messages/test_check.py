"""Message files: what is compiled, and everything that is refused."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from engine.diagnostics.problem import Diagnostic, Severity
from engine.messages.check import check, check_groups
from engine.messages.message import Digest, Message
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
        ({"quiet": "postpone"}, ("messages.unknown_quiet", "/quiet")),
        ({"expires": {"field": "bicycle"}}, ("messages.not_a_moment", "/expires")),
        ({"expires": {"field": "promised"}}, ("conditions.unknown_field", "/expires/field")),
        ({"digest": {"group": "Morning", "at": "08:45"}}, ("messages.bad_group", "/digest/group")),
        ({"digest": {"group": "morning", "at": "8"}}, ("messages.not_a_time", "/digest/at")),
        (
            {"digest": {"group": "m", "at": "08:45", "on_days": ["mo"]}},
            ("messages.unknown_day", "/digest/on_days/0"),
        ),
        (
            {"digest": {"group": "m", "at": "08:45", "on_days": []}},
            ("messages.unknown_day", "/digest/on_days"),
        ),
        (
            {"digest": {"group": "m", "at": "08:45", "on_days": "working"}},
            ("messages.no_calendar", "/digest/on_days"),
        ),
        ({"while": "always"}, ("messages.unknown_while", "/while")),
        ({"while": {"field": "actor", "op": "present"}}, ("conditions.not_here", "/while/field")),
        ({"consent": {"field": "customer.consent"}}, ("conditions.unknown_field", "/consent/field")),
        ({"once_within": 5}, ("conditions.wrong_value", "/once_within")),
    ],
)
def test_messages_are_checked(change: dict[str, Any], expected: tuple[str, str]) -> None:
    found, diagnostics = read(**change)
    assert found is None
    assert expected in told(diagnostics)


def test_c6_quiet_hours_must_be_there_to_be_kept() -> None:
    file = MessageFile.model_validate(
        {
            "about": "order",
            "label": label("R"),
            "channels": ["app"],
            "quiet": "drop",
            "text": {"app": label("R")},
        }
    )
    found, diagnostics = check("ready", file, replace(AROUND, quiet_hours=False))
    assert (found, told(diagnostics)) == (None, [("messages.no_quiet_hours", "/quiet")])
    found, diagnostics = check("ready", file, replace(AROUND, quiet_hours=True))
    assert (found.quiet if found else None, diagnostics) == ("drop", [])


def test_c6_when_it_is_sent_is_typed_once() -> None:
    found, diagnostics = read(
        expires={"field": "promised_at"},
        digest={"group": "morning", "at": "08:45", "on_days": ["mon", "fri"]},
        consent={"field": "urgent"},
        once_within="PT1H",
        **{"while": "same_state"},
    )
    assert diagnostics == []
    assert found is not None
    assert found.digest == Digest("morning", time(8, 45), frozenset({0, 4}))
    assert found.same_state is True
    assert found.consent is not None
    assert found.consent.test({"urgent": True})
    assert not found.consent.test({"urgent": False})
    present, _ = read(
        consent={"field": "bought_on"}, **{"while": {"field": "urgent", "op": "eq", "value": True}}
    )
    assert present is not None
    assert present.consent is not None
    assert not present.consent.test({"bought_on": None})
    assert (present.same_state, present.condition is not None) == (False, True)


def test_messages_of_one_group_go_out_as_one() -> None:
    digest = {"group": "morning", "at": "08:45"}
    first, _ = read(digest=digest)
    same, _ = read(digest=digest)
    late, _ = read(digest={**digest, "at": "09:00"})
    assert first is not None
    assert same is not None
    assert late is not None
    assert check_groups([first, same]) == {}
    found = check_groups([first, replace(late, id="late")])
    assert [(id, told(faults)) for id, faults in found.items()] == [
        ("late", [("messages.group_differs", "/digest")])
    ]


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
