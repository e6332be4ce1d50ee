"""E16: calls of the world outside, and what comes back: at once or late, answer or failure, heard once."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any

from engine.ports.effects import NotDelivered, Unsure
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.delivery.answers import hear
from server.delivery.deliver import MOST_ATTEMPTS
from server.metrics import Metrics
from server.worker import Worker
from tests.server.conftest import Shop, publish
from tests.server.delivery.papers import open_office
from tests.server.delivery.post import Probe
from tests.server.shop import PACK, label
from tests.server.test_worker import JOBS, until_idle
from tests.server.test_worker import Probe as ShopProbe


async def test_e16_an_answer_at_once_is_heard_by_rules_and_transitions(database_url: str) -> None:
    async with open_office(database_url) as office:
        office.sink.answer("esign.send", {"signer": "Ann", "signed_at": "2026-03-02T05:00:00Z"})
        id = await office.sent()
        assert await office.values(id, "state") == ("signing",), "only after the commit"
        await office.work()
        assert await office.values(id, "state", "signer", "heard") == ("signed", "Ann", 1)
        commands = [line.command for line in await office.house.store.history("deal", id)]
        assert commands[:3] == ["transition:deal.sign", "rule:count", "answer:esign.send"]
        assert (await office.call(id)).state == "done"


async def test_e16_a_late_answer_is_heard_once(database_url: str) -> None:
    async with open_office(database_url) as office:
        id = await office.sent()
        await office.work()
        call = await office.call(id)
        assert (call.state, await office.values(id, "state")) == ("done", ("signing",))
        office.clock.move_to(office.clock.now() + timedelta(days=90))
        answers = await asyncio.gather(*(hear(office.house, call, {"signer": f"S{n}"}) for n in range(8)))
        assert all(isinstance(one, Decision) for one in answers)
        assert (
            sorted(bool(one.answer["repeated"]) for one in answers if isinstance(one, Decision))
            == [False] + [True] * 7
        )
        assert await office.values(id, "state", "heard") == ("signed", 1)
        # Days later still; and what came first stays.
        office.clock.move_to(office.clock.now() + timedelta(days=90))
        again = await hear(office.house, call, {"why": "no"}, failed=True)
        assert isinstance(again, Decision)
        assert again.answer["repeated"] is True
        assert await office.values(id, "state", "heard", "trouble") == ("signed", 1, None)


async def test_e16_a_failure_is_heard_when_every_try_is_spent(database_url: str) -> None:
    async with open_office(database_url) as office:
        probe = Probe(*(NotDelivered("busy") for _ in range(MOST_ATTEMPTS)))
        id = await office.sent()
        for _ in range(MOST_ATTEMPTS):
            assert await office.values(id, "state") == ("signing",)
            await office.work(probe)
            office.clock.move_to(office.clock.now() + timedelta(hours=7))
        assert len(probe.given) == MOST_ATTEMPTS
        assert len({one.id for one in probe.given}) == 1
        assert await office.values(id, "state", "trouble", "heard") == ("draft", "busy", 0)
        assert (await office.call(id)).state == "failed"


async def test_e16_a_refusal_for_good_is_a_failure_at_once(database_url: str) -> None:
    async with open_office(database_url) as office:
        office.sink.answer("esign.send", NotDelivered("no such template", again=False))
        id = await office.sent()
        await office.work()
        assert await office.values(id, "state", "trouble") == ("draft", "no such template")


async def test_e16_an_answer_that_does_not_fit_is_refused_and_may_come_again(database_url: str) -> None:
    async with open_office(database_url) as office:
        id = await office.sent()
        await office.work()
        call = await office.call(id)
        unfit: dict[str, Any] = {"signed_at": "yesterday", "colour": "red"}
        refused = await hear(office.house, call, unfit)
        assert isinstance(refused, Refusal)
        assert {(one.code, one.pointer) for one in refused.reasons} == {
            ("calls.unknown_input", "/colour"), ("calls.missing_input", "/signer"), ("records.bad_datetime", "/signed_at"),
        }  # fmt: skip
        broken = await hear(office.house, call, {"signer": "devil"})
        assert isinstance(broken, Refusal)
        assert await office.values(id, "state", "heard") == ("signing", 0)
        assert isinstance(await hear(office.house, call, {"signer": "Ann"}), Decision)
        assert await office.values(id, "state", "heard") == ("signed", 1)


async def test_e16_a_guard_may_look_at_what_came(database_url: str) -> None:
    async with open_office(database_url) as office:
        office.sink.answer("esign.send", {"signer": "nobody"})
        id = await office.sent()
        await office.work()
        assert await office.values(id, "state", "heard") == ("signing", 1)


async def test_e16_an_answer_that_is_refused_is_tried_again_and_never_lost(database_url: str) -> None:
    async with open_office(database_url) as office:
        office.sink.answer("esign.send", {"signer": "devil"})
        id = await office.sent()
        await office.work()
        call = await office.call(id)
        assert call.state == "planned"
        assert "invariants.broken" in str(call.error)
        office.sink.answer("esign.send", {"signer": "Ann"})
        office.clock.move_to(office.clock.now() + timedelta(minutes=1))
        await office.work()
        assert await office.values(id, "state", "heard") == ("signed", 1)


async def test_e16_a_worker_that_dies_between_answer_and_record_hears_it_once(database_url: str) -> None:
    async with open_office(database_url) as office:
        office.sink.answer("esign.send", {"signer": "Ann"})
        id = await office.sent()
        outbox: Any = office.house.store.outbox
        done = outbox.done

        async def dies(*_given: Any, **_more: Any) -> bool:
            raise asyncio.CancelledError

        outbox.done = dies
        with suppress(asyncio.CancelledError):
            await office.work()
        outbox.done = done
        assert (await office.call(id)).state == "sending"
        office.clock.move_to(office.clock.now() + timedelta(minutes=3))
        await office.work()
        assert (await office.call(id)).state == "done"
        assert await office.values(id, "state", "heard") == ("signed", 1)


# ------------------------------------------------------------------ over HTTP

CALLS = {
    "esign.send": {
        "about": "job",
        "label": label("Sign"),
        "answer": {"signer": {"type": "text", "label": label("Signer")}},
    }
}
RULE = {
    "kind": "rule", "label": label("Sign"), "when": {"transition": "job.start"},
    "then": [{"call": "esign.send", "with": {"title": {"field": "title"}}}],
}  # fmt: skip
HEARD = {
    "kind": "rule", "label": label("Heard"), "when": {"answer": "esign.send"},
    "then": [{"set": {"title": {"field": "input.signer"}}}],
}  # fmt: skip


async def test_e16_an_answer_comes_over_http_by_a_token_of_its_own(shop: Shop) -> None:
    await publish(
        shop.house, pack={**PACK["pack.json"], "calls": CALLS}, rules__sign=RULE, rules__heard=HEARD
    )
    async with shop.client("ann") as ann, shop.client("max") as max_, shop.client("adm") as adm:
        job = (await ann.post(JOBS, json={"input": {"title": "Bell"}})).json()["id"]
        await max_.post(f"{JOBS}/{job}/transitions/start", json={})
        (call,) = (await adm.get("/api/v1/sink", params={"kind": "call"})).json()["data"]
        place = f"/api/v1/answers/{call['id']}"
        provider = {"Authorization": f"Bearer {await shop.token('nil', 'answer')}"}
        async with shop.client() as outside:
            early = await outside.post(place, json={"input": {"signer": "Zed"}}, headers=provider)
            assert (early.status_code, early.json()["code"]) == (409, "server.not_in_this_state")
            await until_idle(Worker(shop.house, ShopProbe(Unsure("reset"), policy="hold"), Metrics()))
            assert (await adm.get("/api/v1/sink", params={"kind": "call"})).json()["data"][0][
                "state"
            ] == "unknown"
            # No other token, and nobody without the scope.
            assert (await ann.post(place, json={"input": {"signer": "Zed"}})).status_code == 403
            assert (await outside.get(f"{JOBS}/{job}", headers=provider)).status_code == 403
            assert (await outside.post("/api/v1/answers/x", json={}, headers=provider)).status_code == 404
            wrong = await outside.post(place, json={"input": {"colour": "red"}}, headers=provider)
            assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/input/colour")
            assert (
                await outside.post(place, json={"outcome": "perhaps"}, headers=provider)
            ).status_code == 422
            said = await outside.post(place, json={"input": {"signer": "Zed"}}, headers=provider)
            assert (said.status_code, said.json()) == (200, {"effect": call["id"], "repeated": False})
            again = await outside.post(place, json={"input": {"signer": "Yak"}}, headers=provider)
            assert again.json() == {"effect": call["id"], "repeated": True}
        assert (await ann.get(f"{JOBS}/{job}")).json()["values"]["title"] == "Zed"
        # Whoever answers was asked: what was unknown is known.
        assert (await adm.get("/api/v1/sink", params={"kind": "call"})).json()["data"][0]["state"] == "done"
        assert (
            await ann.post("/api/v1/tokens", json={"label": "x", "scopes": ["answer"]})
        ).status_code == 403
