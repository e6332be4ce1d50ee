"""Firing timers, on both databases: never early, once, in order, whatever dies; what goes wrong holds up no other."""

import asyncio
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from engine.clock.clock import MovingClock
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.fire_timer import FireTimer, fire_timer
from engine.ports.store import Idempotency
from engine.values.record import Decision
from server.house import EVERYTHING, House
from server.timers import BATCH, JUDGED_EVERY, LEASE, MOST_ATTEMPTS, fire_due
from tests.architecture.tree import ROOT
from tests.server.clinic import START, a_job, open_bench, value

HOUR = timedelta(hours=1)


async def change(house: House, id: str, **given: Any) -> None:
    done = await house.submit(change_record, ChangeRecord(house.scene(EVERYTHING), "job", id, given))
    assert isinstance(done, Decision), done


async def ring(house: House, clock: MovingClock, moment: datetime) -> Counter[str]:
    """Everything that is due at this moment."""
    clock.move_to(moment)
    told = Counter[str]()
    while await fire_due(house, heard=lambda what: told.update([what])):
        pass
    return told


async def test_g7_a_timer_is_never_early_and_happens_once(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_bench(database_url, clock) as house:
        id = await a_job(house)
        assert await ring(house, clock, START + HOUR - timedelta(microseconds=1)) == {}
        assert await ring(house, clock, START + HOUR) == {"done": 1}
        assert await ring(house, clock, START + 1.5 * HOUR) == {}
        assert await value(house, id, "trail") == "-c"
        lines = await house.store.history("job", id)
        assert [line.command for line in lines] == ["deadline:job.open.chase", "create"]
        assert lines[0].actor is None


async def test_a28_the_timers_of_one_record_come_by_moment_then_order(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_bench(database_url, clock) as house:
        ids = [await a_job(house) for _ in range(3)]
        clock.move_to(START + 3 * HOUR)
        # Of each record the first alone; the next only when that is done.
        first = await house.store.timers.claim(clock.now(), 100, LEASE)
        assert sorted((one.record, one.name) for one in first) == [(id, "open.chase") for id in sorted(ids)]
        assert await house.store.timers.claim(clock.now(), 100, LEASE) == []
        await ring(house, clock, clock.now() + LEASE)
        assert [await value(house, id, "trail") for id in ids] == ["-c12"] * 3


async def test_a25_a_record_that_has_left_has_no_timers(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_bench(database_url, clock) as house:
        id = await a_job(house)
        await ring(house, clock, START + timedelta(days=1))
        assert await value(house, id, "state") == "shut"
        assert await house.store.timers.of_record(id) == []


async def test_a26_what_waits_is_judged_at_the_next_change_and_once_a_day(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_bench(database_url, clock) as house:
        daily, changed = await a_job(house, kept=True), await a_job(house, kept=True)
        due = START + timedelta(days=1)
        assert (await ring(house, clock, due))["waits"] == 2
        assert await ring(house, clock, due + HOUR) == {}
        (waiting,) = await house.store.timers.of_record(changed)
        assert waiting.error == "timers.waits workflows.guard"
        await change(house, changed, kept=False)
        assert await ring(house, clock, due + HOUR) == {"done": 1}
        assert await value(house, changed, "state") == "shut"
        assert await ring(house, clock, due + JUDGED_EVERY) == {"waits": 1}
        assert await value(house, daily, "state") == "open"


async def test_a26_a_change_that_comes_while_it_is_judged_is_not_missed(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_bench(database_url, clock) as house:
        id = await a_job(house, kept=True)
        await ring(house, clock, START + 3 * HOUR)
        clock.move_to(START + timedelta(days=1))
        timers: Any = house.store.timers
        put_off = timers.put_off

        async def after_a_change(*given: Any) -> bool:
            await change(house, id, kept=False)
            return await put_off(*given)

        timers.put_off = after_a_change
        assert await ring(house, clock, clock.now()) == {"waits": 1, "done": 1}
        assert await value(house, id, "state") == "shut"


async def test_g16_one_that_goes_wrong_becomes_an_incident_and_blocks_nobody(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_bench(database_url, clock) as house:
        cursed, fine = await a_job(house, cursed=True), await a_job(house)
        assert await ring(house, clock, START + HOUR) == {"put_off": 1, "done": 1}
        assert await value(house, fine, "trail") == "-c"
        told = Counter[str]()
        for _ in range(40):
            told += await ring(house, clock, clock.now() + HOUR)
        assert told["failed"] == 3  # chase, also and late, each by itself
        assert await value(house, cursed, "trail") == "-"
        assert await value(house, cursed, "state") == "shut"  # its own moment came all the same
        assert await value(house, fine, "trail") == "-c12"


async def test_g16_an_incident_says_why_and_may_be_tried_again(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_bench(database_url, clock) as house:
        id = await a_job(house, cursed=True)
        (timer,) = (one for one in await house.store.timers.of_record(id) if one.name == "open.chase")
        for _ in range(20):
            await ring(house, clock, clock.now() + HOUR)
        assert {one.name for one in await house.store.timers.incidents()} >= {"open.chase"}
        incident = next(one for one in await house.store.timers.incidents() if one.id == timer.id)
        assert incident.attempts == MOST_ATTEMPTS
        assert incident.error == "invariants.broken"
        await change(house, id, cursed=False)
        assert await house.store.timers.retry(timer.id)
        assert not await house.store.timers.retry(timer.id)
        assert (await ring(house, clock, clock.now()))["done"] >= 1
        assert "c" in await value(house, id, "trail")


async def test_a_worker_that_lost_its_lease_changes_nothing(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_bench(database_url, clock) as house:
        id = await a_job(house)
        clock.move_to(START + HOUR)
        (slow,) = await house.store.timers.claim(clock.now(), 10, LEASE)
        assert await ring(house, clock, clock.now() + LEASE) == {"done": 1}
        asked = FireTimer(house.scene(EVERYTHING), slow)
        again = await house.store.submit(fire_timer, asked, Idempotency("timer", slow.id, slow.name))
        assert isinstance(again, Decision)
        assert await value(house, id, "trail") == "-c"
        assert not await house.store.timers.put_off(slow, clock.now(), "x")


async def test_a_worker_that_is_killed_between_claim_and_commit_has_only_spent_a_try(
    database_url: str,
) -> None:
    clock = MovingClock(START)
    async with open_bench(database_url, clock) as house:
        ids = [await a_job(house) for _ in range(5)]
    process = _worker(database_url, "claim")
    _go(process)
    assert process.stdout is not None
    assert process.stdout.readline() == "claimed 5\n"
    process.kill()
    process.communicate()
    async with open_bench(database_url, clock, install=False) as house:
        now = START + HOUR + timedelta(minutes=10)
        assert await ring(house, clock, now) == {}  # the lease of the dead worker still runs
        assert await ring(house, clock, now + LEASE) == {"done": 5}
        assert [await value(house, id, "trail") for id in ids] == ["-c"] * 5


async def test_a_thousand_due_timers_fire_once_each_with_two_workers(database_url: str) -> None:
    clock = MovingClock(START)
    async with open_bench(database_url, clock) as house:
        ids = await asyncio.gather(*(a_job(house) for _ in range(1_000)))
        clock.move_to(START + HOUR)

        async def worker() -> int:
            done = 0
            while fired := await fire_due(house):
                done += fired
            return done

        counts = await asyncio.gather(worker(), worker())
        assert sum(counts) == 1_000
        assert min(counts) >= 1_000 % BATCH  # both had a share
        trails = Counter([await value(house, id, "trail") for id in ids])
        assert trails == {"-c": 1_000}


async def test_two_processes_share_what_is_due(postgres_database: str) -> None:
    clock = MovingClock(START)
    async with open_bench(postgres_database, clock) as house:
        ids = await asyncio.gather(*(a_job(house) for _ in range(400)))
    workers = [_worker(postgres_database), _worker(postgres_database)]
    for process in workers:
        _go(process)
    told = [Counter((await asyncio.to_thread(process.communicate))[0].split()) for process in workers]
    assert [process.returncode for process in workers] == [0, 0]
    assert sum(told, Counter()) == {"done": 400}
    async with open_bench(postgres_database, clock, install=False) as house:
        assert Counter([await value(house, id, "trail") for id in ids]) == {"-c": 400}


def _worker(url: str, *how: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.server.fires_timers", url, *how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def _go(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()
