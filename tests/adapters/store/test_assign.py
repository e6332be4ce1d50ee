"""Assigning on both databases: fair and exact however many ask at once, and no question for each candidate."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.access.duty import Actor, Holding
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.set_absences import SetAbsences, set_absences
from engine.facts.scene import Scene
from engine.group.picture import Picture
from engine.group.reader import PictureReader
from engine.packs.release import Release
from engine.ports.store import Ask, Reader
from engine.values.need import Missing
from engine.values.record import Decision, New
from engine.values.refusal import Refusal
from tests.builders.commands import seed
from tests.builders.couriers import DESK, NOW, firm
from tests.builders.release import values

ALL = {"duty": "carry"}


async def opened(url: str, release: Release, couriers: int = 5) -> DatabaseStore:
    """A store with a centre, a dispatcher, and couriers p1 ..."""
    store = await open_store(url)
    await store.install(release)
    ids = ["d1", *(f"p{n}" for n in range(1, couriers + 1))]

    def people(_asked: Ask, _read: Reader) -> Decision:
        centre = values(release, "centre", {"name": "C", "time_zone": "Asia/Shanghai"}, NOW)
        persons = [
            New("person", id, values(release, "person", {"name": id, "active": True}, NOW)) for id in ids
        ]
        return Decision({}, new=(New("centre", "c1", centre), *persons))

    assert isinstance(await store.submit(people, Ask(NOW, seed())), Decision)
    for id in ids:
        await store.people.set_holdings(id, (Holding("dispatcher" if id == "d1" else "courier", "c1"),))
    return store


def scene(release: Release, settings: dict[Any, Any] | None = None, actor: Actor = DESK) -> Scene:
    return Scene(release, actor, NOW, seed(), settings=settings or {})


async def errands(store: DatabaseStore, release: Release, count: int) -> list[str]:
    made = await asyncio.gather(
        *(store.submit(create_record, CreateRecord(scene(release), "errand", {})) for _ in range(count))
    )
    return [str(one.answer["id"]) for one in made if isinstance(one, Decision)]


async def given(
    stores: list[DatabaseStore], release: Release, ids: list[str], settings: dict[Any, Any] | None = None
) -> list[Decision | Refusal]:
    asks = [FireTransition(scene(release, settings), "errand", id, "give") for id in ids]
    return await asyncio.gather(
        *(stores[n % len(stores)].submit(fire_transition, ask) for n, ask in enumerate(asks))
    )


async def owners(store: DatabaseStore) -> Counter[Any]:
    found = await store.ask(lambda asked, read: read.find("errand", {"state": "open"}, 5_000), Ask(NOW, b""))
    return Counter(one.values["owner"] for one in found if one.values["owner"])


@pytest.mark.parametrize("by", ["in_turn", "least_loaded", {"weight": 1}])
async def test_e9_many_at_once_are_shared_out_evenly(url: str, by: Any) -> None:
    release = firm({"from": ALL, "by": by, "within": ["bag"]})
    store = await opened(url, release)
    ids = await errands(store, release, 100)
    outcomes = await given([store], release, ids, {("bag", None): 50})
    assert all(isinstance(one, Decision) for one in outcomes)
    assert await owners(store) == {f"p{n}": 20 for n in range(1, 6)}
    await store.close()


async def test_e9_many_at_once_never_go_beyond_a_limit(url: str) -> None:
    release = firm({"from": ALL, "within": ["bag"], "else": [{"unassign": True}]})
    store = await opened(url, release)
    ids = await errands(store, release, 60)
    await given([store], release, ids, {("bag", None): 7})
    assert await owners(store) == {f"p{n}": 7 for n in range(1, 6)}
    await store.close()


async def test_e9_two_processes_share_out_evenly_together(url: str) -> None:
    if url.startswith("sqlite"):
        return  # one process at a time holds an SQLite database
    release = firm({"from": ALL})
    first = await opened(url, release)
    second = await open_store(url)
    await second.install(release)
    ids = await errands(first, release, 100)
    outcomes = await given([first, second], release, ids)
    done = sum(isinstance(one, Decision) for one in outcomes)
    shares = await owners(first)
    assert sum(shares.values()) == done
    assert max(shares.values()) - min(shares.values()) <= 1
    for store in (first, second):
        await store.close()


async def test_the_absent_are_passed_over_and_absences_come_back_as_they_were_written(url: str) -> None:
    release = firm({"from": ALL})
    store = await opened(url, release, couriers=2)
    said = [{"from": "2026-03-02", "until": "2026-03-03"}]
    for version in (1, 2):
        outcome = await store.submit(set_absences, SetAbsences(scene(release, actor=Actor("p1")), "p1", said))
        assert isinstance(outcome, Decision)
        assert outcome.answer["version"] == version
    await given([store], release, await errands(store, release, 3))
    assert await owners(store) == {"p2": 3}
    await store.close()


async def test_the_number_of_questions_does_not_grow_with_the_number_of_people(url: str) -> None:
    """Each round of questions is one for all; within a round one statement for each table and figure."""
    release = firm({"from": ALL, "by": "least_loaded", "within": ["bag"]})
    counts: list[tuple[int, int]] = []
    store = await opened(url, release, couriers=40)
    (id,) = await errands(store, release, 1)
    for people in (3, 40):
        for n in range(people, 40):
            await store.people.set_holdings(f"p{n + 1}", ())
        in_force = store._running()
        picture: Picture = in_force.picture()
        rounds = statements = 0
        while True:
            try:
                outcome = fire_transition(
                    FireTransition(scene(release), "errand", id, "give"), PictureReader(picture)
                )
            except Missing as miss:
                queries = in_force.loader.queries(miss.needs)
                rounds, statements = rounds + 1, statements + len(queries)
                await store._database.load(picture, queries)
            else:
                assert isinstance(outcome, Decision)
                break
        counts.append((rounds, statements))
        for n in range(people, 40):
            await store.people.set_holdings(f"p{n + 1}", (Holding("courier", "c1"),))
    assert counts[0] == counts[1], counts
    assert counts[0][1] < 20
    await store.close()
