"""Scenarios ask for exceptions to limits, and show what becomes of them."""

import json
from typing import Any

from engine.packs.check import check
from server.bootstrap import open_scratch
from server.scenarios.outcome import Difference
from server.scenarios.run import run_scenarios
from tests.builders.approvals import discount, text, workshop
from tests.server.scenarios.test_approval_steps import SAMPLE

LIMIT = {
    "label": text("Jots"), "on": {"transition": "order.jot"}, "per": ["title"], "max": 1, "window": "ever",
    "lifted_by": {"approval": "more", "valid": "P7D"},
}  # fmt: skip
MORE = {
    "entity": "order",
    "label": text("More"),
    "steps": {"head": {"order": 1, "label": text("Head"), "by": {"duty": "agree"}}},
}
JOT = {"as": "@ann", "do": "order.jot", "on": "o1"}
ASK = {**JOT, "exception_to": "jots", "reason": "They called again"}


def files(*steps: dict[str, Any]) -> dict[str, bytes]:
    source = workshop(limits={"jots": LIMIT}, approvals={"discount": discount(), "more": MORE}).source
    trial = {
        "kind": "scenario", "label": text("Trial"), "clock": "2026-03-02T09:00:00+08:00", "sample": "few",
        "given": {"o1": {"entity": "order", "owner": "@ann", "centre": "c1", "set": {"title": "x"}}}, "steps": [*steps],
    }  # fmt: skip
    documents = {**source, "samples/few.json": SAMPLE, "tests/trial.json": trial}
    return {path: json.dumps(said, default=str).encode() for path, said in documents.items()}


async def differences(*steps: dict[str, Any]) -> tuple[Difference, ...]:
    """What differs when these steps are played."""
    checked = check(given := files(*steps))
    assert checked.release is not None, [(one.pointer, one.text("en")) for one in checked.errors]
    return (await run_scenarios(checked, given, open_scratch)).results[0].differences


async def test_an_exception_is_asked_for_agreed_to_and_made_use_of_once() -> None:
    full = {**JOT, "refused": ["limits.full"]}
    assert (
        await differences(
            {**ASK, "refused": ["limits.not_needed"]},
            JOT,
            full,
            {**ASK, "expect": {"tasks": [{"for": "@ben", "on": "o1"}]}},
            full,
            {"as": "@ben", "decide": "o1"},
            JOT,
            full,
        )
        == ()
    )


async def test_one_that_runs_out_is_of_no_use() -> None:
    late = {**JOT, "at": "+P8D", "refused": ["limits.full"]}
    assert await differences(JOT, ASK, {"as": "@ben", "decide": "o1"}, late) == ()


def test_an_exception_to_what_is_no_limit_is_told() -> None:
    found = check(files({**ASK, "exception_to": "jtos"}, {"exception_to": "jots"})).errors
    assert [one.pointer for one in found] == ["/steps/0/exception_to", "/steps/1"]
