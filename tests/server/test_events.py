"""Events: who may see it is told that something has changed, by whatever process, and never what."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from engine.access.duty import Holding
from server.events.hub import MOST_STREAMS, Hub
from server.events.stream import Stream
from server.routes import events as beating
from server.settings import Settings
from server.sign_in.actors import actor_of
from tests.server.conftest import BASE, PASSWORD, Shop, open_shop
from tests.server.process import running
from tests.server.test_titles import made
from tests.services import postgres

JOBS = "/api/v1/records/job"


async def listening(shop: Shop, hub: Hub, who: str) -> Stream:
    actor = await actor_of(shop.house, shop.people[who])
    assert actor is not None
    stream = Stream(f"account-{who}", actor)
    hub.join(stream)
    return stream


def told(stream: Stream) -> list[tuple[str, str]]:
    """Each event that waits: its name and its data."""
    found: list[tuple[str, str]] = []
    while not stream.waiting.empty():
        part = stream.waiting.get_nowait()
        if part is not None:
            lines = dict(line.split(": ", 1) for line in part.decode().strip().split("\n"))
            found.append((lines["event"], lines["data"]))
    return found


@asynccontextmanager
async def hub_of(shop: Shop) -> AsyncGenerator[Hub]:
    hub = Hub(shop.house, every=3_600)
    try:
        yield hub
    finally:
        await hub.stop()


async def test_a_change_is_told_to_whom_it_concerns(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with hub_of(shop) as hub:
        ann, max_, sue = [await listening(shop, hub, who) for who in ("ann", "max", "sue")]
        job = await made(shop, "ann", "job", title="Secret bike")
        await hub.look()
        event = ("record", f'{{"entity":"job","id":"{job}","version":1}}')
        assert told(ann) == [event, ("queue", "{}")]
        assert told(max_) == [event]
        assert told(sue) == []  # of the other centre
        await hub.look()
        assert told(ann) == []  # nothing is told twice
        async with shop.client("max") as client:
            await client.post(f"{JOBS}/{job}/transitions/start", json={})
        await hub.look()
        assert told(max_) == [("record", f'{{"entity":"job","id":"{job}","version":2}}')]


async def test_what_another_process_commits_is_told_too(
    settings: Settings, postgres_url: str, password_hash: str
) -> None:
    async with postgres.fresh_database(postgres_url) as address:
        here = replace(settings, database_url=address)
        async with (
            open_shop(here, password_hash) as shop,
            open_shop(here, password_hash, fresh=False) as other,
            hub_of(shop) as hub,
        ):
            ann = await listening(shop, hub, "ann")
            other.tokens = shop.tokens
            job = await made(other, "ann", "job", title="Bike")
            await hub.look()
            assert told(ann)[0][1].startswith(f'{{"entity":"job","id":"{job}"')


async def test_a_task_of_ones_duty_changes_the_queue(shop: Shop) -> None:
    customer = await made(shop, "ann", "customer", name="Guest")
    job = await made(shop, "ann", "job", title="Bike", customer=customer)
    async with hub_of(shop) as hub:
        nil = await listening(shop, hub, "nil")
        nil.actor = replace(nil.actor, holdings=(Holding("desk", shop.centres["north"]),))
        async with shop.client("max") as client:
            await client.post(f"{JOBS}/{job}/transitions/start", json={})
            await hub.look()
            assert {name for name, _ in told(nil)} == {"record"}  # the job is not theirs
            body = {"input": {"price": 10, "reason": "done"}}
            done = await client.post(f"{JOBS}/{job}/transitions/finish", json=body)
            assert done.status_code == 200, done.text
        await hub.look()
        assert {name for name, _ in told(nil)} == {"record", "queue"}


async def test_who_comes_back_hears_what_was_missed(shop: Shop) -> None:
    since = shop.clock.now()
    job = await made(shop, "ann", "job", title="Bike")
    async with hub_of(shop) as hub:
        ann = await listening(shop, hub, "ann")
        await hub.missed(ann, since)
        assert [data for name, data in told(ann) if name == "record"] == [
            f'{{"entity":"job","id":"{job}","version":1}}'
        ]


async def test_streams_are_bounded(shop: Shop) -> None:
    async with hub_of(shop) as hub:
        streams = [await listening(shop, hub, "ann") for _ in range(MOST_STREAMS + 1)]
        assert [one.ended for one in streams] == [True, *[False] * MOST_STREAMS]
        for number in range(300):
            streams[1].tell("record", shop.clock.now(), number=number)
        assert streams[1].waiting.qsize() <= 100
        assert "reset" in {name for name, _ in told(streams[1])}


async def test_posts_decide_what_is_told(shop: Shop) -> None:
    async with hub_of(shop) as hub:
        nil = await listening(shop, hub, "nil")
        await made(shop, "ann", "job", title="Bike")
        await hub.look()
        assert told(nil) == []
        nil.actor = replace(nil.actor, holdings=(Holding("owner", None),))
        shop.clock.move_to(shop.clock.now() + timedelta(seconds=30))
        await made(shop, "ann", "job", title="Bell")
        await hub.look()
        assert [name for name, _ in told(nil)] == ["record"]


async def test_over_http_a_stream_tells_and_ends_with_the_session(
    settings: Settings, password_hash: str, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/shop.sqlite"
    async with open_shop(replace(settings, database_url=url), password_hash):
        pass
    with running(url, tmp_path) as server:
        async with httpx.AsyncClient(base_url=server.url, timeout=30) as client:
            signed = await client.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})
            headers = {"X-CSRF-Token": signed.json()["csrf"], "Origin": server.url}
            lines: list[str] = []
            heard = asyncio.Event()

            async def listen() -> None:
                async with client.stream("GET", "/api/v1/events") as answer:
                    assert answer.headers["content-type"] == "text/event-stream"
                    async for line in answer.aiter_lines():
                        lines.append(line)
                        if line.startswith(("event: record", "retry")):
                            heard.set()

            task = asyncio.create_task(listen())
            await asyncio.wait_for(heard.wait(), 20)
            heard.clear()
            body: dict[str, Any] = {"input": {"title": "Bike"}}
            assert (await client.post(JOBS, json=body, headers=headers)).status_code == 201
            await asyncio.wait_for(heard.wait(), 20)
            assert (await client.delete("/api/v1/session", headers=headers)).status_code == 204
            signed = await client.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})
            headers["X-CSRF-Token"] = signed.json()["csrf"]
            assert (await client.post(JOBS, json=body, headers=headers)).status_code == 201
            await asyncio.wait_for(task, 25)  # what happens next is not told to who has signed out
    assert any(line.startswith("id: ") for line in lines)
    assert not any("Bike" in line for line in lines)


async def test_a_stream_beats_and_ends_at_the_beat_after_the_sign_out(shop: Shop, monkeypatch: Any) -> None:
    """In one process: the answer is whole when the stream has ended."""
    monkeypatch.setattr(beating, "BEAT", 0.02)
    async with shop.client() as client:
        signed = await client.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})
        hub, begun = shop.desk.hub, asyncio.Event()
        join = hub.join

        def joined(stream: Stream) -> None:
            join(stream)
            begun.set()

        monkeypatch.setattr(hub, "join", joined)
        stream = asyncio.create_task(client.get("/api/v1/events"))
        await asyncio.wait_for(begun.wait(), 20)
        await asyncio.sleep(0.2)
        assert not stream.done()
        headers = {"X-CSRF-Token": signed.json()["csrf"], "Origin": BASE}
        assert (await client.delete("/api/v1/session", headers=headers)).status_code == 204
        text = (await asyncio.wait_for(stream, 20)).text
    assert text.startswith("retry: 3000")
    assert "\n: \n" in text


async def test_a_fault_ends_the_streams_and_the_next_one_is_served(shop: Shop, monkeypatch: Any) -> None:
    hub = Hub(shop.house, every=0.01)
    ann = await listening(shop, hub, "ann")

    async def broken(*_: Any) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(type(shop.house.store.chronicle), "since", broken)
        assert await asyncio.wait_for(ann.waiting.get(), 10) is None
    hub.leave(ann)
    again = await listening(shop, hub, "ann")
    job = await made(shop, "ann", "job", title="Bike")
    part = await asyncio.wait_for(again.waiting.get(), 10)
    assert part is not None
    assert job in part.decode()
    await hub.stop()
