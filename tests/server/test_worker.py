"""The worker: at least once, to the persons who hold the duty then, and nothing is lost when it dies."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from engine.access.duty import Holding
from engine.commands.change_record import ChangeRecord, change_record
from engine.ports.effects import Delivered, NotDelivered, OnUnknown, Outcome, Outgoing
from engine.values.record import Decision
from server.delivery.deliver import MOST_ATTEMPTS
from server.house import EVERYTHING
from server.metrics import Metrics
from server.worker import LEASE, Worker
from tests.server.conftest import Shop, make, publish
from tests.server.shop import label

JOBS = "/api/v1/records/job"


class Probe:
    """An adapter that remembers what it was given, and fails when it is told to."""

    def __init__(self, *answers: Outcome | BaseException, policy: OnUnknown = "retry") -> None:
        self.given: list[Outgoing] = []
        self.answers = [*answers]
        self.policy: OnUnknown = policy

    def on_unknown(self, outgoing: Outgoing) -> OnUnknown:
        return self.policy

    async def deliver(self, outgoing: Outgoing) -> Outcome:
        self.given.append(outgoing)
        answer = self.answers.pop(0) if self.answers else Delivered("ok")
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def close(self) -> None:
        pass


async def finish_a_job(shop: Shop) -> str:
    async with shop.client("ann") as ann, shop.client("max") as max_:
        customer = await make(shop.house, "customer", name="Bo")
        job = (await ann.post(JOBS, json={"input": {"title": "Bell", "customer": customer}})).json()["id"]
        await max_.post(f"{JOBS}/{job}/transitions/start", json={})
        done = await max_.post(
            f"{JOBS}/{job}/transitions/finish", json={"input": {"price": "5", "reason": "x"}}
        )
        assert done.status_code == 200, done.text
    return str(job)


async def two_phones(shop: Shop) -> None:
    """Ann and Sue both have the desk, and a phone: the owner and the duty make two messages of one record by sms."""
    await shop.house.store.people.set_holdings(shop.people["sue"], [Holding("desk", shop.centres["north"])])
    for who in ("ann", "sue"):
        asked = ChangeRecord(
            shop.house.scene(EVERYTHING), "person", shop.people[who], {"phone": "+8613800138000"}
        )
        assert isinstance(await shop.house.submit(change_record, asked), Decision)


async def until_idle(worker: Worker) -> None:
    while await worker.work_once():
        pass


async def test_messages_go_to_whoever_holds_the_duty_then(shop_on_both: Shop) -> None:
    shop, probe = shop_on_both, Probe()
    await finish_a_job(shop)
    # Between the decision and the delivery somebody else takes the post.
    people = shop.house.store.people
    await people.set_holdings(shop.people["ann"], [])
    await people.set_holdings(shop.people["sue"], [Holding("desk", shop.centres["north"])])
    account = await people.account(person=shop.people["sue"])
    assert account is not None
    await people.change_account(replace(account, language="zh-CN"))
    await until_idle(Worker(shop.house, probe, Metrics()))
    assert probe.given == [], "what is for the application stays in the house"
    # The owner, by name, and whoever holds the duty now: each in their own language.
    assert await inbox(shop, "ann") == ["Job Bell is ready"]
    assert await inbox(shop, "sue") == ["工单 Bell 已完成"]
    async with shop.client("adm") as adm:
        sunk = (await adm.get("/api/v1/sink")).json()["data"]
    assert [one["state"] for one in sunk] == ["done", "done"]
    assert {part["text"] for one in sunk for part in one["sent"]} == {"Job Bell is ready", "工单 Bell 已完成"}


async def inbox(shop: Shop, who: str) -> list[str]:
    async with shop.client(who) as client:
        return [one["text"] for one in (await client.get("/api/v1/inbox")).json()["data"]]


async def test_a_failed_try_is_repeated_later_under_the_same_id(shop: Shop) -> None:
    await two_phones(shop)
    await finish_a_job(shop)
    probe = Probe(NotDelivered("line busy"), RuntimeError("broken pipe"))
    worker = Worker(shop.house, probe, Metrics())
    await until_idle(worker)
    assert len(probe.given) == 1, "the second message of a record waits for the first"
    shop.clock.move_to(shop.clock.now() + timedelta(seconds=6))
    await until_idle(worker)
    shop.clock.move_to(shop.clock.now() + timedelta(seconds=21))
    await until_idle(worker)
    ids = [one.id for one in probe.given]
    assert ids[0] == ids[1] == ids[2]
    assert len(set(ids)) == 2
    states = await shop.house.store.outbox.depth()
    assert states == {"done": 2}


async def test_a_worker_that_dies_costs_a_try_and_nothing_else(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await two_phones(shop)
    await finish_a_job(shop)
    now = shop.clock.now()
    taken = await shop.house.store.outbox.claim(now, 10, LEASE)  # and then it is killed
    assert taken
    probe = Probe()
    worker = Worker(shop.house, probe, Metrics())
    await until_idle(worker)
    assert probe.given == [], "what another holds is left alone while its lease lasts"
    shop.clock.move_to(now + LEASE + timedelta(seconds=1))
    await until_idle(worker)
    assert len(probe.given) == 2
    assert await shop.house.store.outbox.depth() == {"done": 2}
    assert not await shop.house.store.outbox.done(taken[0], now), "the dead one cannot speak any more"


async def test_what_never_goes_out_ends_after_its_last_try(shop: Shop) -> None:
    text = {"sms": {"en": "Ready", "zh-CN": "好了"}}
    ready = {"kind": "message", "about": "job", "label": label("Ready"), "channels": ["sms"], "text": text}
    await publish(shop.house, messages__ready=ready)
    await two_phones(shop)
    await finish_a_job(shop)
    probe = Probe(*(NotDelivered("no line") for _ in range(MOST_ATTEMPTS)))
    worker = Worker(shop.house, probe, Metrics())
    for _ in range(MOST_ATTEMPTS):
        await worker.work_once()
        shop.clock.move_to(shop.clock.now() + timedelta(hours=7))
    await until_idle(worker)
    assert await shop.house.store.outbox.depth() == {"failed": 1, "done": 1}
    assert len(probe.given) == MOST_ATTEMPTS + 1


async def test_it_works_beside_the_requests_and_ends_when_told(shop: Shop) -> None:
    await two_phones(shop)
    await finish_a_job(shop)
    probe = Probe()
    worker = Worker(shop.house, probe, Metrics())
    worker.start()
    assert worker.running
    for _ in range(200):
        if len(probe.given) == 2:
            break
        await asyncio.sleep(0.02)
    await worker.stop()
    assert not worker.running
    assert len(probe.given) == 2
