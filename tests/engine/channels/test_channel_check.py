"""What may be wrong with a channel: every fault with its place."""

from typing import Any

import pytest

from engine.channels.check import check
from engine.channels.model import ChannelFile
from engine.conditions.names import Catalogue
from engine.effects.surroundings import Surroundings
from tests.builders.post_room import CHANNEL

AROUND = Surroundings(Catalogue({"client": {}}), {})
PLAIN = {"type": "text", "label": {"en": "x"}}


def told(**said: Any) -> list[tuple[str, str]]:
    channel, found = check("mail.inbound", ChannelFile(**{**CHANNEL, **said}), AROUND)
    assert (channel is None) == bool(found), found
    return [(one.code, one.pointer) for one in found]


def test_a_channel_without_fault() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"fields": {}, "places": {}, "message_id": None}, [("channels.no_fields", "/fields")]),
        ({"message_id": "ref"}, [("channels.bad_message_id", "/message_id")]),
        ({"message_id": "nothing"}, [("channels.bad_message_id", "/message_id")]),
        ({"places": {"nothing": "/a"}}, [("channels.unknown_field", "/places/nothing")]),
        ({"places": {"ref": "a/b"}}, [("channels.bad_place", "/places/ref")]),
        ({"places": {"ref": "/subject"}}, [("channels.same_place", "/fields/subject")]),
        ({"places": {"ref": "/subject/deep"}}, [("channels.same_place", "/fields/ref")]),
    ],
)
def test_every_fault_is_told_with_its_place(said: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    assert told(**said) == faults


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ({**PLAIN, "default": "x"}, "channels.settled_here"),
        ({**PLAIN, "dedupe": True}, "channels.settled_here"),
        ({"type": "enum", "label": {"en": "x"}, "options": {"a": {"if": {"field": "state", "op": "present"}}}}, "channels.settled_here"),
        ({**PLAIN, "type": "file"}, "channels.not_sent"),
        ({"type": "lines", "label": {"en": "x"}}, "records.not_asked"),
        ({**PLAIN, "formula": "1"}, "records.not_asked"),
        ({**PLAIN, "max_length": 0}, "records.bad_length"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_come_from_outside(field: dict[str, Any], code: str) -> None:
    assert [one for one, _ in told(fields={**CHANNEL["fields"], "odd": field})] == [code]
