"""A limit is never exceeded: a thousand tries at once, over every way in, grant just as many as there are units (G12)."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.access.duty import Actor
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.facts.scene import Scene
from engine.group.problems import STALE
from engine.limits.limit import USAGE
from engine.packs.release import Release
from engine.ports.store import Ask, Reader
from engine.values.record import Decision, New
from engine.values.refusal import Refusal
from tests.builders.commands import seed
from tests.builders.length import length
from tests.builders.limits import ANN, BEN, NOW, desk
from tests.builders.release import values

TRIES = length(1_000, 10_000)
RULE = {
    "when": {"transition": "ticket.note"},
    "then": [{"create": "call", "set": {"ticket": {"field": "id"}}}],
}


def limited(**limit: Any) -> Release:
    said = {"window": {"calendar": "day"}, **limit}
    return desk({"all": {key: one for key, one in said.items() if one is not None}}, rules={"follow": RULE})


async def opened(url: str, release: Release) -> DatabaseStore:
    store = await open_store(url)
    await store.install(release)
    return store


async def peopled(store: DatabaseStore, release: Release) -> None:
    """The people and places that the records point to."""

    def people(_asked: Ask, _read: Reader) -> Decision:
        found = [
            *(New("person", f"p{n}", values(release, "person", {"name": f"P{n}"}, NOW)) for n in (1, 2)),
            *(
                New(
                    "centre",
                    f"c{n}",
                    values(release, "centre", {"name": f"C{n}", "time_zone": "Asia/Shanghai"}, NOW),
                )
                for n in (1, 2)
            ),
        ]
        return Decision({}, new=tuple(found))

    assert isinstance(await store.submit(people, Ask(NOW, seed())), Decision)


def scene(release: Release, actor: Actor = ANN, now: datetime = NOW) -> Scene:
    return Scene(release, actor, now, seed())


def granted(outcomes: Sequence[object]) -> int:
    """How many were done; every other was refused because the limit was reached, none for another reason."""
    for one in outcomes:
        assert isinstance(one, Decision | Refusal), one
        if isinstance(one, Refusal):
            assert one.reasons[0].code in ("limits.full", STALE.code), one
    return sum(isinstance(one, Decision) for one in outcomes)


async def tickets(store: DatabaseStore, release: Release, count: int) -> list[str]:
    made = await asyncio.gather(
        *(
            store.submit(create_record, CreateRecord(scene(release, BEN), "ticket", {"topic": "t"}))
            for _ in range(count)
        )
    )
    return [str(one.answer["id"]) for one in made if isinstance(one, Decision)]


async def count_of(store: DatabaseStore, entity: str, **match: Any) -> int:
    found = await store.ask(lambda asked, read: read.find(entity, match, 5_000), Ask(NOW, b""))
    return len(found)


@pytest.mark.chaos
@pytest.mark.parametrize("most", [1, 3, 100])
async def test_g12_creating_moving_and_rules_grant_just_the_limit_together(url: str, most: int) -> None:
    release = limited(
        on=[{"create": "call", "as": {"topic": "ticket.topic"}}, {"transition": "ticket.claim"}],
        per=["topic"],
        max=most,
    )
    store = await opened(url, release)
    await peopled(store, release)
    ids = await tickets(store, release, 20)
    asks: list[Any] = []
    for place in range(TRIES):
        id = ids[place % len(ids)]
        asks.append(
            store.submit(create_record, CreateRecord(scene(release), "call", {"ticket": id}))
            if place % 2
            else store.submit(fire_transition, FireTransition(scene(release), "ticket", id, "note"))
        )
    outcomes = await asyncio.gather(*asks)
    assert granted(outcomes) == most
    assert await count_of(store, "call") == most
    assert isinstance(
        await store.submit(fire_transition, FireTransition(scene(release), "ticket", ids[0], "claim")),
        Refusal,
    )
    await store.close()


@pytest.mark.chaos
@pytest.mark.parametrize("most", [1, 3, 100])
async def test_g12_places_that_are_held_are_granted_just_once_each(url: str, most: int) -> None:
    release = limited(
        on={"hold": "ticket", "if": {"field": "state", "op": "eq", "value": "claimed"}},
        per=["owner"],
        max=most,
        window=None,
    )
    store = await opened(url, release)
    await peopled(store, release)
    ids = await tickets(store, release, 250)
    outcomes = await asyncio.gather(
        *(
            store.submit(
                fire_transition, FireTransition(scene(release), "ticket", ids[place % len(ids)], "claim")
            )
            for place in range(TRIES)
        )
    )
    done = sum(isinstance(one, Decision) for one in outcomes)
    assert done == most
    assert await count_of(store, "ticket", state="claimed", owner="p1") == most
    await store.close()


@pytest.mark.chaos
@pytest.mark.parametrize("most", [1, 3, 100])
@pytest.mark.parametrize("held", [False, True])
async def test_g12_two_processes_at_once_grant_just_the_limit_together(
    url: str, most: int, *, held: bool
) -> None:
    if url.startswith("sqlite"):
        return  # one process at a time holds an SQLite database
    on: dict[str, Any] = {"hold": "call"} if held else {"create": "call"}
    release = limited(on=on, per=["ticket"], max=most, **({"window": None} if held else {}))
    stores = [await opened(url, release) for _ in range(2)]
    await peopled(stores[0], release)
    (id,) = await tickets(stores[0], release, 1)
    outcomes = await asyncio.gather(
        *(
            stores[place % 2].submit(create_record, CreateRecord(scene(release), "call", {"ticket": id}))
            for place in range(TRIES)
        )
    )
    assert granted(outcomes) == most
    assert await count_of(stores[0], "call") == most
    for store in stores:
        await store.close()


async def test_a_counter_comes_back_as_it_was_written(url: str) -> None:
    release = limited(on={"create": "call"}, per=["ticket"], max=2)
    store = await opened(url, release)
    await peopled(store, release)
    (id,) = await tickets(store, release, 1)
    for used in (1, 2):
        made = await store.submit(create_record, CreateRecord(scene(release), "call", {"ticket": id}))
        assert isinstance(made, Decision)
        assert made.answer["limits"][0]["used"] == used  # type: ignore[index]
    row = await store.ask(lambda asked, read: read.record(USAGE, f'all/["{id}"]'), Ask(NOW, b""))
    assert row is not None
    assert (row.version, row.values["units"]) == (2, (f"{NOW.isoformat()} 1",) * 2)
    await store.close()
