"""What became of it: crashes between sending and knowing, order, cancelling, the log, and what people decide."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from engine.ports.effects import Delivered, NotDelivered, OnUnknown, Unsure
from server.metrics import Metrics
from server.worker import LEASE, Worker
from tests.server.delivery.post import NOON, Counter, Probe, open_counter, whats


async def killed_while_sending(counter: Counter) -> None:
    """A worker that dies after it has handed something over, and before it could say so."""
    hung = asyncio.Event()

    class Hangs(Probe):
        async def deliver(self, outgoing: object) -> Delivered:
            counter.probe.given.append(outgoing)  # type: ignore[arg-type]
            hung.set()
            await asyncio.sleep(600)
            raise AssertionError

    task = asyncio.create_task(Worker(counter.house, Hangs(), Metrics()).deliver_once())
    await asyncio.wait_for(hung.wait(), 20)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(("policy", "sent"), [("retry", 2), ("hold", 1)])
async def test_g5_a_worker_that_is_killed_while_sending(
    database_url: str, policy: OnUnknown, sent: int
) -> None:
    async with open_counter(database_url) as counter:
        counter.probe.policy = policy
        await counter.person("Ann")
        await counter.fire(await counter.parcel("Ann"), "alarm")
        await killed_while_sending(counter)
        assert (await counter.one()).state == "sending", "written before the call"
        await counter.work()
        assert len(counter.probe.given) == 1, "its lease still runs"
        await counter.work(NOON + LEASE + timedelta(seconds=1))
        assert len(counter.probe.given) == sent
        assert len({one.id for one in counter.probe.given}) == 1, "under the same id"
        effect = await counter.one()
        if policy == "retry":
            assert effect.state == "done"
            return
        assert (effect.state, effect.error, whats(effect)) == ("unknown", "lost_while_sending", ["unknown"])
        # Nothing more happens by itself; a person decides.
        await counter.work(NOON + timedelta(days=2))
        assert len(counter.probe.given) == 1
        assert await counter.house.store.outbox.retry(effect.id, counter.clock.now())
        await counter.work()
        assert len(counter.probe.given) == 2
        assert (await counter.one()).state == "done"


async def test_what_is_for_the_inbox_is_there_once_whoever_dies(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        counter.probe.policy = "hold"
        await counter.person("Ann", phone=None)
        await counter.fire(await counter.parcel("Ann"), "arrived")
        store = counter.house.store
        await counter.work()
        (letter,) = await store.inbox.letters(counter.people["Ann"])
        assert await store.outbox.settle(letter.id, NOON, "done", "x") is False
        assert await store.inbox.put(letter) is False
        assert len(await store.inbox.letters(counter.people["Ann"])) == 1


@pytest.mark.parametrize(("policy", "state"), [("hold", "unknown"), ("retry", "done")])
async def test_g5_a_line_that_breaks_after_handing_over(
    database_url: str, policy: OnUnknown, state: str
) -> None:
    async with open_counter(database_url) as counter:
        counter.probe = Probe(Unsure("reset"), RuntimeError("broken pipe"), policy=policy)
        await counter.person("Ann")
        await counter.fire(await counter.parcel("Ann"), "alarm")
        for _ in range(3):
            await counter.work(counter.clock.now() + timedelta(minutes=1))
        assert (await counter.one()).state == state
        assert len(counter.probe.given) == (1 if policy == "hold" else 3)


async def test_g6_the_messages_of_one_record_keep_their_order_on_a_channel(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        await counter.person("Bo", phone=None)
        counter.probe.answers += [NotDelivered("busy")]
        parcel = await counter.parcel("Ann")
        await counter.fire(parcel, "alarm", "once")
        await counter.change(parcel, keeper=counter.people["Bo"])
        await counter.fire(parcel, "arrived")
        other = await counter.parcel("Ann")
        await counter.fire(other, "once")
        await counter.work()
        # The first waits for its next try: what comes behind it by sms waits too; another record does not.
        assert counter.probe.texts == ["Box is leaking", "Box once"]
        await counter.work(NOON + timedelta(minutes=1))
        assert [text for text in counter.probe.texts[2:] if "arrived" not in text] == [
            "Box is leaking",
            "Box once",
        ]
        assert len(await counter.house.store.inbox.letters(counter.people["Bo"])) == 1


async def test_g6_a_cancelled_one_is_not_sent(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        await counter.fire(await counter.parcel("Ann"), "alarm")
        effect = await counter.one()
        assert await counter.house.store.outbox.cancel(effect.id, NOON)
        assert await counter.work() == []
        assert (await counter.one()).state == "cancelled"
        assert not await counter.house.store.outbox.retry(effect.id, NOON)


async def test_g6_what_is_withdrawn_while_it_is_being_prepared_is_not_sent(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        parcel = await counter.parcel("Ann", consent_at=NOON.isoformat())
        await counter.fire(parcel, "offer")
        outbox = counter.house.store.outbox
        sending = outbox.sending

        async def after_a_withdrawal(*given: object) -> bool:
            await counter.change(parcel, consent_at=None)
            return await sending(*given)  # type: ignore[arg-type]

        outbox.sending = after_a_withdrawal  # type: ignore[method-assign]
        assert await counter.work() == []
        assert (await counter.one()).error == "no_consent"


async def test_many_workers_tell_everybody_once(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        for name in ("Ann", "Bo", "Cy"):
            await counter.person(name)
        parcels = [await counter.parcel("Ann") for _ in range(10)]
        for parcel in parcels:
            await counter.fire(parcel, "arrived", "news", "alarm")

        async def work() -> None:
            worker = Worker(counter.house, counter.probe, Metrics())
            while await worker.work_once():
                pass

        await asyncio.gather(*(work() for _ in range(4)))
        ids = [one.id for one in counter.probe.given]
        assert len(ids) == len({*ids}) == 10 * 3 + 10
        assert len(await counter.effects(state="gathered")) == 10
        assert len(await counter.effects(kind="digest")) == 1
