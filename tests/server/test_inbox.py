"""The inbox and the log of deliveries over HTTP: who sees what, in which language, and what may be decided."""

from dataclasses import replace
from typing import Any

import pytest

from server.metrics import Metrics
from server.worker import Worker
from tests.server.conftest import Shop, make, publish
from tests.server.shop import label
from tests.server.test_worker import JOBS, Probe, finish_a_job, two_phones, until_idle


async def told(shop: Shop) -> str:
    job = await finish_a_job(shop)
    await until_idle(Worker(shop.house, Probe(), Metrics()))
    return job


async def test_letters_are_read_in_the_language_of_the_reader(shop_on_both: Shop) -> None:
    shop = shop_on_both
    job = await told(shop)
    async with shop.client("ann") as ann, shop.client("max") as max_:
        said = (await ann.get("/api/v1/inbox")).json()
        assert (said["unread"], said["next_cursor"], len(said["data"])) == (1, None, 1)
        (letter,) = said["data"]
        assert (letter["text"], letter["entity"], letter["record"], letter["read_at"]) == (
            "Job Bell is ready", "job", job, None,
        )  # fmt: skip
        chinese = (await ann.get("/api/v1/inbox", headers={"Accept-Language": "zh-CN"})).json()
        assert chinese["data"][0]["text"] == "工单 Bell 已完成"
        assert (await max_.get("/api/v1/inbox")).json()["data"] == []
        # Nobody reads another's letters.
        assert (await max_.post(f"/api/v1/inbox/{letter['id']}/read", json={})).status_code == 404
        assert (await ann.post(f"/api/v1/inbox/{letter['id']}/read", json={})).json() == {"unread": 0}
        read = (await ann.get("/api/v1/inbox")).json()["data"][0]["read_at"]
        assert read is not None
        assert (await ann.post(f"/api/v1/inbox/{letter['id']}/read", json={})).json() == {"unread": 0}
        assert (await ann.get("/api/v1/inbox?unread=true")).json()["data"] == []
        assert (await ann.get("/api/v1/inbox?unread=maybe")).status_code == 422
        assert (await ann.post("/api/v1/inbox/nothing/read", json={})).status_code == 404


async def test_the_inbox_comes_in_pages_and_is_read_whole(shop_on_both: Shop) -> None:
    shop = shop_on_both
    from_engine = [await told(shop) for _ in range(2)]
    letter = (await shop.house.store.inbox.letters(shop.people["ann"]))[0]
    store = shop.house.store
    for number in range(50):
        assert await store.inbox.put(replace(letter, id=f"l{number}"))
    async with shop.client("ann") as ann:
        first = (await ann.get("/api/v1/inbox")).json()
        assert (len(first["data"]), first["unread"]) == (50, 52)
        second = (await ann.get("/api/v1/inbox", params={"cursor": first["next_cursor"]})).json()
        assert [one["record"] for one in second["data"]] == [*reversed(from_engine)]
        assert (await ann.post("/api/v1/inbox/read-all", json={})).json() == {"read": 52, "unread": 0}
        assert (await ann.post("/api/v1/inbox/read-all", json={})).json() == {"read": 0, "unread": 0}


async def test_what_was_sent_about_a_record_is_shown_to_whoever_may_see_it(shop_on_both: Shop) -> None:
    shop = shop_on_both
    job = await told(shop)
    place = f"{JOBS}/{job}/messages"
    async with shop.client("max") as max_, shop.client("sue") as sue, shop.client("nil") as nil:
        (sent,) = (await max_.get(place)).json()["data"]
        assert (sent["name"], sent["label"], sent["state"], sent["channel"]) == (
            "ready",
            "Ready",
            "done",
            "app",
        )
        assert sent["to"] == {"person": shop.people["ann"]}
        assert [line["what"] for line in sent["log"]] == ["planned", "skipped", "sent"]
        assert (
            sent["log"][1]["text"]
            == "“sms” was passed over: no address or no text for it, or not wanted by it"
        )
        assert "text" not in sent, "what it said may tell more of the record than a reader may know"
        assert (await sue.get(place)).status_code == 404
        assert (await nil.get(place)).status_code == 404


async def test_an_address_outside_is_masked(shop: Shop) -> None:
    text = {"sms": {"en": "Ready", "zh-CN": "好了"}}
    ready = {"kind": "message", "about": "job", "label": label("Ready"), "channels": ["sms"], "text": text}
    rule = {
        "kind": "rule", "label": label("Tell"), "when": {"transition": "job.finish"},
        "then": [{"send": "ready", "to": {"field": "customer.phone"}}],
    }  # fmt: skip
    await publish(shop.house, messages__ready=ready, rules__tell_desk=rule)
    customer = await make(shop.house, "customer", name="Bo", phone="+8613800138000")
    async with shop.client("ann") as ann, shop.client("max") as max_, shop.client("adm") as adm:
        job = (await ann.post(JOBS, json={"input": {"title": "Bell", "customer": customer}})).json()["id"]
        await max_.post(f"{JOBS}/{job}/transitions/start", json={})
        await max_.post(f"{JOBS}/{job}/transitions/finish", json={"input": {"price": "5", "reason": "x"}})
        await until_idle(Worker(shop.house, Probe(), Metrics()))
        shown = (await max_.get(f"{JOBS}/{job}/messages")).json()["data"]
        addresses = [one["to"]["address"] for one in shown if "address" in one["to"]]
        assert addresses == ["138****8000"]
        assert "+8613800138000" not in str(shown)
        sunk = (await adm.get("/api/v1/sink", params={"recipient": "+8613800138000"})).json()["data"]
        assert [one["to"] for one in sunk] == [[{"address": "+8613800138000"}]]


async def test_administrators_find_and_decide(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await two_phones(shop)
    job = await finish_a_job(shop)
    await until_idle(
        Worker(shop.house, Probe(RuntimeError("reset"), RuntimeError("reset"), policy="hold"), Metrics())
    )
    async with shop.client("adm") as adm, shop.client("zoe") as zoe:

        async def found(**wanted: str) -> list[Any]:
            return (await adm.get("/api/v1/sink", params=wanted)).json()["data"]

        unknown = await found(state="unknown", record=job, kind="message", name="ready")
        assert len(unknown) == 2
        assert unknown[0]["log"][-1]["text"].startswith("nobody knows whether it went out")
        assert await found(recipient=shop.people["sue"]) == [
            one for one in unknown if one["to"][0]["person"] == shop.people["sue"]
        ]
        first, second = (f"/api/v1/sink/{one['id']}" for one in unknown)
        assert (await zoe.post(first, json={"decision": "sent"})).status_code == 403
        assert (await adm.post(first, json={"decision": "maybe"})).status_code == 422
        assert (await adm.post("/api/v1/sink/nothing", json={"decision": "sent"})).status_code == 404
        assert (await adm.post(first, json={"decision": "sent"})).json()["state"] == "done"
        refused = await adm.post(first, json={"decision": "cancel"})
        assert (refused.status_code, refused.json()["code"]) == (409, "server.not_in_this_state")
        assert (await adm.post(second, json={"decision": "resend"})).json()["state"] == "planned"
        assert (await adm.post(second, json={"decision": "cancel"})).json()["state"] == "cancelled"
        assert (await found(state="cancelled"))[0]["log"][-1]["text"] == "cancelled: by an administrator"


@pytest.mark.parametrize("query", ["state=lost", "colour=red"])
async def test_a_filter_that_is_none_is_refused(shop: Shop, query: str) -> None:
    async with shop.client("adm") as adm:
        assert (await adm.get(f"/api/v1/sink?{query}")).status_code == 422
