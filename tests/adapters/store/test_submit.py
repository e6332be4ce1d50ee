import asyncio
import threading
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.ports.store import Ask, Idempotency, Reader
from engine.values.duration import Duration
from engine.values.ids import Ids
from engine.values.record import Change, Decision, New, Record, Removal
from engine.values.refusal import Kind, Refusal
from tests.builders.commands import (
    RELEASE,
    Make,
    Move,
    broken,
    figured,
    grow,
    make,
    making,
    move,
    moving,
    refused,
    seed,
)
from tests.builders.release import NOW, values


async def read_record(store: DatabaseStore, entity: str, id: str) -> Record | None:
    return await store.ask(lambda asked, read: read.record(entity, id), Ask(NOW, b""))


async def made(store: DatabaseStore, entity: str = "job", **given: Any) -> str:
    decision = await store.submit(make, making(entity, **given))
    assert isinstance(decision, Decision)
    return str(decision.answer["id"])


async def test_every_kind_of_value_comes_back_as_it_went_in(store: DatabaseStore) -> None:
    given: dict[str, Any] = {
        "title": "磨刀 “x”", "kind": "check", "tags": ("urgent", 'a"b\\c'), "price": Decimal("1234567.123456"), "hours": -(2**40),
        "due_on": date(2026, 2, 28), "starts": time(9, 30, 1), "due_at": datetime(2026, 3, 1, 23, 59, 59, 999999, UTC),
        "takes": Duration.parse("-P1M2DT3S"), "paid": True, "state": "open",
    }  # fmt: skip
    id = await made(store, **given)
    record = await read_record(store, "job", id)
    assert record is not None
    assert record.version == 1
    assert {name: record.values[name] for name in given} == given
    assert record.values["created_at"] == NOW
    assert record.values["phone"] is None
    changed: dict[str, Any] = {
        "tags": (),
        "price": Decimal("0.5"),
        "paid": False,
        "takes": None,
        "due_on": date(2027, 1, 1),
    }
    assert isinstance(await store.submit(move, moving(id, **changed)), Decision)
    record = await read_record(store, "job", id)
    assert record is not None
    assert record.version == 2
    assert {name: record.values[name] for name in changed} == changed
    assert record.values["title"] == given["title"]


async def test_a_find_matches_every_kind_of_value_and_absence(store: DatabaseStore) -> None:
    given: dict[str, Any] = {
        "hours": 3,
        "price": Decimal("2.5"),
        "due_on": date(2026, 1, 1),
        "paid": True,
        "tags": ("urgent",),
        "due_at": NOW,
    }
    first, second = await made(store, **given), await made(store, hours=3)

    def find(asked: Ask, read: Reader) -> tuple[tuple[str, ...], ...]:
        matches = [
            {"hours": 3},
            {"hours": 3, "price": None},
            *({name: value} for name, value in given.items()),
            {"hours": 4},
        ]
        return tuple(tuple(row.id for row in read.find("job", match)) for match in matches)

    both, absent, *rest, none = await store.ask(find, Ask(NOW, b""))
    assert both == tuple(sorted((first, second)))
    assert absent == (second,)
    assert [first in found for found in rest] == [True] * len(given)
    assert none == ()


async def test_a_group_with_good_refused_raising_and_colliding_commands(store: DatabaseStore) -> None:
    customer = await made(store, "customer", name="x")
    await made(store, customer=customer, kind="check", state="open")
    asks = [making(title=f"good {number}") for number in range(52)]
    clash: dict[str, Any] = {"customer": customer, "kind": "repair", "state": "open"}
    outcomes = await asyncio.gather(
        *(store.submit(make, ask) for ask in asks),
        *(store.submit(make, making(**clash)) for _ in range(5)),
        *(store.submit(broken, Ask(NOW, seed())) for _ in range(4)),
        *(store.submit(refused, Ask(NOW, seed())) for _ in range(4)),
        store.submit(make, making(customer=customer, kind="repair", state="done")),
        return_exceptions=True,
    )
    assert all(isinstance(outcome, Decision) for outcome in [*outcomes[:52], outcomes[-1]])
    collided = outcomes[52:57]
    assert [type(outcome) for outcome in collided].count(Decision) == 1
    refusal = next(outcome for outcome in collided if isinstance(outcome, Refusal))
    assert refusal.kind is Kind.CONFLICT
    assert refusal.reasons[0].code == "records.not_unique"
    assert refusal.reasons[0].text["zh-CN"].startswith("唯一 one_open")
    assert all(isinstance(outcome, ZeroDivisionError) for outcome in outcomes[57:61])
    assert all(isinstance(outcome, Refusal) and outcome.kind is Kind.FORBIDDEN for outcome in outcomes[61:65])
    assert (await store.read("select count(*) from e_job"))[0][0] == 55
    assert (await store.read("select count(*) from history"))[0][0] == 56


async def test_sixty_four_commands_on_one_record_all_count(store: DatabaseStore) -> None:
    id = await made(store, hours=0)
    outcomes = await asyncio.gather(*(store.submit(grow, moving(id)) for _ in range(64)))
    assert sorted(
        int(str(outcome.answer["version"])) for outcome in outcomes if isinstance(outcome, Decision)
    ) == [*range(2, 66)]
    record = await read_record(store, "job", id)
    assert record is not None
    assert (record.version, record.values["hours"]) == (65, 64)
    lines = await store.history("job", id)
    assert [line.version for line in lines] == [*range(65, 0, -1)]
    assert [(line.before, line.after) for line in lines[:-1]] == [
        ({"hours": n}, {"hours": n + 1}) for n in range(63, -1, -1)
    ]


async def test_history_comes_in_pages(store: DatabaseStore) -> None:
    id = await made(store, hours=0)
    for _ in range(4):
        await store.submit(grow, moving(id))
    first = await store.history("job", id, limit=3)
    second = await store.history("job", id, limit=3, cursor=first[-1].id)
    assert [line.version for line in [*first, *second]] == [5, 4, 3, 2, 1]


async def test_a_repeat_gets_the_stored_answer_and_changes_nothing(store: DatabaseStore) -> None:
    key = Idempotency("p1", "k1", "body")
    outcomes = await asyncio.gather(*(store.submit(make, making(), key) for _ in range(10)))
    later = await store.submit(make, making(), key)
    answers = {str(outcome.answer["id"]) for outcome in [*outcomes, later] if isinstance(outcome, Decision)}
    assert len(answers) == 1
    assert (await store.read("select count(*) from e_job"))[0][0] == 1
    other = await store.submit(make, making(), Idempotency("p1", "k1", "another body"))
    assert isinstance(other, Refusal)
    assert (other.kind, other.reasons[0].code) == (Kind.INVALID, "idempotency.reused")
    assert isinstance(await store.submit(make, making(), Idempotency("p2", "k1", "another body")), Decision)


async def test_a_key_may_be_used_again_after_a_day(store: DatabaseStore) -> None:
    key = Idempotency("p1", "k1", "body")
    await store.submit(make, making(), key)
    same = replace(making(), now=NOW + timedelta(hours=23))
    await store.submit(make, same, key)
    assert (await store.read("select count(*) from e_job"))[0][0] == 1
    outcome = await store.submit(
        make, replace(making(), now=NOW + timedelta(hours=25)), Idempotency("p1", "k1", "new")
    )
    assert isinstance(outcome, Decision)
    assert (await store.read("select count(*) from e_job"))[0][0] == 2


async def test_a_refused_command_does_not_use_its_key_up(store: DatabaseStore) -> None:
    key = Idempotency("p1", "k1", "body")
    assert isinstance(await store.submit(refused, Ask(NOW, seed()), key), Refusal)
    assert isinstance(await store.submit(make, making(), key), Decision)


async def test_numbers_of_a_counter_have_no_gaps_and_no_doubles(store: DatabaseStore) -> None:
    def number(asked: Ask, read: Reader) -> Decision:
        taken = read.serial("job") + 1
        return Decision({"number": taken}, serials={"job": taken})

    outcomes = await asyncio.gather(*(store.submit(number, Ask(NOW, seed())) for _ in range(100)))
    assert sorted(
        int(str(outcome.answer["number"])) for outcome in outcomes if isinstance(outcome, Decision)
    ) == [*range(1, 101)]
    assert (await store.submit(number, Ask(NOW, seed()))).answer == {"number": 101}  # type: ignore[union-attr]


async def test_a_guard_over_a_figure_sees_what_neighbours_wrote(store: DatabaseStore) -> None:
    """64 tries, all in one group, at a cap of three: exactly three pass."""
    job = await made(store)

    def note(asked: Ask, read: Reader) -> Decision | Refusal:
        found = figured(RELEASE, read, "notes_of_job", "job", job)
        if isinstance(found, int) and found >= 3:
            return refused(asked, read)
        new = New("note", Ids(asked.now, asked.seed).next(), values(RELEASE, "note", {"job": job}))
        return Decision({}, new=(new,))

    outcomes = await asyncio.gather(*(store.submit(note, Ask(NOW, seed())) for _ in range(64)))
    assert sum(isinstance(outcome, Decision) for outcome in outcomes) == 3
    assert (await store.read("select count(*) from e_note"))[0][0] == 3


async def test_figures_sum_and_exclude(store: DatabaseStore) -> None:
    job = await made(store)
    parts = [
        await made(store, "part", parent=job, price=Decimal(price), position=1)
        for price in ("1.25", "2.5", "4")
    ]

    def total(asked: Ask, read: Reader) -> object:
        price = RELEASE.sets["parts_price"]
        return [read.aggregate(price, job, (), out).value for out in (frozenset[str](), frozenset(parts[:2]))]

    assert await store.ask(total, Ask(NOW, b"")) == [Decimal("7.75"), Decimal(4)]


async def test_lines_are_removed_with_their_version(store: DatabaseStore) -> None:
    job = await made(store)
    part = await made(store, "part", parent=job, position=1)

    def remove(asked: Ask, read: Reader) -> Decision:
        line = read.record("part", part)
        assert line is not None
        return Decision({}, removals=(Removal("part", part, line.version),))

    await store.submit(remove, Ask(NOW, seed()))
    assert await read_record(store, "part", part) is None


async def test_a_link_to_nothing_is_refused_and_neighbours_live(store: DatabaseStore) -> None:
    outcomes = await asyncio.gather(
        store.submit(make, making(title="a")),
        store.submit(make, making(customer="0" * 26)),
        store.submit(make, making(title="b")),
    )
    assert isinstance(outcomes[1], Refusal)
    assert outcomes[1].reasons[0].code == "records.link_gone"
    assert (await store.read("select count(*) from e_job"))[0][0] == 2


async def test_a_decision_on_an_old_version_or_an_unknown_column_fails_alone(store: DatabaseStore) -> None:
    id = await made(store)

    def old(asked: Ask, read: Reader) -> Decision:
        read.record("job", id)
        return Decision({}, changes=(Change("job", id, 7, {"hours": 1}),))

    def unknown(asked: Ask, read: Reader) -> Decision:
        read.record("job", id)
        return Decision({}, changes=(Change("job", id, 1, {"nonsense": 1}),))

    outcomes = await asyncio.gather(
        store.submit(old, Ask(NOW, seed())), store.submit(unknown, Ask(NOW, seed())), store.submit(make, making()),
        return_exceptions=True,
    )  # fmt: skip
    assert [type(outcome).__name__ for outcome in outcomes] == ["Conflict", "KeyError", "Decision"]


async def test_people_go_before_bulk_commands_that_came_earlier(tmp_path: Path) -> None:
    """One writer: what waits when a group ends is taken people first."""
    store = await open_store(f"sqlite:///{tmp_path}/store.db")
    await store.install(RELEASE)
    begun, go = threading.Event(), threading.Event()

    def held(asked: Make, read: Reader) -> Decision:
        begun.set()
        go.wait(60)
        return make(asked, read)

    order: list[str] = []
    first = asyncio.create_task(one_of(order, "held", store.submit(held, making(), bulk=True)))
    await asyncio.to_thread(begun.wait)  # the writer is busy: what comes now waits
    bulk = [one_of(order, "bulk", store.submit(make, making(), bulk=True)) for _ in range(1000)]
    people = [one_of(order, "person", store.submit(make, making())) for _ in range(5)]
    tasks = [asyncio.create_task(one) for one in (*bulk, *people)]
    database: Any = store._database
    await asyncio.sleep(0)  # each begins, and stands in its queue
    assert (len(database._bulk), len(database._queue)) == (1000, 5)
    go.set()
    await asyncio.gather(first, *tasks)
    assert order == ["held", *["person"] * 5, *["bulk"] * 1000]
    await store.close()


async def test_people_are_served_while_bulk_commands_stand_still(postgres_database: str) -> None:
    """Two lanes: whatever holds bulk work up holds up nobody else."""
    store = await open_store(postgres_database)
    await store.install(RELEASE)
    lane, go = cast("Any", store)._database._lanes[True], asyncio.Event()
    connect = lane._connect

    async def held() -> Any:
        await go.wait()
        return await connect()

    lane._connect = held
    order: list[str] = []
    bulk = [
        asyncio.create_task(one_of(order, "bulk", store.submit(make, making(), bulk=True)))
        for _ in range(1000)
    ]
    await asyncio.gather(*(one_of(order, "person", store.submit(make, making())) for _ in range(5)))
    assert order == ["person"] * 5
    go.set()
    await asyncio.gather(*bulk)
    assert order[5:] == ["bulk"] * 1000
    await store.close()


async def one_of(order: list[str], name: str, done: Awaitable[Any]) -> None:
    """Write down when something is done."""
    assert isinstance(await done, Decision)
    order.append(name)


async def test_two_stores_on_one_postgresql_never_lose_an_update(postgres_database: str) -> None:
    first, second = await open_store(postgres_database), await open_store(postgres_database)
    try:
        await first.install(RELEASE)
        await second.install(RELEASE)
        ids = [await made(first, hours=0) for _ in range(3)]
        outcomes = await asyncio.gather(
            *(store.submit(grow, moving(id)) for _ in range(60) for store in (first, second) for id in ids)
        )
        done = sum(isinstance(outcome, Decision) for outcome in outcomes)
        rows = await first.read("select hours, version from e_job")
        assert sum(hours for hours, _ in rows) == done == 360
        assert all(version == hours + 1 for hours, version in rows)
        assert (await first.read("select count(*) from history"))[0][0] == 363
    finally:
        await first.close()
        await second.close()


async def test_a_second_process_may_not_open_the_same_sqlite_file(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    store = await open_store(url)
    with pytest.raises(RuntimeError, match="another process"):
        await open_store(url)
    await store.close()
    await (await open_store(url)).close()


async def test_many_are_run_in_order_and_each_gets_its_own_answer(store: DatabaseStore) -> None:
    """More than one group of them; a refusal and a repeat among them touch no other."""
    job = await made(store, hours=0)
    asks = [moving(job) for _ in range(150)]
    keys = [Idempotency("many", str(n if n != 70 else 69), "body") for n in range(150)]
    outcomes = await store.submit_all(grow, asks, keys)
    versions = [one.answer["version"] for one in outcomes if isinstance(one, Decision)]
    assert versions == [n + 2 - (n >= 70) for n in range(150)]
    assert (await store.read("select hours from e_job"))[0][0] == 149
    assert await store.submit_all(grow, []) == []


async def test_a_bug_among_many_is_raised_when_the_others_are_written(store: DatabaseStore) -> None:
    job = await made(store, hours=0)

    def sometimes(asked: Move, read: Reader) -> Decision | Refusal:
        return broken(asked, read) if asked.given else grow(asked, read)

    with pytest.raises(ZeroDivisionError):
        await store.submit_all(sometimes, [moving(job), moving(job, hours=9), moving(job)])
    assert (await store.read("select hours from e_job"))[0][0] == 2
