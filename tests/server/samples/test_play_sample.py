"""Sample data: the same every time, made by the commands that people use."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine.conditions.tree import Constant
from engine.ports.store import Selection, Sort
from server.house import House
from server.samples.play import play_sample
from server.samples.playing import SampleReport
from tests.builders.repairs import Files, house, repairs, sample

ZONE = ZoneInfo("Asia/Shanghai")
NAMES = (
    "number",
    "state",
    "owner",
    "centre",
    "created_at",
    "changed_at",
    "customer",
    "device",
    "urgency",
    "price",
)


async def rows(opened: House, entity: str, names: tuple[str, ...]) -> list[Mapping[str, Any]]:
    asked = Selection(entity, Constant(holds=True), {}, names, (Sort("id"),), 100)
    return [{"id": one.id, **one.values} for one in (await opened.select(asked)).records]


async def played(files: Files) -> tuple[SampleReport, list[Mapping[str, Any]]]:
    async with house(files) as opened:
        report = await play_sample(opened, sample(files))
        return report, await rows(opened, "repair", NAMES)


async def test_everything_in_the_file_comes_into_being() -> None:
    report, repairs_made = await played(repairs())
    assert report.records == {"customer": 3, "repair": 5}
    assert report.refused == []
    assert len(repairs_made) == 5
    assert report.moves == sum(
        {"received": 0, "repairing": 1, "ready": 2}[row["state"]] for row in repairs_made
    )


async def test_two_runs_make_the_same_to_the_last_digit() -> None:
    assert (await played(repairs()))[1] == (await played(repairs()))[1]


async def test_another_seed_makes_other_data() -> None:
    other = repairs({"samples/tiny.json": lambda said: said.update(seed=2)})
    assert (await played(repairs()))[1] != (await played(other))[1]


async def test_nothing_happens_after_the_clock_of_the_sample() -> None:
    def late(said: dict[str, Any]) -> None:
        said["records"]["repairs"]["then"][0]["after"] = ["P9D"]
        said["records"]["repairs"]["then"][0]["chance"] = 1

    _, made = await played(repairs({"samples/tiny.json": late}))
    assert {row["state"] for row in made} == {"received"}
    clock = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
    assert all(row["changed_at"] <= clock for row in made)


async def test_the_people_act_with_their_posts() -> None:
    async with house(repairs()) as opened:
        report = await play_sample(opened, sample(repairs()))
        desk = report.company.actors["desk1"]
        assert [one.role for one in desk.holdings] == ["front_desk"]
        assert await opened.store.people.holdings(desk.person or "") == desk.holdings
        owners = {row["owner"] for row in await rows(opened, "repair", ("owner",))}
        assert owners == {desk.person}


async def test_what_is_refused_is_told_and_goes_no_further() -> None:
    def dear(said: dict[str, Any]) -> None:
        for step in said["records"]["repairs"]["then"]:
            step["chance"] = 1
        said["records"]["repairs"]["then"][1]["input"]["price"] = {"number": [900000, 900000]}

    report, made = await played(repairs({"samples/tiny.json": dear}))
    assert {(one.entry, one.step) for one in report.refused} == {("repairs", 1)}
    assert {row["state"] for row in made} == {"repairing"}


async def test_records_are_taken_one_after_the_other() -> None:
    def in_turn(said: dict[str, Any]) -> None:
        entry = said["records"]["repairs"]
        entry.update(count=3, then=[])
        entry["at"] = {"after": ["PT2H"]}
        entry["set"]["customer"] = {"next_of": "customers"}
        entry["set"]["device"] = {"same": "customer.name"}

    async with house(files := repairs({"samples/tiny.json": in_turn})) as opened:
        await play_sample(opened, sample(files))
        customers = {row["id"]: row for row in await rows(opened, "customer", ("name", "changed_at"))}
        made = await rows(opened, "repair", ("customer", "device", "created_at"))
    assert {row["customer"] for row in made} == customers.keys()
    for row in made:
        customer = customers[row["customer"]]
        assert row["device"] == customer["name"]
        assert (row["created_at"] - customer["changed_at"]).total_seconds() == 2 * 3600


async def test_a_step_counts_from_a_moment_of_the_record_but_no_sooner_than_the_step_before() -> None:
    async def lasting(after: str) -> set[float]:
        def timed(said: dict[str, Any]) -> None:
            start, finish = said["records"]["repairs"]["then"]
            said["records"]["repairs"]["at"] = {"moment": {"days": [-4, -3]}}
            start.update(chance=1, after=["PT5H"])
            finish.update(chance=1, after=[after], since="created_at")

        report, made = await played(repairs({"samples/tiny.json": timed}))
        assert report.refused == []
        return {(row["changed_at"] - row["created_at"]).total_seconds() / 3600 for row in made}

    assert await lasting("PT9H") == {9}
    assert await lasting("-PT1H") == {5}


async def test_days_count_from_the_making_of_the_record_or_from_the_step() -> None:
    def told(said: dict[str, Any]) -> None:
        entry = said["records"]["repairs"]
        entry["at"] = {"moment": {"days": [-9, -5]}}
        entry["set"]["fault"] = {"day": [2, 2], "since": "made"}
        for step in entry["then"]:
            step.update(chance=1, after=["P2D"])
        entry["then"][1]["input"]["work_done"] = {
            "moment": {"days": [1, 1], "hours": [9, 9], "since": "made"}
        }

    async with house(files := repairs({"samples/tiny.json": told})) as opened:
        await play_sample(opened, sample(files))
        made = await rows(opened, "repair", ("created_at", "changed_at", "fault", "work_done"))
    assert len({row["fault"] for row in made}) > 1
    for row in made:
        begun, finished = (row[name].astimezone(ZONE).date() for name in ("created_at", "changed_at"))
        assert row["fault"] == str(begun + timedelta(days=2))
        assert datetime.fromisoformat(row["work_done"]).astimezone(ZONE).date() == finished + timedelta(
            days=1
        )


async def test_nobody_is_told_of_what_happened_longer_than_a_day_ago() -> None:
    def finished(at: str) -> Files:
        def all_of_them(said: dict[str, Any]) -> None:
            said["records"]["repairs"]["at"] = at
            for step in said["records"]["repairs"]["then"]:
                step.update(chance=1, after=["PT1H"])

        return repairs({"samples/tiny.json": all_of_them})

    assert await _told(finished("2026-02-27T10:00:00+08:00")) == 0
    assert await _told(finished("2026-03-01T10:00:00+08:00")) == 5


async def _told(files: Files) -> int:
    """How many messages are to be sent after the sample."""
    async with house(files) as opened:
        assert (await play_sample(opened, sample(files))).refused == []
        waiting = await opened.store.outbox.claim(opened.clock.now(), 100, timedelta(minutes=1))
        return sum(one.kind == "message" for one in waiting)
