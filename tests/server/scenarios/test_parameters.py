"""Parameters of a scenario: one value, or values for a place and from a day on (E19)."""

import json
from typing import Any

import pytest

from engine.packs.check import check
from server.bootstrap import open_scratch
from server.scenarios.run import run_scenarios
from tests.builders.repairs import Files, compiled, repairs
from tests.server.scenarios.test_run_scenarios import CUSTOMER, FINISH, REPAIR

REGION: dict[str, Any] = {
    "kind": "entity", "label": {"en": "Centre", "zh-CN": "中心"}, "title": "name",
    "fields": {
        "area": {
            "type": "enum", "label": {"en": "Area", "zh-CN": "片区"},
            "options": {one: {"label": {"en": one, "zh-CN": one}} for one in ("hill", "sea")},
        },
    },
}  # fmt: skip


def shops(parameter: list[dict[str, Any]] | int, per: str, *steps: dict[str, Any]) -> Files:
    """The repair shop with a second centre by the sea, and a scenario in which its highest price is set."""
    file = {
        "clock": "2026-03-02T09:00:00+08:00",
        "sample": "tiny",
        "parameters": {"highest_price": parameter},
        "given": {
            "c1": CUSTOMER, "c2": {**CUSTOMER, "centre": "south", "set": {"name": "Eve", "phone": "13800139998"}},
            "r1": REPAIR, "r2": {**REPAIR, "centre": "south", "owner": "@desk2", "set": {"customer": "@c2", "device": "Lamp"}},
            "r3": REPAIR,
        },
        "steps": [*steps],
    }  # fmt: skip

    def sample(said: dict[str, Any]) -> None:
        said["centres"] = {
            "north": {"name": "North", "area": "hill"},
            "south": {"name": "South", "area": "sea"},
        }
        for who in ("desk", "tech"):
            said["people"][f"{who}2"] = {**said["people"][f"{who}1"], "centre": "south"}

    def manifest(said: dict[str, Any]) -> None:
        said["parameters"]["highest_price"]["per"] = per

    files = repairs({"samples/tiny.json": sample, "pack.json": manifest}, trial=file)
    return {**files, "entities/centre.json": json.dumps(REGION, ensure_ascii=False).encode()}


def finish(repair: str, at: str | None = None, *, dear: bool) -> dict[str, Any]:
    """The repair is finished for 80; ``dear``: that is more than may be asked for it."""
    who = "@tech2" if repair == "r2" else "@tech1"
    done = {**FINISH, "as": who, "on": repair, **({"at": at} if at else {})}
    return {**done, "refused": ["workflows.guard"]} if dear else done


@pytest.mark.parametrize(
    ("parameter", "per", "steps"),
    [
        (
            [{"value": 50}, {"value": 90, "centre": "south"}],
            "centre",
            (finish("r1", dear=True), finish("r2", dear=False)),
        ),
        (
            [{"value": 50, "option": "hill"}, {"value": 90, "option": "sea"}],
            "centre.area",
            (finish("r1", dear=True), finish("r2", dear=False)),
        ),
        (
            [{"value": 90, "from": "2026-03-03"}, {"value": 50}, {"value": 70, "centre": "south", "from": "2026-03-03"}],
            "centre",
            (
                finish("r1", dear=True),
                finish("r3", "2026-03-02T23:59:59+08:00", dear=True),
                finish("r1", "2026-03-03T00:00:00+08:00", dear=False),
                finish("r2", dear=True),
            ),
        ),
    ],
)  # fmt: skip
async def test_e19_a_scenario_sets_parameters_for_places_and_days(
    parameter: list[dict[str, Any]], per: str, steps: tuple[dict[str, Any], ...]
) -> None:
    files = shops(parameter, per, *steps)
    suite = await run_scenarios(compiled(files), files, open_scratch, only=["trial"])
    assert suite.results[0].differences == ()


@pytest.mark.parametrize(
    ("parameter", "per", "code", "pointer"),
    [
        ("many", "centre", "conditions.wrong_value", ""),
        (-1, "centre", "packs.set_outside", ""),
        ([{"value": -1}], "centre", "packs.set_outside", "/0/value"),
        ([{"value": 5, "centre": "west"}], "centre", "packs.data_unknown", "/0/centre"),
        ([{"value": 5, "option": "sea"}], "centre", "packs.not_set_there", "/0/option"),
        ([{"value": 5, "centre": "south"}], "centre.area", "packs.not_set_there", "/0/centre"),
        ([{"value": 5, "option": "lake"}], "centre.area", "packs.not_set_there", "/0/option"),
        ([{"value": 5}, {"value": 6, "from": "soon"}], "centre", "packs.not_a_day", "/1/from"),
        ([{"value": 5, "since": "2026-03-03"}], "centre", "packs.not_sets", ""),
        ([{"from": "2026-03-03"}], "centre", "packs.not_sets", ""),
    ],
)
def test_what_a_scenario_cannot_set_is_told(parameter: Any, per: str, code: str, pointer: str) -> None:
    found = check(shops(parameter, per)).errors
    place = f"/parameters/highest_price{pointer}"
    assert [(one.code, one.file, one.pointer) for one in found] == [(code, "tests/trial.json", place)]
