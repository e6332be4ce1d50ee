"""Pools on both databases: each record goes to just one of many who claim it at once, and lists hide what they must."""

import asyncio
from typing import Any

from adapters.store.store import DatabaseStore
from engine.access.duty import Actor
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.packs.release import Release
from engine.pools.pool import STAY
from engine.ports.store import Ask
from engine.queries.list_records import ListAsk, select_records, show_rows
from engine.queries.pools import PoolsAsk, pools_of
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.adapters.store.test_assign import opened, owners, scene
from tests.builders.couriers import DESK, NOW, courier, pooled

TRIES = 1_000
BOSS = Actor(None, everything=True)


async def filled(store: DatabaseStore, release: Release, count: int, **values: Any) -> list[str]:
    """Errands that lie in the shed."""
    asks = [
        CreateRecord(scene(release, actor=BOSS), "errand", values, state="shed", centre="c1")
        for _ in range(count)
    ]
    made = await asyncio.gather(*(store.submit(create_record, ask) for ask in asks))
    return [str(one.answer["id"]) for one in made if isinstance(one, Decision)]


def claim(
    store: DatabaseStore, release: Release, id: str, person: str, settings: dict[Any, Any] | None = None
) -> Any:
    ask = FireTransition(scene(release, settings, courier(person)), "errand", id, "take")
    return store.submit(fire_transition, ask)


async def test_two_who_claim_at_once_one_gets_it_and_the_other_learns_nothing(url: str) -> None:
    release = pooled()
    store = await opened(url, release)
    (id,) = await filled(store, release, 1, phone="13800000001", topic="Box")
    outcomes = await asyncio.gather(*(claim(store, release, id, f"p{n}") for n in range(1, 6)))
    won = [one for one in outcomes if isinstance(one, Decision)]
    lost = [one for one in outcomes if isinstance(one, Refusal)]
    assert (len(won), len(lost)) == (1, 4)
    (owner,) = await owners(store)
    for refusal in lost:
        assert [reason.code for reason in refusal.reasons] == ["workflows.not_from_here"]
        assert owner not in str(refusal)
        assert "138" not in str(refusal)
    await store.close()


async def test_g12_a_thousand_claims_at_once_keep_every_cap_exactly(url: str) -> None:
    release = pooled()
    store = await opened(url, release)
    ids = await filled(store, release, 100)
    settings = {("takes", None): 12, ("bag", None): 9}
    outcomes = await asyncio.gather(
        *(
            claim(store, release, ids[place % len(ids)], f"p{place % 5 + 1}", settings)
            for place in range(TRIES)
        )
    )
    assert all(isinstance(one, Decision | Refusal) for one in outcomes)
    assert await owners(store) == {f"p{n}": 9 for n in range(1, 6)}
    assert sum(isinstance(one, Decision) for one in outcomes) == 45
    left = await store.ask(lambda asked, read: read.find("errand", {"state": "shed"}, 5_000), Ask(NOW, b""))
    assert len(left) == 55
    assert {one.values["owner"] for one in left} == {None}
    await store.close()


async def listed(store: DatabaseStore, release: Release, actor: Actor, **ask: Any) -> list[Any]:
    asked = ListAsk("errand", **ask)
    selection = select_records(scene(release, actor=actor), asked)
    assert not isinstance(selection, Refusal), selection
    page = await store.select(selection)
    return show_rows(scene(release, actor=actor), asked, page.records)


async def test_lists_searches_sorts_and_filters_hide_what_the_pool_hides(url: str) -> None:
    release = pooled()
    store = await opened(url, release)
    (id,) = await filled(store, release, 1, phone="13800000001", topic="Box", heavy=True)
    heavy = {"field": "heavy", "op": "eq", "value": True}
    topic = {"field": "topic", "op": "eq", "value": "Box"}
    me = courier("p1")
    (row,) = await listed(store, release, me, filter=topic)
    assert row["values"]["topic"] == "Box"
    assert {"phone", "heavy"} & row["values"].keys() == set()
    assert await listed(store, release, me, filter=heavy) == []
    assert await listed(store, release, me, sort=("heavy",)) == []
    assert await listed(store, release, me, search="0000001") == []
    for ask in ({"filter": heavy}, {"sort": ("heavy",)}, {"search": "0000001"}):
        assert [one["id"] for one in await listed(store, release, DESK, **ask)] == [id]
    assert isinstance(await claim(store, release, id, "p1"), Decision)
    assert [one["id"] for one in await listed(store, release, me, filter=heavy)] == [id]
    assert (await listed(store, release, me, sort=("heavy",)))[0]["values"]["heavy"] is True
    await store.close()


async def test_the_overview_says_what_is_used_and_what_must_be_waited_for(url: str) -> None:
    release = pooled()
    store = await opened(url, release)
    first, second = await filled(store, release, 2)
    assert isinstance(await claim(store, release, first, "p1"), Decision)
    assert isinstance(await claim(store, release, second, "p1"), Decision)
    back = FireTransition(scene(release, actor=courier("p1")), "errand", first, "put_back")
    assert isinstance(await store.submit(fire_transition, back), Decision)
    (pool,) = await store.ask(pools_of, PoolsAsk(scene(release, actor=courier("p1"))))  # type: ignore[misc]
    told: Any = pool
    assert [(one["limit"], one["used"], one["max"]) for one in told["claim"]["limits"]] == [
        ("takes", 2, 3),
        ("bag", 1, 50),
    ]
    assert told["waiting"] == [{"record": first, "until": "2026-03-09T01:00:00Z"}]
    assert await store.ask(pools_of, PoolsAsk(scene(release))) == []
    stay = await store.ask(lambda asked, read: read.record(STAY, f"errand/{first}"), Ask(NOW, b""))
    assert stay is not None
    assert (stay.values["former_owner"], stay.values["entered"], stay.values["left"]) == ("p1", NOW, None)
    await store.close()
