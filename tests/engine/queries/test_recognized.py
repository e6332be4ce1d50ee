"""What a rule will find by what is entered into a new record, told before it does."""

from typing import Any

import pytest

from engine.packs.release import Release
from engine.queries.outline import outlines
from tests.builders.packs import pack
from tests.engine.commands.joinery import text

PHONE = {"type": "phone", "region": "CN", "label": text("Phone")}
TEXT = {"type": "text", "label": text("Name")}


def shop(*, dedupe: bool = True, **effect: Any) -> Release:
    return pack(
        entities={
            "client": {"title": "name", "fields": {"name": {**TEXT, "required": True}, "phone": {**PHONE, "dedupe": dedupe}}},
            "order": {
                "fields": {
                    "who": TEXT,
                    "phone": PHONE,
                    "client": {"type": "link", "to": "client", "label": text("Client")},
                }
            },
        },
        rules={
            "meet": {
                "when": {"created": "order"},
                "then": [
                    {
                        "create": "client",
                        "set": {"name": {"field": "who"}, "phone": {"field": "phone"}},
                        "link": "client",
                        **effect,
                    }
                ],
            }
        },
    )  # fmt: skip


def told(release: Release, entity: str = "order") -> Any:
    return outlines(release)[entity].said["recognizes"]


def test_what_a_rule_matches_is_told_with_what_it_would_take_over() -> None:
    found = {"field": "phone", "entity": "client", "by": "phone", "copies": {"name": "who"}}
    assert told(shop(match=["phone"])) == [found]
    assert told(shop(match=["phone"]), "client") == []


@pytest.mark.parametrize("said", [{}, {"match": ["phone", "name"]}, {"match": ["phone"], "dedupe": False}])
def test_nothing_is_told_where_a_client_could_not_ask_or_the_rule_does_not_look(said: dict[str, Any]) -> None:
    assert told(shop(**said)) == []
