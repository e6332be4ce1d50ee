"""A scenario gives the answers of the world outside (E16)."""

import json
from typing import Any

from engine.packs.check import check
from server.bootstrap import open_scratch
from server.scenarios.run import run_scenarios
from tests.server.delivery.papers import papers
from tests.server.delivery.post import text

SENT: dict[str, Any] = {
    "kind": "scenario", "label": text("Signing"), "clock": "2026-03-02T09:00:00+08:00", "sample": "tiny",
    "given": {"d1": {"entity": "deal", "set": {"name": "Lease"}}},
}  # fmt: skip
SAMPLE: dict[str, Any] = {
    "kind": "sample", "label": text("Tiny"), "clock": "2026-03-01T09:00:00+08:00",
    "centres": {"north": {"name": "North"}}, "people": {"ann": {"name": "Ann", "role": "clerk", "centre": "north"}},
}  # fmt: skip
SEND: dict[str, Any] = {"as": "@ann", "do": "deal.send", "on": "d1"}


def files(*steps: Any) -> dict[str, bytes]:
    source = {
        **papers().source,
        "samples/tiny.json": SAMPLE,
        "tests/signing.json": {**SENT, "steps": [*steps]},
    }
    return {path: json.dumps(said).encode() for path, said in source.items()}


async def differences(*steps: Any) -> list[Any]:
    given = files(*steps)
    checked = check(given)
    assert checked.release is not None, [(one.file, one.pointer, one.text("en")) for one in checked.errors]
    result = await run_scenarios(checked, given, open_scratch)
    return [one.as_json() for result in result.results for one in result.differences]


async def test_an_answer_and_a_failure_are_steps() -> None:
    answer = {
        "answer": "esign.send",
        "on": "d1",
        "input": {"signer": "Bo"},
        "expect": {"d1": {"state": "signed", "signer": "Bo"}},
    }
    assert await differences({**SEND, "expect": {"calls": [{"call": "esign.send"}]}}, answer) == []
    failure = {
        "at": "+P1D",
        "failure": "esign.send",
        "on": "d1",
        "input": {"why": "late"},
        "expect": {"d1": {"state": "draft", "trouble": "late"}},
    }
    assert await differences(SEND, failure) == []
    refused = {
        "answer": "esign.send",
        "on": "d1",
        "input": {"signer": "devil"},
        "refused": ["invariants.broken"],
    }
    assert await differences(SEND, {**refused, "refused": ["rules.loop"]}) != []


async def test_what_was_not_called_cannot_answer() -> None:
    (found,) = await differences({"answer": "esign.send", "on": "d1", "input": {"signer": "Bo"}})
    assert found["pointer"] == "/steps/0"


def test_a_step_is_checked() -> None:
    found = check(
        files(
            {"answer": "esign.sent", "on": "d1"},
            {"answer": "esign.send", "on": "d1", "input": {"singer": "x"}},
            {"failure": "esign.send"},
        )
    )
    assert {(one.code, one.pointer) for one in found.errors} >= {
        ("packs.data_unknown", "/steps/0/answer"), ("packs.data_unknown", "/steps/1/input/singer"), ("packs.missing_key", "/steps/2"),
    }  # fmt: skip
