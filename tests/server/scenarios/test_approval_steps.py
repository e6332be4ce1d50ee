"""Scenarios decide approvals: a pack shows whole who is asked, in which order, and what becomes of it."""

import json
from typing import Any

import pytest

from engine.packs.check import check
from server.bootstrap import open_scratch
from server.scenarios.outcome import Difference
from server.scenarios.run import run_scenarios
from tests.builders.approvals import BOSS, HEAD, gt, text, workshop

LATE = {"after": "PT2H", "then": [{"escalate_to": {"field": "step.deciders.manager"}}]}
STEPS = {
    "head": {**HEAD, "if": gt("discount", "0.05"), "may": ["delegate"], "deadlines": {"late": LATE}},
    "boss": {**BOSS, "if": gt("discount", "0.10")},
}
PEOPLE = {
    "ann": {"name": "Ann", "role": "seller", "centre": "c1"},
    "ben": {"name": "Ben", "role": "head", "centre": "c1", "manager": "@zoe"},
    "zoe": {"name": "Zoe", "role": "boss"},
    "cat": {"name": "Cat", "role": "finance", "centre": "c1"},
}
SAMPLE = {
    "kind": "sample",
    "label": text("Few"),
    "seed": 1,
    "clock": "2026-03-02T09:00:00+08:00",
    "centres": {"c1": {"name": "One"}},
    "people": PEOPLE,
    "records": {},
}
SUBMIT = {"as": "@ann", "do": "order.submit", "on": "o1"}


async def differences(*steps: dict[str, Any]) -> tuple[Difference, ...]:
    """What differs when these steps are played about an order with a discount of 20 %."""
    source = workshop({"steps": STEPS}).source
    order = {"entity": "order", "owner": "@ann", "centre": "c1", "set": {"title": "x", "discount": "0.2"}}
    trial = {
        "kind": "scenario",
        "label": text("Trial"),
        "clock": "2026-03-02T09:00:00+08:00",
        "sample": "few",
        "given": {"o1": order},
        "steps": [*steps],
    }
    documents = {**source, "samples/few.json": SAMPLE, "tests/trial.json": trial}
    files = {path: json.dumps(said, default=str).encode() for path, said in documents.items()}
    checked = check(files)
    assert checked.release is not None, [(one.pointer, one.text("en")) for one in checked.errors]
    return (await run_scenarios(checked, files, open_scratch)).results[0].differences


async def test_an_approval_is_played_from_the_first_step_to_the_last() -> None:
    asked = {"state": "pending"}
    assert (
        await differences(
            {**SUBMIT, "expect": {"o1": asked, "tasks": [{"for": "@ben", "on": "o1"}]}},
            {"as": "@ann", "decide": "o1", "refused": ["approvals.own"]},
            {"as": "@zoe", "decide": "o1", "refused": ["approvals.not_a_decider"]},
            {"as": "@ben", "decide": "o1", "decision": "delegate", "to": "@cat", "expect": {"tasks": [{"for": "@cat"}]}},
            {"as": "@cat", "decide": "o1", "expect": {"o1": asked, "tasks": [{"for": "@zoe"}]}},
            {"as": "@zoe", "decide": "o1", "decision": "reject", "refused": ["approvals.no_reason"]},
            {"as": "@zoe", "decide": "o1", "decision": "reject", "reason": "no", "expect": {"o1": {"state": "draft"}, "tasks": []}},
            SUBMIT,
            {"as": "@ben", "decide": "o1"},
            {"as": "@zoe", "decide": "o1", "expect": {"o1": {"state": "agreed"}, "tasks": []}},
        )
        == ()
    )  # fmt: skip


async def test_a_late_step_goes_to_the_superior() -> None:
    assert (
        await differences(
            SUBMIT,
            {"at": "+1h", "expect": {"tasks": [{"for": "@ben"}]}},
            {"at": "+2h", "expect": {"tasks": [{"for": "@ben"}, {"for": "@zoe"}]}},
            {
                "as": "@zoe",
                "decide": "o1",
                "expect": {"o1": {"state": "pending"}, "tasks": [{"for": "@zoe"}]},
            },
        )
        == ()
    )


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ({"as": "@ann", "decide": "nothing"}, "packs.data_unknown"),
        ({"as": "@ann", "decide": "o1", "to": "@nobody", "decision": "delegate"}, "packs.data_unknown"),
        ({"decide": "o1"}, "packs.nobody_acts"),
        ({"as": "@ann", "do": "order.submit", "on": "o1", "decide": "o1"}, "packs.two_actions"),
    ],
)
async def test_a_step_that_makes_no_sense_is_told(step: dict[str, Any], code: str) -> None:
    with pytest.raises(AssertionError):
        await differences(step)
    source = workshop({"steps": STEPS}).source
    trial = {
        "kind": "scenario",
        "label": text("T"),
        "clock": "2026-03-02T09:00:00+08:00",
        "sample": "few",
        "given": {"o1": {"entity": "order", "set": {"title": "x"}}},
        "steps": [step],
    }
    documents = {**source, "samples/few.json": SAMPLE, "tests/trial.json": trial}
    found = check({path: json.dumps(said, default=str).encode() for path, said in documents.items()})
    assert code in {one.code for one in found.errors}
