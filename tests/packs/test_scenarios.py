"""Every pack of the repository passes its own scenarios."""

from pathlib import Path

import pytest

from engine.packs.check import check
from server.bootstrap import open_scratch, read_pack
from server.scenarios.coverage import APPROVALS, GUARDS, LIMITS, ROWS, RULES, STATES, TRANSITIONS
from server.scenarios.run import run_scenarios

DEFINITIONS = Path(__file__).parents[2] / "definitions"
PACKS = sorted(path.parent.name for path in DEFINITIONS.glob("*/pack.json") if path.parent.name != "schema")
# What the scenarios of a pack must have seen without exception: a new limit, approval or rule needs a scenario of its own.
WHOLE = {"education_training": [STATES, TRANSITIONS, ROWS, RULES, LIMITS, APPROVALS]}
LEAST_CONDITIONS = 95


@pytest.mark.parametrize("name", PACKS)
async def test_the_scenarios_of_a_pack_pass(name: str) -> None:
    files, faults = read_pack(DEFINITIONS / name)
    assert not faults
    suite = await run_scenarios(check(files), files, open_scratch)
    failed = {one.id: [cell.as_json() for cell in one.differences] for one in suite.failed}
    assert failed == {}
    assert suite.results, "a pack without scenarios promises nothing"
    unseen = {kind: suite.coverage.unseen(kind) for kind in WHOLE.get(name, ())}
    assert unseen == {kind: [] for kind in unseen}
    if name in WHOLE:
        assert suite.coverage.percent(GUARDS) >= LEAST_CONDITIONS, suite.coverage.unseen(GUARDS)


def test_there_are_packs() -> None:
    assert "repairs" in PACKS
