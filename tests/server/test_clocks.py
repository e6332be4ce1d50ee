"""Clocks on both databases: missed in time, listened to, filtered and sorted by, with history (E14, A46)."""

import json
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from adapters.store.open import open_store
from engine.clock.clock import MovingClock
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.packs.check import check
from engine.ports.store import Selection
from engine.queries.list_records import ListAsk, select_records
from engine.queries.path_values import PathsAsk, path_values
from engine.values.record import Decision
from server.bootstrap import open_scratch
from server.house import EVERYTHING, House
from server.scenarios.run import run_scenarios
from server.timers import fire_due
from tests.builders.help_desk import START, files, text
from tests.builders.packs import compiled

HOUR = timedelta(hours=1)
PARTS = ("first_answer_status", "first_answer_due_at", "trail", "in_time")


class HelpDesk:
    """A house with the help desk in force, and its clock."""

    def __init__(self, house: House, clock: MovingClock) -> None:
        self.house, self.clock = house, clock

    async def ticket(self, name: str = "Bell", **given: Any) -> str:
        asked = CreateRecord(self.house.scene(EVERYTHING), "ticket", {"name": name, **given})
        return str((await self._done(self.house.submit(create_record, asked))).answer["id"])

    async def change(self, id: str, **given: Any) -> None:
        asked = ChangeRecord(self.house.scene(EVERYTHING), "ticket", id, given)
        await self._done(self.house.submit(change_record, asked))

    async def fire(self, id: str, transition: str) -> None:
        asked = FireTransition(self.house.scene(EVERYTHING), "ticket", id, transition, None)
        await self._done(self.house.submit(fire_transition, asked))

    async def pass_to(self, moment: datetime) -> Counter[str]:
        """Everything that is due until then, each at its moment."""
        told = Counter[str]()
        while (due := await self.house.store.timers.next_due()) is not None and due <= moment:
            self.clock.move_to(max(due, self.clock.now()))
            await fire_due(self.house, heard=lambda what: told.update([what]))
        self.clock.move_to(moment)
        return told

    async def stands(self, id: str) -> list[Any]:
        found = await self.house.ask(path_values, PathsAsk(self.house.scene(EVERYTHING), "ticket", id, PARTS))
        return [(found or {})[name] for name in PARTS]

    async def listed(self, *sort: str, **leaf: Any) -> list[Any]:
        asked = ListAsk("ticket", filter=leaf or None, sort=sort)
        selection = select_records(self.house.scene(EVERYTHING), asked)
        assert isinstance(selection, Selection), selection
        return [row.values["name"] for row in (await self.house.select(selection)).records]

    @staticmethod
    async def _done(asked: Awaitable[object]) -> Decision:
        done = await asked
        assert isinstance(done, Decision), done
        return done


@asynccontextmanager
async def help_desk(url: str, **clock: Any) -> AsyncGenerator[HelpDesk]:
    release, moving = compiled(files(**clock)), MovingClock(START)
    store = await open_store(url)
    try:
        await store.install(release)
        yield HelpDesk(House(store, moving, release, {release.id: release}), moving)
    finally:
        await store.close()


async def test_a46_a_clock_is_missed_in_time_and_stays_so(database_url: str) -> None:
    async with help_desk(database_url) as desk:
        id = await desk.ticket()
        due = START + 4 * HOUR
        assert await desk.stands(id) == ["running", due, "-", True]
        await desk.pass_to(due - timedelta(microseconds=1))
        assert await desk.stands(id) == ["running", due, "-w", True]
        await desk.pass_to(due)
        assert await desk.stands(id) == ["missed", due, "-wm", False]
        await desk.pass_to(due + HOUR)
        assert await desk.stands(id) == ["missed", due, "-wml", False]
        await desk.fire(id, "answer")
        assert await desk.stands(id) == ["missed", None, "-wml", False]
        assert await desk.house.store.timers.of_record(id) == []
        commands = [line.command for line in await desk.house.store.history("ticket", id)]
        assert "clock:ticket.first_answer" in commands
        (missed,) = [
            line
            for line in await desk.house.store.history("ticket", id)
            if line.command == "clock:ticket.first_answer"
        ]
        assert missed.actor is None
        assert missed.after["first_answer_status"] == "missed"


async def test_a46_a_new_target_moves_what_is_due_from_the_original_start(database_url: str) -> None:
    async with help_desk(database_url) as desk:
        id = await desk.ticket()
        await desk.pass_to(START + HOUR)
        await desk.change(id, urgent=True)
        assert (await desk.stands(id))[:2] == ["running", START + 2 * HOUR]
        await desk.change(id, urgent=False)
        assert (await desk.stands(id))[:2] == ["running", START + 4 * HOUR]
        await desk.pass_to(START + 3 * HOUR)
        await desk.change(id, urgent=True)
        assert await desk.stands(id) == ["missed", START + 2 * HOUR, "-m", False]


async def test_a46_a_pause_ends_what_is_due_and_working_time_goes_on_after_it(database_url: str) -> None:
    async with help_desk(database_url) as desk:
        id = await desk.ticket()
        await desk.pass_to(START + HOUR)
        await desk.fire(id, "ask")
        assert (await desk.stands(id))[:2] == ["paused", None]
        assert await desk.house.store.timers.of_record(id) == []
        await desk.pass_to(START + 24 * HOUR)
        await desk.fire(id, "told")  # after eight hours of the desk
        assert (await desk.stands(id))[:2] == ["running", START + 27 * HOUR]
        names = {one.name: one.due_at for one in await desk.house.store.timers.of_record(id)}
        assert names["clock:first_answer"] == START + 27 * HOUR
        await desk.pass_to(START + 26 * HOUR)
        await desk.fire(id, "answer")
        assert await desk.stands(id) == ["met", None, "-", True]
        assert await desk.pass_to(START + 200 * HOUR) == {}


async def test_a51_a_final_state_ends_the_clock(database_url: str) -> None:
    async with help_desk(database_url) as desk:
        id = await desk.ticket()
        await desk.fire(id, "drop")
        assert await desk.pass_to(START + 200 * HOUR) == {}
        assert (await desk.stands(id))[:2] == [None, None]


async def test_a_clock_whose_parameter_has_grown_since_is_due_later(database_url: str) -> None:
    async with help_desk(database_url, target={"parameter": "answer_within"}) as desk:
        id = await desk.ticket()
        house = desk.house
        release = compiled(
            {
                **files(target={"parameter": "answer_within"}),
                "pack.json": {
                    **files()["pack.json"],
                    "parameters": {
                        "answer_within": {
                            **files()["pack.json"]["parameters"]["answer_within"],
                            "default": "PT6H",
                        }
                    },
                },
            }
        )
        desk.house = House(house.store, desk.clock, release, {release.id: release})
        await desk.pass_to(START + 4 * HOUR)
        assert (await desk.stands(id))[:2] == ["running", START + 6 * HOUR]
        await desk.pass_to(START + 6 * HOUR)
        assert (await desk.stands(id))[0] == "missed"


async def test_lists_filter_and_sort_by_how_a_clock_stands(database_url: str) -> None:
    async with help_desk(database_url) as desk:
        await desk.ticket("slow")
        await desk.ticket("fast", urgent=True)
        done = await desk.ticket("done")
        await desk.fire(done, "answer")
        running = {"field": "first_answer.status", "op": "eq", "value": "running"}
        assert await desk.listed("first_answer.due_at", **running) == ["fast", "slow"]
        assert await desk.listed("-first_answer_due_at", **running) == ["slow", "fast"]
        assert await desk.listed(field="first_answer.due_at", op="lt", value="2026-03-02T04:00:00Z") == [
            "fast"
        ]


SAMPLE = {
    "kind": "sample", "label": text("Tiny"), "seed": 1, "clock": "2026-03-02T09:00:00+08:00",
    "centres": {"north": {"name": "North"}},
    "people": {"ana": {"name": "Ana", "role": "agent", "centre": "north"}},
    "records": {},
}  # fmt: skip


async def test_a_scenario_with_a_pause_over_night() -> None:
    trial = {
        "kind": "scenario",
        "label": text("Trial"),
        "clock": "2026-03-02T15:00:00+08:00",
        "sample": "tiny",
        "steps": [
            {
                "as": "@ana", "create": "ticket", "creates": "t1", "set": {"name": "Bell"},
                "expect": {"t1": {"first_answer_status": "running", "first_answer_due_at": "2026-03-03T11:00:00+08:00"}},
            },
            {"at": "+PT1H", "as": "@ana", "do": "ticket.ask", "on": "t1", "expect": {"t1": {"first_answer_status": "paused"}}},
            {
                "at": "+PT18H", "as": "@ana", "do": "ticket.told", "on": "t1",
                "expect": {"t1": {"first_answer_due_at": "2026-03-03T13:00:00+08:00", "first_answer_elapsed": "PT1H"}},
            },
            {
                "at": "+PT4H", "as": "@ana", "do": "ticket.answer", "on": "t1",
                "expect": {"t1": {"first_answer_status": "missed", "first_answer_elapsed": "PT5H", "trail": "-wml"}},
            },
        ],
    }  # fmt: skip
    said = {**files(), "samples/tiny.json": SAMPLE, "tests/trial.json": trial}
    raw = {path: json.dumps(content, ensure_ascii=False).encode() for path, content in said.items()}
    checked = check(raw)
    assert checked.errors == ()
    (result,) = (await run_scenarios(checked, raw, open_scratch, only=["trial"])).results
    assert result.differences == ()
