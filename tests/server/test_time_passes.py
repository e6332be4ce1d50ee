"""Time in scenarios, and what a publish does to the moments of records in flight."""

from datetime import timedelta
from typing import Any

import pytest

from server.bootstrap import open_scratch
from server.scenarios.run import run_scenarios
from server.timers import fire_due
from tests.builders.repairs import CLOCK, compiled, house, repairs
from tests.engine.packs.test_pack_format_page import CHECKED, FILES
from tests.server.test_publish import a_repair, prepared, published, version

DAY = timedelta(days=1)


def waiting(after: str, number: str, **more: Any) -> dict[str, bytes]:
    """The repair shop, where a repair that takes long is written down."""

    def workflow(said: dict[str, Any]) -> None:
        then = [{"set": {"fault": {"formula": 'concat(coalesce(fault, "-"), device)'}}}]
        said["states"]["repairing"]["deadlines"] = {"slow": {"after": after, "then": then, **more}}
        said["states"]["ready"]["deadlines"] = {"forgotten": {"after": "P30D", "then": then}}

    return repairs({"workflows/repair.json": workflow, **version(number)})


def given(device: str) -> dict[str, Any]:
    return {
        "entity": "repair",
        "state": "repairing",
        "owner": "@desk1",
        "centre": "north",
        "set": {"customer": "@c1", "device": device},
    }


async def test_the_scenarios_of_the_page_pass() -> None:
    suite = await run_scenarios(CHECKED, FILES, open_scratch)
    assert [(one.id, one.differences) for one in suite.results] == [
        ("inquiry_is_booked", ()),
        ("overdue_is_chased", ()),
    ]


async def test_moving_the_clock_fires_what_is_due_on_the_way_at_its_moment() -> None:
    said = {
        "clock": "2026-03-02T09:00:00+08:00",
        "sample": "tiny",
        "given": {
            "c1": {"entity": "customer", "centre": "north", "set": {"name": "Dan", "phone": "13800139999"}},
            "r1": given("a"),
            "r2": given("b"),
        },
        "steps": [
            {"at": "2026-03-04T08:59:59+08:00", "expect": {"r1": {"fault": None}, "r2": {"fault": None}}},
            {"at": "2026-03-08T12:00:00+08:00", "expect": {"r1": {"fault": "-aaa"}, "r2": {"fault": "-bbb"}}},
            {
                "at": "2026-03-08T12:00:00+08:00",
                "expect": {"r1": {"changed_at": "2026-03-08T09:00:00+08:00"}},
            },
        ],
    }
    files = waiting("P2D", "1.0.0", repeat="P2D")
    files |= {path: text for path, text in repairs(trial=said).items() if path == "tests/trial.json"}
    suite = await run_scenarios(compiled(files), files, open_scratch, only=("trial",))
    assert suite.results[0].differences == ()


@pytest.mark.parametrize(("if_late", "fired"), [("fire", "-Lamp"), ("skip", None)])
async def test_a27_a_publish_moves_what_is_due_and_what_is_past_follows_if_late(
    if_late: str, fired: str | None
) -> None:
    async with house() as opened:
        await published(opened, waiting("P9D", "1.0.0"))
        repair, ready = await a_repair(opened, "repairing"), await a_repair(opened, "ready")
        (kept,) = await opened.store.timers.of_record(ready)
        clock: Any = opened.clock
        clock.move_to(CLOCK + 3 * DAY)
        await published(opened, waiting("P5D", "1.1.0", if_late=if_late))
        assert [one.due_at for one in await opened.store.timers.of_record(repair)] == [CLOCK + 5 * DAY]
        assert [one.id for one in await opened.store.timers.of_record(ready)] == [kept.id]
        await published(opened, waiting("P1D", "1.2.0", if_late=if_late), confirm_due=True)
        while await fire_due(opened):
            pass
        rows = await opened.store.history("repair", repair)
        assert [line.after.get("fault") for line in rows if "fault" in line.after] == (
            [fired] if fired else []
        )


async def test_a27_a_deadline_that_a_publish_brings_starts_for_records_in_flight_and_one_that_it_takes_ends() -> (
    None
):
    async with house() as opened:
        await published(opened, repairs())
        repair = await a_repair(opened, "repairing")
        assert await opened.store.timers.of_record(repair) == []
        await published(opened, waiting("P2D", "1.1.0"))
        assert [one.due_at for one in await opened.store.timers.of_record(repair)] == [CLOCK + 2 * DAY]
        await published(opened, repairs(version("1.2.0")))
        assert await opened.store.timers.of_record(repair) == []
        assert (await prepared(opened, repairs(version("1.2.0")))).is_live
