"""Messages as they are sent become typed values, or all the reasons why they do not."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.channels.accept import accept
from engine.channels.channel import Channel
from tests.builders.post_room import LETTER, post_room

ZONE = ZoneInfo("Asia/Shanghai")


def channel(**more: Any) -> Channel:
    found = post_room().channels["mail.inbound"]
    return Channel(found.id, found.label, found.fields, found.places, found.message_id, **more)


def test_values_are_taken_from_where_they_stand_and_typed() -> None:
    assert accept(channel(), LETTER, ZONE) == {
        "sender": "bo@example.com", "ref": "R-1", "subject": "It leaks", "id": "m1", "urgency": None, "client": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, [("channels.required", "/message/from"), ("channels.required", "/subject"), ("channels.required", "/id")]),
        ({**LETTER, "urgency": "mad"}, [("records.unknown_option", "/urgency")]),
        ({**LETTER, "message": "no object"}, [("channels.required", "/message/from"), ("channels.undeclared", "/message")]),
        ({**LETTER, "subject": {"deep": 1}}, [("records.wrong_type", "/subject")]),
        ({**LETTER, "subject": "x" * 61}, [("records.too_long", "/subject")]),
        ({**LETTER, "more": 1, "message": {**LETTER["message"], "a/b": {}}}, [("channels.undeclared", "/message/a~1b"), ("channels.undeclared", "/more")]),
    ],
)  # fmt: skip
def test_every_fault_is_told_with_its_place(sent: dict[str, Any], told: list[tuple[str, str]]) -> None:
    found = accept(channel(), sent, ZONE)
    assert isinstance(found, tuple)
    assert [(one.code, one.pointer) for one in found] == told


def test_what_is_not_declared_may_be_left_aside() -> None:
    sent = {**LETTER, "more": 1, "message": {**LETTER["message"], "to": ["a"]}}
    assert accept(channel(drops=True), sent, ZONE) == accept(channel(), LETTER, ZONE)
