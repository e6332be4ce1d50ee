"""A pool from end to end: warned, recycled by its timer, claimed by another, kept from the last owner (R19, R20)."""

import json
from typing import Any

from server.bootstrap import open_scratch
from server.scenarios.run import run_scenarios
from tests.builders.couriers import label, pooled
from tests.builders.repairs import Files, compiled

SAMPLE: dict[str, Any] = {
    "kind": "sample",
    "label": label("Tiny"),
    "seed": 1,
    "clock": "2026-03-02T09:00:00+08:00",
    "centres": {"hub": {"name": "Hub"}},
    "people": {
        "ann": {"name": "Ann", "role": "courier", "centre": "hub"},
        "ben": {"name": "Ben", "role": "courier", "centre": "hub"},
    },
    "records": {},
}


def files(scenario: dict[str, Any]) -> Files:
    said: dict[str, Any] = json.loads(json.dumps(dict(pooled().source)))
    warn = {
        "before": ["P3D", "P1D"],
        "of": "due.recycle",
        "then": [{"task": {"for": {"field": "owner"}, "label": label("Soon back")}}],
    }
    said["workflows/errand.json"]["states"]["open"]["deadlines"] = {"warn": warn}
    said |= {
        "samples/tiny.json": SAMPLE,
        "tests/trial.json": {"kind": "scenario", "label": label("Trial"), **scenario},
    }
    return {path: json.dumps(one).encode() for path, one in said.items()}


async def test_r19_r20_warned_recycled_claimed_and_kept_from_the_last_owner() -> None:
    errand = {"entity": "errand", "state": "open", "owner": "@ann", "centre": "hub"}
    soon = {"for": "@ann", "label": "Soon back", "on": "e1"}
    take = {"do": "errand.take", "on": "e1"}
    trial = files(
        {
            "clock": "2026-03-02T09:00:00+08:00",
            "sample": "tiny",
            "given": {"e1": errand, "e2": {**errand, "set": {"heavy": True}}},
            "steps": [
                {"at": "+2d", "expect": {"e1": {"state": "open"}, "tasks": [soon, {**soon, "on": "e2"}]}},
                {"at": "+2d", "expect": {"tasks": [soon, soon]}},
                {
                    "at": "+1d",
                    "expect": {
                        "e1": {"state": "shed", "owner": None},
                        "e2": {"state": "open", "owner": "@ann"},
                    },
                },
                {"as": "@ann", **take, "refused": ["pools.waits"]},
                {"as": "@ben", **take, "expect": {"e1": {"state": "open", "owner": "@ben"}}},
                {"as": "@ann", **take, "refused": ["workflows.not_from_here"]},
            ],
        }
    )
    (result,) = (await run_scenarios(compiled(trial), trial, open_scratch)).results
    assert result.differences == ()
