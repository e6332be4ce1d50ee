"""Texts of messages, filled from facts."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.conditions.needs import Needs
from engine.messages.check import check
from engine.messages.message import Message
from engine.messages.model import MessageFile
from engine.messages.render import MAX_BYTES, render
from tests.builders.repair_shop import label, surroundings, told

AROUND = surroundings()


class Known:
    """Facts that are simply known."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        self._facts = {"zone": ZoneInfo("Asia/Shanghai"), **facts}

    def __call__(self, needs: Needs) -> Mapping[str, object]:
        return self._facts

    def value(self, path: str) -> object:
        return self._facts.get(path)


def message(english: str, chinese: str | None = None, channel: str = "app") -> Message:
    json: dict[str, Any] = {
        "kind": "message",
        "about": "order",
        "label": label("Ready"),
        "channels": [channel],
        "text": {channel: {"en": english, "zh-CN": english if chinese is None else chinese}},
    }
    found, diagnostics = check("ready", MessageFile.model_validate(json), AROUND)
    assert found is not None, told(diagnostics)
    return found


def filled(text: str, language: str = "en", channel: str = "app", **facts: object) -> str:
    named = {name.replace("__", "."): value for name, value in facts.items()}
    return render(message(text, channel=channel), Known(named))[channel][language]


NOON = datetime(2026, 3, 2, 4, 5, tzinfo=UTC)  # 12:05 in Shanghai


@pytest.mark.parametrize(
    ("text", "facts", "english", "chinese"),
    [
        ("{{bicycle}}!", {"bicycle": "Red"}, "Red!", "Red!"),
        ("{{promised_at|date}}", {"promised_at": NOON}, "Mar 2, 2026", "2026年3月2日"),
        ("{{promised_at|time}}", {"promised_at": NOON}, "12:05\u202fPM", "12:05"),
        ("{{bought_on|date}}", {"bought_on": date(2026, 3, 2)}, "Mar 2, 2026", "2026年3月2日"),
        ("{{budget|money}}", {"budget": Decimal("1234.5")}, "CN¥1,234.50", "¥1,234.50"),
        ("{{budget}}", {"budget": Decimal("1234.5")}, "CN¥1,234.50", "¥1,234.50"),
        ("{{urgent|label}}", {"urgent": True}, "yes", "是"),
        ("{{grade}}", {"grade": "A"}, "A", "A（中文）"),
        ("{{customer.phone|phone}}", {"customer__phone": "+8613800138000"}, "138 0013 8000", "138 0013 8000"),
        ("{{customer.phone|masked}}", {"customer__phone": "+8613800138000"}, "138****8000", "138****8000"),
        ("{{parameter.cap}}", {"parameter__cap": 1200}, "1,200", "1,200"),
        ("[{{bicycle}}{{promised_at|time}}{{customer.phone|masked}}]", {}, "[]", "[]"),
    ],
)
def test_values_are_told_in_the_language(
    text: str, facts: dict[str, Any], english: str, chinese: str
) -> None:
    assert filled(text, "en", **facts) == english
    assert filled(text, "zh-CN", **facts) == chinese


def test_each_channel_and_language_has_its_text() -> None:
    assert render(message("It is {{bicycle}}", "{{bicycle}}好了"), Known({"bicycle": "红车"})) == {
        "app": {"en": "It is 红车", "zh-CN": "红车好了"}
    }


def test_values_cannot_break_lines_of_a_short_message_or_hide_text() -> None:
    value = "a\r\nb\u202ec\x00d\te"
    assert filled("{{note}}", channel="sms", note=value) == "a bcd e"
    assert filled("{{note}}", channel="app", note=value) == "a\nbcd\te"


def test_a_value_is_never_read_as_a_text_with_places() -> None:
    assert filled("{{note}}", note="{{customer.passport}} {note}") == "{{customer.passport}} {note}"


def test_texts_are_bounded() -> None:
    texts = render(message("{{note}}{{note}}"), Known({"note": "长" * 100_000}))
    total = sum(len(text.encode()) for by_language in texts.values() for text in by_language.values())
    assert total <= MAX_BYTES
    assert texts["app"]["en"].endswith("长…")


@given(
    st.text(st.characters(codec="utf-8")),
    st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))),
)
def test_whatever_the_values_a_text_comes_out(note: str, moment: datetime | None) -> None:
    known = {"note": note, "promised_at": moment}
    for channel in ("app", "sms", "mail"):
        text = render(message("<{{note}}|{{promised_at|datetime}}>", channel=channel), Known(known))[channel][
            "en"
        ]
        assert text.startswith("<")
        assert text.endswith(">")
        assert "\r" not in text
        assert channel != "sms" or "\n" not in text
