"""What is refused of clock fields, with its place."""

import json
from typing import Any

import pytest

from engine.diagnostics.problem import Severity
from engine.packs.check import check
from tests.builders.help_desk import files

AT = "/fields/first_answer"


def told(said: dict[str, Any]) -> list[tuple[str, str]]:
    found = check({path: json.dumps(content).encode() for path, content in said.items()}).diagnostics
    return [(one.code, one.pointer) for one in found if one.severity is Severity.ERROR]


def test_the_pack_is_without_fault() -> None:
    assert told(files()) == []


@pytest.mark.parametrize(
    ("clock", "code", "place"),
    [
        ({"starts_on": ["ticket.begin"]}, "effects.unknown_transition", AT + "/starts_on/0"),
        ({"starts_on": [7]}, "timers.clock_event", AT + "/starts_on/0"),
        ({"stops_on": ["created", {"clash": "ticket.name"}]}, "effects.unknown_unique", AT + "/stops_on/1/clash"),
        ({"stops_on": [{"every": "P1D"}]}, "timers.clock_event", AT + "/stops_on/0"),
        ({"stops_on": [{"created": "person"}]}, "timers.clock_of_other", AT + "/stops_on/0"),
        ({"stops_on": [{"entered": "ticket.shut"}]}, "effects.unknown_state", AT + "/stops_on/0/entered"),
        ({"pauses_in": ["open", "asleep"]}, "timers.clock_state", AT + "/pauses_in/1"),
        ({"pauses_in": ["dropped"]}, "timers.clock_final", AT + "/pauses_in/0"),
        ({"target": 5}, "conditions.wrong_value", AT + "/target"),
        ({"target": "-PT1H"}, "effects.negative_duration", AT + "/target"),
        ({"target": {"field": "name"}}, "conditions.does_not_fit", AT + "/target"),
        ({"target": {"parameter": "answer_soon"}}, "conditions.unknown_parameter", AT + "/target/parameter"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(clock: dict[str, Any], code: str, place: str) -> None:
    found = told(files(**clock))
    assert place in [at for _, at in found]
    assert code in [one for one, at in found if at == place]


def test_working_time_wants_a_calendar() -> None:
    said = files()
    del said["pack.json"]["calendar"]
    assert ("timers.clock_calendar", AT + "/counts") in told(said)


def test_a_clock_wants_a_workflow() -> None:
    said = files(pauses_in=[], stops_on=[{"changed": "ticket"}])
    del said["workflows/ticket.json"]
    assert ("timers.clock_without_workflow", AT) in told(said)


def test_its_parts_are_no_other_fields() -> None:
    said = files()
    said["entities/ticket.json"]["fields"]["first_answer_due_at"] = {
        "type": "datetime",
        "label": {"en": "D", "zh-CN": "D"},
    }
    assert told(said) == [("records.clock_names", "/fields/first_answer_due_at")]


def test_a_condition_names_a_part_of_it_and_nothing_writes_one() -> None:
    said = files()
    said["rules/missed.json"]["if"] = {"field": "first_answer", "op": "present"}
    said["rules/missed.json"]["then"] = [{"set": {"first_answer_status": "met"}}]
    said["duties/ticket.do.json"]["allows"]["fields"]["ticket"]["write"] = ["first_answer"]
    assert ("conditions.part_of_clock", "/if/field") in told(said)
    assert [at for code, at in told(said) if code.endswith("_write") or "derived" in code] == [
        "/allows/fields/ticket/write/0",
        "/then/0/set/first_answer_status",
    ]
