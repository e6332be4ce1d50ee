"""Scenarios say who is absent, and see who a record is assigned to."""

from typing import Any

from server.bootstrap import open_scratch
from server.scenarios.run import run_scenarios
from tests.builders.repairs import compiled, repairs


def assigning(said: dict[str, Any]) -> None:
    said["transitions"]["start"]["effects"] = [{"assign": {"from": {"duty": "repair.do"}, "else": []}}]


def second_technician(said: dict[str, Any]) -> None:
    said["people"]["tech2"] = {"name": "Cy Fu", "role": "technician", "centre": "north"}


async def test_the_absent_get_nothing_and_the_next_in_turn_does() -> None:
    customer = {"entity": "customer", "centre": "north", "set": {"name": "Dan", "phone": "13800139999"}}
    repair = {
        "entity": "repair",
        "state": "received",
        "owner": "@desk1",
        "centre": "north",
        "set": {"customer": "@c1", "device": "Lamp"},
    }
    begin = {"as": "@tech1", "do": "repair.start"}
    trial = {
        "clock": "2026-03-02T09:00:00+08:00",
        "sample": "tiny",
        "given": {"c1": customer, "r1": repair, "r2": repair},
        "absent": {"@tech1": [{"from": "2026-03-01", "until": "2026-03-02"}]},
        "steps": [
            {**begin, "on": "r1", "expect": {"r1": {"owner": "@tech2"}}},
            {**begin, "at": "+P1D", "on": "r2", "expect": {"r2": {"owner": "@tech1"}}},
        ],
    }
    changes = {"workflows/repair.json": assigning, "samples/tiny.json": second_technician}
    files = repairs(changes, trial=trial)
    (result,) = (await run_scenarios(compiled(files), files, open_scratch, only=["trial"])).results
    assert result.differences == ()
