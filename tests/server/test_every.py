"""Rules that come again and again, on both databases: once for each moment, whoever dies, and no giant transaction."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import server.every as every_rules
from adapters.store.open import open_store
from engine.clock.clock import MovingClock
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.conditions.tree import Constant
from engine.packs.release import Release
from engine.ports.store import Selection, Sort, StoreUnavailable
from engine.values.record import Decision
from server.every import clock_scene, follow_rules
from server.house import EVERYTHING, House
from server.timers import LEASE, fire_due
from tests.builders.post_room import MORNING, add, post_room

START = datetime(2026, 3, 2, tzinfo=UTC)  # Monday, 08:00 in Shanghai
DUE = START + timedelta(minutes=45)
DAY = timedelta(days=1)


@asynccontextmanager
async def open_room(url: str, release: Release, clock: MovingClock) -> AsyncGenerator[House]:
    store = await open_store(url)
    try:
        await store.install(release)
        house = House(store, clock, release, {release.id: release})
        await follow_rules(house, clock_scene(house))
        yield house
    finally:
        await store.close()


async def make(house: House, entity: str = "ticket", **given: Any) -> str:
    assert isinstance(house.clock, MovingClock)
    house.clock.move_to(
        house.clock.now() + timedelta(milliseconds=1)
    )  # so that ids stand in the order of making
    values = {"subject": "It leaks", **given} if entity == "ticket" else given
    centre = values.pop("at_centre", None)
    asked = CreateRecord(house.scene(EVERYTHING), entity, values, centre=centre)
    made = await house.submit(create_record, asked)
    assert isinstance(made, Decision), made
    return str(made.answer["id"])


async def trails(house: House, entity: str = "ticket", field: str = "trail") -> list[Any]:
    page = await house.select(Selection(entity, Constant(holds=True), {}, (field,), (Sort("id"),), 200))
    return [record.values[field] for record in page.records]


async def ring(house: House, moment: datetime) -> Counter[str]:
    assert isinstance(house.clock, MovingClock)
    house.clock.move_to(moment)
    told = Counter[str]()
    while await fire_due(house, heard=lambda what: told.update([what])):
        pass
    return told


async def test_c1_a_rule_comes_on_each_working_day_for_every_record_that_is_meant(database_url: str) -> None:
    async with open_room(database_url, post_room(morning=MORNING), MovingClock(START)) as house:
        for waits in (False, True, False):
            await make(house, waits=waits)
        assert await ring(house, DUE - timedelta(seconds=1)) == {}
        assert await ring(house, DUE) == {"done": 2}
        assert await ring(house, DUE + timedelta(hours=1)) == {}
        assert await trails(house) == ["-m", "-", "-m"]
        await ring(house, DUE + DAY)
        (clock,) = await house.store.rule_clocks.all()
        # Wednesday is closed.
        assert (clock.due_at, clock.last_at, clock.moment) == (DUE + 3 * DAY, DUE + DAY, None)
        await ring(house, DUE + 2 * DAY)
        assert await trails(house) == ["-mm", "-", "-mm"]


async def test_history_says_which_rule_and_which_moment(database_url: str) -> None:
    async with open_room(database_url, post_room(morning=MORNING), MovingClock(START)) as house:
        id = await make(house)
        await ring(house, DUE + timedelta(seconds=9))
        line, _ = await house.store.history("ticket", id)
        assert (line.command, line.actor) == ("rule:morning", None)
        assert line.why["event"] == "every:morning"
        assert line.why["due_at"] == DUE.isoformat()


async def test_a27_after_an_outage_it_comes_once_and_not_once_for_each_missed_day(database_url: str) -> None:
    async with open_room(database_url, post_room(morning=MORNING), MovingClock(START)) as house:
        await make(house)
        await ring(house, DUE + 7 * DAY + timedelta(hours=5))
        assert await trails(house) == ["-m"]
        (clock,) = await house.store.rule_clocks.all()
        assert clock.due_at == DUE + 8 * DAY


@pytest.mark.parametrize(("if_late", "told"), [("skip", {"skipped": 1}), ("alarm", {"alarm": 1})])
async def test_if_late_leaves_a_missed_moment_out_or_to_a_person(
    database_url: str, if_late: str, told: dict[str, int]
) -> None:
    rule = {**MORNING, "when": {**MORNING["when"], "if_late": if_late}}
    async with open_room(database_url, post_room(morning=rule), MovingClock(START)) as house:
        await make(house)
        assert await ring(house, DUE + timedelta(hours=5)) == told
        assert await trails(house) == ["-"]
        incidents = await house.store.timers.incidents()
        assert [one.error for one in incidents] == (["late"] if if_late == "alarm" else [])
        for one in incidents:
            assert await house.store.timers.retry(one.id)
            await ring(house, DUE + timedelta(hours=6))
            assert await trails(house) == ["-m"]
        assert (await ring(house, DUE + DAY))["done"] == 2


async def test_several_pages_and_effects_around_them_go_in_order(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(every_rules, "PAGE", 3)
    rule = {
        **MORNING,
        "then": [
            {"create": "client", "set": {"email": "first@example.com"}},
            {"each": "ticket", "then": [add("1")]},
            {"each": "ticket", "then": [add("2")]},
            {"create": "client", "set": {"email": "last@example.com"}},
        ],
    }
    async with open_room(database_url, post_room(morning=rule), MovingClock(START)) as house:
        for _ in range(7):
            await make(house)
        told = await ring(house, DUE)
        assert told == {"done": 3, "walked": 4}
        assert await trails(house) == ["-12"] * 7
        assert {*await trails(house, "client", "email")} == {"first@example.com", "last@example.com"}


async def test_a_record_that_is_refused_is_passed_over_and_says_so(database_url: str) -> None:
    async with open_room(database_url, post_room(morning=MORNING), MovingClock(START)) as house:
        ids = [await make(house, cursed=cursed) for cursed in (False, True, False)]
        await ring(house, DUE)
        assert await trails(house) == ["-m", "-", "-m"]
        line = (await house.store.history("ticket", ids[1]))[0]
        assert line.command == "refused:rule:morning"
        assert await house.store.timers.incidents() == []


async def test_who_dies_in_the_middle_of_a_page_is_taken_over_from(database_url: str) -> None:
    async with open_room(database_url, post_room(morning=MORNING), MovingClock(START)) as house:
        ids = [await make(house) for _ in range(5)]
        store: Any = house.store
        submit, left = store.submit, 3

        async def dying(command: Any, asked: Any, *given: Any, **more: Any) -> Any:
            nonlocal left
            if isinstance(asked, every_rules.RunOnRecord):
                left -= 1
                if left < 0:
                    raise StoreUnavailable("gone")
            return await submit(command, asked, *given, **more)

        store.submit = dying
        with pytest.raises(StoreUnavailable):
            await ring(house, DUE)
        store.submit = submit
        assert Counter(await trails(house)) == {"-m": 3, "-": 2}
        assert await ring(house, DUE + LEASE) == {"done": 1}
        assert await trails(house) == ["-m"] * len(ids)


async def test_two_workers_do_each_record_once(database_url: str) -> None:
    release, clock = post_room(morning=MORNING), MovingClock(START)
    async with AsyncExitStack() as rooms:
        house = other = await rooms.enter_async_context(open_room(database_url, release, clock))
        if database_url.startswith("postgresql"):  # an SQLite file belongs to one process
            other = await rooms.enter_async_context(open_room(database_url, release, clock))
        for _ in range(150):
            await make(house)
        clock.move_to(DUE)

        async def work(here: House) -> None:
            for _ in range(30):
                await fire_due(here)
                await follow_rules(here, clock_scene(here))

        await asyncio.gather(work(house), work(other))
        assert Counter(await trails(house)) == {"-m": 150}


async def test_a_worker_whose_clock_is_behind_brings_no_moment_back(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_room(database_url, post_room(morning=MORNING), clock) as house:
        await make(house)
        await ring(house, DUE)
        clock.move_to(DUE - timedelta(seconds=30))
        await follow_rules(house, clock_scene(house))
        await ring(house, DUE)
        assert await trails(house) == ["-m"]


async def test_another_release_moves_and_ends_clocks(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_room(database_url, post_room(morning=MORNING), clock) as house:
        for when, due in (({**MORNING["when"], "at": "10:00"}, START + timedelta(hours=2)), (None, None)):
            release = post_room(**({"morning": {**MORNING, "when": when}} if when else {}))
            await house.store.install(release)
            house.switch(release)
            await follow_rules(house, clock_scene(house))
            assert [one.due_at for one in await house.store.rule_clocks.all()] == ([due] if due else [])
            assert await house.store.timers.next_due() == due


async def test_a23_each_centre_has_its_own_clock_and_calendar(database_url: str) -> None:
    rule = {
        "when": {"every": "P1D", "at": "08:45", "on_days": "working", "per": "centre"},
        "then": [
            {"create": "client", "set": {"email": "report@example.com", "letters": {"parameter": "bound"}}},
            {"each": "ticket", "then": [add("m")]},
        ],
    }
    async with open_room(database_url, post_room(morning=rule), MovingClock(START)) as house:
        east = await make(house, "centre", name="East")
        west = await make(house, "centre", name="West", time_zone="Europe/Berlin", calendar="late")
        house.settings["bound", west] = 9
        await follow_rules(house, clock_scene(house))
        for centre in (east, west, None):
            await make(house, at_centre=centre)
        saturday = datetime(2026, 3, 7, 7, 45, tzinfo=UTC)  # 08:45 in Berlin
        clocks = {one.centre: one.due_at for one in await house.store.rule_clocks.all()}
        assert clocks == {east: DUE, west: saturday}
        await ring(house, DUE)
        assert await trails(house) == ["-m", "-", "-"]
        await ring(house, saturday)
        assert (await trails(house))[1] == "-m"
        # What it makes belongs to the centre, whose own parameters count.
        assert {*await trails(house, "client", "centre")} == {east, west}
        assert {*await trails(house, "client", "letters")} == {3, 9}
        # A centre that moves takes its moments along.
        asked = ChangeRecord(house.scene(EVERYTHING), "centre", west, {"time_zone": "Asia/Shanghai"})
        assert isinstance(await house.submit(change_record, asked), Decision)
        await follow_rules(house, clock_scene(house))
        clocks = {one.centre: one.due_at for one in await house.store.rule_clocks.all()}
        assert clocks[west] == datetime(2026, 3, 14, 0, 45, tzinfo=UTC)


async def test_g16_a_rule_that_goes_wrong_leaves_its_next_moment_alone(database_url: str) -> None:
    wrong = {**MORNING, "then": [{"create": "ticket", "set": {"subject": "x", "cursed": True, "trail": "x"}}]}
    async with open_room(database_url, post_room(morning=wrong), MovingClock(START)) as house:
        assert await ring(house, DUE) == {"put_off": 1}
        for hour in range(1, 24):
            await ring(house, DUE + timedelta(hours=hour))
        (incident,) = await house.store.timers.incidents()
        assert incident.error == "invariants.broken rules.refused"
        (clock,) = await house.store.rule_clocks.all()
        assert clock.due_at == DUE + DAY
