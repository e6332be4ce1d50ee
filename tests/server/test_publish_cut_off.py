"""A publish that dies on its way through the records in flight is finished by the next, or by a worker, each record once, on both databases."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from adapters.sink.sink import Sink
from adapters.store.open import open_store
from engine.clock.clock import MovingClock
from engine.queries.path_values import PathsAsk, path_values
from server import worker as work
from server.bootstrap import open_scratch
from server.house import EVERYTHING, House
from server.metrics import Metrics
from server.opening import house_of
from server.publish import prepare
from server.publish import publish as publish_whole
from server.timers import fire_due
from server.worker import STILL_AT_IT, Worker
from tests.architecture.tree import ROOT
from tests.builders.repairs import CLOCK, repairs
from tests.server.conftest import Shop, publish
from tests.server.publishes import with_deadline
from tests.server.shop import PACK, files, label
from tests.server.test_approvals import asked, waiting, workflow
from tests.server.test_publish import a_repair, without_given_up
from tests.server.test_publish_waits import WORK, with_approval

RECORDS, BEFORE_THE_KILL = 30, 6


async def whole(house: House, pack: dict[str, bytes]) -> None:
    made = await prepare(house, pack, open_scratch)
    assert made.is_ready, [one.code for one in made.reasons]
    await publish_whole(house, made, None)


async def times(house: House, ids: list[str]) -> Counter[int]:
    """How often the deadline has come for the repairs: how many there are of each."""
    found: list[int] = []
    for id in ids:
        values = await house.ask(path_values, PathsAsk(house.scene(EVERYTHING), "repair", id, ("price",)))
        assert values is not None
        price = values["price"]
        found.append(int(price) if isinstance(price, int | Decimal) else 0)
    return Counter(found)


async def test_a27_a_publish_that_is_killed_moves_the_timers_of_each_record_once(database_url: str) -> None:
    store, clock = await open_store(database_url), MovingClock(CLOCK)
    house = await house_of(store, clock)
    await whole(house, {**repairs()})
    ids = [await a_repair(house, "received", f"138001{number:05}") for number in range(RECORDS)]
    await store.close()
    process = subprocess.Popen(  # noqa: ASYNC220 - it is read from and killed by this test alone
        [sys.executable, "-m", "tests.server.publishes", database_url],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(BEFORE_THE_KILL)] == ["one\n"] * BEFORE_THE_KILL
    process.kill()
    process.communicate()
    store = await open_store(database_url)
    house = await house_of(store, clock)
    assert (house.live.version, house.live.id) == ("1.1.0", (await store.published.live()).id)  # type: ignore[union-attr]
    clock.move_to(CLOCK + timedelta(days=2))
    while await fire_due(house):
        pass
    late = (await times(house, ids))[1]
    assert BEFORE_THE_KILL <= late < RECORDS  # those that it came to before it was killed
    await whole(house, {**with_deadline("1.1.0")})
    while await fire_due(house):
        pass
    assert await times(house, ids) == {1: RECORDS}
    assert (await store.published.live()).moves_from is None  # type: ignore[union-attr]
    await store.close()


class Died(Exception):
    """The process is gone."""


async def test_a49_a_state_that_asks_from_now_on_asks_once_for_each_when_the_publish_is_cut_off(
    shop_on_both: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = shop_on_both
    plain = {**workflow(), "states": {**workflow()["states"], "asked": {"label": label("Asked")}}}
    moves = {name: one for name, one in plain["transitions"].items() if "when" not in one}
    moves["back"] = {"label": label("Back"), "from": ["asked"], "to": "open", "duty": "job.work"}
    allows = {**WORK["allows"], "transitions": [*WORK["allows"]["transitions"], "job.ask", "job.back"]}
    await publish(
        shop.house,
        **{"workflows__job": {**plain, "transitions": moves}, "duties__job.work": {**WORK, "allows": allows}},
    )
    ids = {await asked(shop) for _ in range(4)}
    newer = files(**{"pack": {**PACK["pack.json"], "version": "2.0.0"}, **with_approval()})
    submit, left = shop.house.submit, [2]

    async def dies(*args: Any) -> Any:
        if not left[0]:
            raise Died
        left[0] -= 1
        return await submit(*args)

    monkeypatch.setattr(shop.house, "submit", dies)
    with pytest.raises(Died):
        await whole(shop.house, {**newer})
    assert len(await waiting(shop, "zoe")) == 2
    monkeypatch.undo()
    later = await house_of(shop.house.store, shop.clock)
    await whole(later, {**newer})
    assert Counter(one["about"]["record"] for one in await waiting(shop, "zoe")) == dict.fromkeys(ids, 1)
    for id in ids:
        commands = [line.command for line in await shop.house.store.history("job", id)]
        assert commands.count("approval:price.asked") == 1


async def cut_off(house: House, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Publish a version without ``given_up``, whose repairs are to be collected; die after so many of them."""
    made = await prepare(house, without_given_up("2.0.0"), open_scratch, {"repair.given_up": "collected"})
    assert made.is_ready, [one.code for one in made.reasons]
    submit, left = house.submit, [after]

    async def dies(*args: Any) -> Any:
        if not left[0]:
            raise Died
        left[0] -= 1
        return await submit(*args)

    with monkeypatch.context() as patched:
        patched.setattr(house, "submit", dies)
        with pytest.raises(Died):
            await publish_whole(house, made, None)


async def states(house: House, ids: list[str]) -> list[object]:
    found: list[object] = []
    for id in ids:
        values = await house.ask(path_values, PathsAsk(house.scene(EVERYTHING), "repair", id, ("state",)))
        found.append((values or {}).get("state"))
    return found


async def test_a_worker_that_begins_finishes_a_publish_that_was_cut_off(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, clock = await open_store(database_url), MovingClock(CLOCK)
    house = await house_of(store, clock)
    await whole(house, {**repairs()})
    ids = [await a_repair(house, "given_up", f"138001{number:05}") for number in range(5)]
    await cut_off(house, monkeypatch, 2)
    assert Counter(await states(house, ids)) == {"collected": 2, "given_up": 3}
    await store.close()

    store = await open_store(database_url)
    house = await house_of(store, clock)
    worker = Worker(house, Sink(), Metrics())
    assert await worker.finish_once()
    assert await states(house, ids) == ["collected"] * 5, "where they go was kept with the publish"
    live = await store.published.live()
    assert live is not None
    assert (live.moves_from, live.moves_since, live.moves_to) == (None, None, None)
    assert not await Worker(house, Sink(), Metrics()).finish_once()
    lines = [line.command for id in ids for line in await store.history("repair", id)]
    assert sum("publish" in one for one in lines) == len(ids)
    await store.close()


async def test_a_worker_at_work_leaves_a_publish_alone_that_may_still_go_on(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "FOLLOW_EVERY", 0.0)
    store, clock = await open_store(database_url), MovingClock(CLOCK)
    house = await house_of(store, clock)
    await whole(house, {**repairs()})
    ids = [await a_repair(house, "given_up", f"138001{number:05}") for number in range(3)]
    worker = Worker(house, Sink(), Metrics())
    assert not await worker.finish_once()
    await cut_off(house, monkeypatch, 1)
    assert not await worker.finish_once()
    assert Counter(await states(house, ids))["given_up"] == 2
    clock.move_to(CLOCK + STILL_AT_IT)
    assert await worker.finish_once()
    assert await states(house, ids) == ["collected"] * 3
    await store.close()


async def test_published_again_it_needs_not_be_told_where_to_once_more(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await open_store(database_url)
    house = await house_of(store, MovingClock(CLOCK))
    await whole(house, {**repairs()})
    ids = [await a_repair(house, "given_up", f"138001{number:05}") for number in range(3)]
    await cut_off(house, monkeypatch, 1)
    await whole(house, {**without_given_up("2.0.0")})
    assert await states(house, ids) == ["collected"] * 3
    await store.close()
