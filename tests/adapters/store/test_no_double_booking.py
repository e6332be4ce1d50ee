"""Nothing is booked twice, by construction of the database: a booking writes the row of its counter, which is there once and has a version."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from typing import Any

import asyncpg
import pytest

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.commands.create_record import CreateRecord, create_record
from engine.facts.scene import Scene
from engine.limits.limit import USAGE
from engine.ports.store import Ask, Reader
from engine.values.record import Decision, New
from engine.values.refusal import Refusal
from tests.builders.commands import seed
from tests.builders.limits import ANN, NOW, desk
from tests.builders.reader import DictReader
from tests.builders.release import values

RELEASE = desk(
    {
        "room": {
            "on": {"hold": "ticket"},
            "per": ["topic"],
            "max": 1,
            "window": {"overlap": ["starts", "ends"]},
        }
    }
)
ROOMS = 40


def booking(room: str, begin: str = "10:00", end: str = "11:00") -> CreateRecord:
    times = {"starts": f"2026-03-03T{begin}:00+08:00", "ends": f"2026-03-03T{end}:00+08:00"}
    return CreateRecord(Scene(RELEASE, ANN, NOW, seed()), "ticket", {"topic": room, **times})


async def both(url: str) -> list[DatabaseStore]:
    """Two stores on one PostgreSQL, as two processes are, each with a lock of its own; SQLite lets in only one."""
    count = 1 if url.startswith("sqlite") else 2
    stores = [await open_store(url) for _ in range(count)]
    for store in stores:
        await store.install(RELEASE)

    def people(_asked: Ask, _read: Reader) -> Decision:
        return Decision(
            {},
            new=(
                New("person", "p1", values(RELEASE, "person", {"name": "P"}, NOW)),
                New(
                    "centre",
                    "c1",
                    values(RELEASE, "centre", {"name": "C", "time_zone": "Asia/Shanghai"}, NOW),
                ),
            ),
        )

    assert isinstance(await stores[0].submit(people, Ask(NOW, seed())), Decision)
    return [stores[0], stores[-1]]


async def rows(store: DatabaseStore, entity: str, **match: Any) -> list[Any]:
    return [*await store.ask(lambda _asked, read: read.find(entity, match, 5_000), Ask(NOW, b""))]


async def decided_blindly(store: DatabaseStore, count: int) -> list[Decision]:
    """Bookings of one time, each decided on what is stored now, and knowing nothing of the others."""
    scene = Scene(RELEASE, ANN, NOW, seed())
    kept = [row for name in ("person", "centre", "ticket") for row in await rows(store, name)]
    kept += await rows(store, USAGE, limit_id="room")
    found = [create_record(booking("r1"), DictReader(scene, kept)) for _ in range(count)]
    return [one for one in found if isinstance(one, Decision)]


def as_command(decision: Decision) -> Callable[[Ask, Reader], Decision]:
    """A command that insists on what was decided, whatever has happened since."""

    def command(_asked: Ask, read: Reader) -> Decision:
        for one in decision.changes:
            read.record(one.entity, one.id)
        return decision

    return command


@pytest.mark.parametrize("counted_before", [False, True], ids=["counter is missing", "counter is there"])
async def test_g12_bookings_that_were_decided_without_knowing_of_each_other_cannot_both_be_written(
    url: str, *, counted_before: bool
) -> None:
    stores = await both(url)
    if counted_before:
        assert isinstance(await stores[0].submit(create_record, booking("r1", "08:00", "09:00")), Decision)
    blind = await decided_blindly(stores[0], 8)
    assert len(blind) == 8
    outcomes = await asyncio.gather(
        *(stores[n % 2].submit(as_command(one), Ask(NOW, seed())) for n, one in enumerate(blind)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, Decision) for one in outcomes) == 1, outcomes
    booked = await rows(stores[0], "ticket", topic="r1")
    assert len(booked) == 1 + counted_before
    (counter,) = await rows(stores[0], USAGE, limit_id="room")
    assert counter.version == 1 + counted_before
    for store in {*stores}:
        await store.close()


async def test_g12_two_who_book_one_time_at_once_are_never_both_told_yes(url: str) -> None:
    """From two stores on PostgreSQL; from two threads on SQLite."""
    stores = await both(url)
    loop = asyncio.get_running_loop()

    def from_a_thread(store: DatabaseStore, asked: list[CreateRecord]) -> list[object]:
        waiting = [asyncio.run_coroutine_threadsafe(store.submit(create_record, one), loop) for one in asked]
        return [one.result(60) for one in waiting]

    halves = [
        [booking(f"r{n}", begin, end) for n in range(ROOMS)]
        for begin, end in (("10:00", "11:00"), ("10:30", "11:30"))
    ]
    first, second = await asyncio.gather(
        *(asyncio.to_thread(from_a_thread, store, half) for store, half in zip(stores, halves, strict=True))
    )
    for one, other in zip(first, second, strict=True):
        (refused,) = [outcome for outcome in (one, other) if isinstance(outcome, Refusal)]
        assert refused.reasons[0].code == "limits.full"
    assert len(await rows(stores[0], "ticket")) == ROOMS
    for store in {*stores}:
        await store.close()


INSERT = "insert into limit_usage (id, version, limit_id, counted, units) values ('room/x', 1, 'room', 'x', {units})"
UPDATE = "update limit_usage set version = version + 1 where id = 'room/x' and version = 1"


async def test_the_database_itself_lets_a_counter_begin_once_and_move_on_once_from_each_version(
    url: str,
) -> None:
    """Without any code of ours in between: two threads on SQLite, two connections on PostgreSQL."""
    store = (await both(url))[0]
    await store.close()
    sqlite = url.startswith("sqlite")
    for statement in (INSERT.format(units="'[]'" if sqlite else "'{}'"), UPDATE):
        done = await (by_threads if sqlite else by_connections)(url, statement)
        assert done == 1, statement


async def by_threads(url: str, statement: str) -> int:
    done: list[int] = []

    def write() -> None:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30)
        try:
            with connection:
                done.append(connection.execute(statement).rowcount)
        except sqlite3.IntegrityError:
            done.append(0)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        await asyncio.to_thread(thread.join)
    return sum(done)


async def by_connections(url: str, statement: str) -> int:
    connections = [await asyncpg.connect(url) for _ in range(2)]
    told = await asyncio.gather(*(one.execute(statement) for one in connections), return_exceptions=True)
    for connection in connections:
        await connection.close()
    return sum(str(one).endswith(" 1") for one in told)
