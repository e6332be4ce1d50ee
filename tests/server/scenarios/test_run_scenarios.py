"""What the runner of scenarios tells: every kind of difference at its place, and what was looked at."""

import json
from typing import Any

import pytest

from server.bootstrap import open_scratch
from server.scenarios.outcome import Difference, SuiteResult
from server.scenarios.run import BrokenSample, run_scenarios
from tests.builders.repairs import Files, compiled, repairs

CUSTOMER: dict[str, Any] = {
    "entity": "customer",
    "centre": "north",
    "set": {"name": "Dan", "phone": "13800139999"},
}
REPAIR: dict[str, Any] = {
    "entity": "repair",
    "state": "repairing",
    "owner": "@desk1",
    "centre": "north",
    "set": {"customer": "@c1", "device": "Lamp"},
}
FINISH: dict[str, Any] = {
    "as": "@tech1",
    "do": "repair.finish",
    "on": "r1",
    "input": {"work_done": "Bulb", "price": 80},
}


def scenario(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    given = {"c1": CUSTOMER, "r1": REPAIR}
    return {"clock": "2026-03-02T09:00:00+08:00", "sample": "tiny", "given": given, "steps": [*steps], **more}


async def played(files: Files, *only: str) -> SuiteResult:
    return await run_scenarios(compiled(files), files, open_scratch, only=only)


async def differences(said: dict[str, Any]) -> tuple[Difference, ...]:
    return (await played(repairs(trial=said), "trial")).results[0].differences


async def test_what_happens_as_expected_passes() -> None:
    seen = {"state": "ready", "price": 80, "owner": "@desk1", "customer": "@c1", "promised_days": 5}
    sent = [{"message": "repair_ready", "to": "+8613800139999", "contains": "Lamp"}]
    assert (
        await differences(scenario({**FINISH, "expect": {"r1": seen, "messages": sent, "tasks": []}})) == ()
    )


async def test_a_value_that_differs_is_told_with_its_line() -> None:
    said = scenario({**FINISH, "expect": {"r1": {"state": "ready", "price": 81}}})
    (cell,) = await differences(said)
    text = repairs(trial=said)["tests/trial.json"].decode()
    assert (cell.pointer, cell.expected, cell.actual) == ("/steps/0/expect/r1/price", 81, "80")
    assert '"price": 81' in text.splitlines()[cell.line - 1]


async def test_an_unexpected_refusal_is_told_with_its_reasons_and_ends_the_scenario() -> None:
    wrong = {**FINISH, "as": "@desk1"}
    (cell,) = await differences(scenario(wrong, {"expect": {"r1": {"state": "collected"}}}))
    assert cell.pointer == "/steps/0"
    assert cell.actual == ["access.no_duty"]
    assert "technician" in cell.reasons[0]["en"].lower()


async def test_a_refusal_with_other_codes_is_a_difference() -> None:
    (cell,) = await differences(scenario({**FINISH, "as": "@desk1", "refused": ["workflows.guard"]}))
    assert (cell.pointer, cell.expected) == ("/steps/0/refused", ["workflows.guard"])
    assert cell.actual == ["access.no_duty"]


async def test_a_refusal_that_does_not_come_is_a_difference() -> None:
    (cell,) = await differences(scenario({**FINISH, "refused": ["access.no_duty"]}))
    assert (cell.pointer, cell.actual) == ("/steps/0/refused", [])


@pytest.mark.parametrize(
    ("expect", "pointer"),
    [
        ({"messages": []}, "/messages"),
        ({"messages": ["repair_ready", "repair_ready"]}, "/messages/1"),
        ({"messages": [{"message": "repair_ready", "to": "@tech1"}]}, "/messages/0"),
        ({"messages": [{"message": "repair_ready", "contains": "Radio"}]}, "/messages/0"),
        ({"tasks": [{"for": "@tech1"}]}, "/tasks/0"),
        ({"calls": [{"call": "esign.send"}]}, "/calls/0"),
    ],
)
async def test_what_was_left_to_be_done_must_be_what_is_expected(
    expect: dict[str, Any], pointer: str
) -> None:
    (cell,) = await differences(scenario({**FINISH, "expect": expect}))
    assert cell.pointer == f"/steps/0/expect{pointer}"


async def test_messages_of_an_earlier_step_do_not_count() -> None:
    assert await differences(scenario(FINISH, {"expect": {"messages": []}})) == ()


async def test_time_moves_by_spans_and_moments() -> None:
    steps = (
        {**FINISH, "at": "+1h30m"},
        {"expect": {"r1": {"changed_at": "2026-03-02T10:30:00+08:00"}}},
        {"at": "2026-03-03T08:00:00+08:00", "as": "@desk1", "do": "repair.collect", "on": "r1"},
        {"expect": {"r1": {"entered_at": "2026-03-03T00:00:00Z"}}},
    )
    assert await differences(scenario(*steps)) == ()


async def test_what_a_step_creates_and_changes_is_known_from_there_on() -> None:
    steps = (
        {"as": "@desk1", "create": "repair", "creates": "r2", "set": {"customer": "@c1", "device": "Radio"}},
        {
            "as": "@desk1",
            "change": "r2",
            "set": {"urgency": "urgent"},
            "expect": {"r2": {"urgency": "urgent"}},
        },
        {"expect": {"r2.customer": {"name": "Dan", "open_repairs": 2}}},
    )
    assert await differences(scenario(*steps)) == ()


async def test_parameters_of_a_scenario_count_for_it_alone() -> None:
    dear = {**FINISH, "input": {"work_done": "Bulb", "price": 80}}
    capped = scenario({**dear, "refused": ["workflows.guard"]}, parameters={"highest_price": 50})
    suite = await played(repairs(capped=capped, free=scenario(dear)), "capped", "free")
    assert suite.failed == ()


async def test_scenarios_do_not_see_each_other() -> None:
    takes = scenario(
        {
            "as": "@desk1",
            "create": "customer",
            "creates": "c2",
            "set": {"name": "Eve", "phone": "13800138888"},
        }
    )
    suite = await played(repairs(one=takes, two=takes), "one", "two")
    assert suite.failed == ()


async def test_given_records_may_stand_in_any_order() -> None:
    turned = {"r1": REPAIR, "c1": CUSTOMER}
    assert await differences({**scenario(FINISH), "given": turned}) == ()


async def test_a_given_record_that_is_refused_is_told() -> None:
    bad = {**CUSTOMER, "set": {"name": "Dan"}}
    (cell,) = await differences({**scenario(FINISH), "given": {"c1": bad}, "steps": []})
    assert (cell.pointer, cell.actual) == ("/given/c1", ["forms.required /phone"])


async def test_coverage_counts_what_was_seen() -> None:
    files = repairs(
        cheap=scenario(FINISH),
        dear=scenario(
            {**FINISH, "input": {"work_done": "x", "price": 999999}, "refused": ["workflows.guard"]}
        ),
    )
    suite = await played(files, "cheap", "dear")
    told = suite.coverage.as_json()
    assert told["rules"] == {"seen": 1, "of": 1, "percent": 100.0, "missing": []}
    assert "repair.finish: false" not in suite.coverage.unseen("conditions")
    assert suite.coverage.unseen("transitions") == ["repair.collect", "repair.give_up", "repair.start"]
    assert "repair.given_up" in suite.coverage.unseen("states")
    assert suite.coverage.percent("transitions") == 25.0
    json.dumps(suite.as_json())


async def test_a_scenario_that_is_not_there_is_named() -> None:
    with pytest.raises(LookupError, match="nothing"):
        await played(repairs(), "nothing")


async def test_a_sample_that_is_refused_stops_everything() -> None:
    def twice(said: dict[str, Any]) -> None:
        said["records"]["repairs"]["as"] = "@tech1"

    with pytest.raises(BrokenSample, match="records/repairs"):
        await played(repairs({"samples/tiny.json": twice}))
