"""Handing over what somebody holds: looked at before, each thing once, gone on with, taken back; and who may not go yet."""

import asyncio
from typing import Any

import httpx

from engine.access.duty import Holding
from engine.commands.change_record import ChangeRecord, change_record
from engine.values.refusal import Refusal
from server.house import EVERYTHING
from tests.server.conftest import Shop, publish
from tests.server.shop import PACK, label
from tests.server.test_errors import assert_problem

PLACE = "/api/v1/handovers"
JOBS = "/api/v1/records/job"


async def opened(shop: Shop) -> list[str]:
    """Ann has three open jobs, a closed one, a job that names her as its helper, and a task for each of hers."""
    entity: dict[str, Any] = PACK["entities/job.json"]
    helper = {"type": "person", "handed_over": True, "label": label("Helper")}
    watcher = {"type": "person", "label": label("Watcher")}
    told = {"type": "text", "label": label("Told")}
    fields = {**entity["fields"], "helper": helper, "watcher": watcher, "told": told}
    await publish(
        shop.house,
        entities__job={**entity, "fields": fields},
        rules__told={
            "kind": "rule",
            "label": label("Told"),
            "when": {"changed": "job", "fields": ["owner"]},
            "then": [{"set": {"told": {"field": "owner.name"}}}],
        },
        rules__call={
            "kind": "rule",
            "label": label("Call"),
            "when": {"created": "job"},
            "then": [{"task": {"for": {"field": "owner"}, "label": label("Call")}}],
        },
    )
    ids: list[str] = []
    async with shop.client("ann") as ann, shop.client("zoe") as zoe:
        for title in ("one", "two", "three", "closed"):
            made = await ann.post(JOBS, json={"input": {"title": title}})
            assert made.status_code == 201, made.text
            ids.append(made.json()["id"])
        other = await zoe.post(JOBS, json={"input": {"title": "helped"}})
        ids.append(other.json()["id"])
    scene = shop.house.scene(EVERYTHING)
    named = {"helper": shop.people["ann"], "watcher": shop.people["ann"]}
    done = await shop.house.submit(change_record, ChangeRecord(scene, "job", ids[4], named))
    assert not isinstance(done, Refusal), done
    await shop.house.store.people.set_holdings(shop.people["max"], [Holding("desk", shop.centres["north"])])
    return ids


async def job(shop: Shop, id: str) -> Any:
    async with shop.client("zoe") as zoe:
        return (await zoe.get(f"{JOBS}/{id}")).json()["values"]


async def accounts(shop: Shop, admin: httpx.AsyncClient) -> dict[str, str]:
    return {one["login"]: one["id"] for one in (await admin.get("/api/v1/users")).json()["data"]}


async def test_a_handover_is_looked_at_done_and_taken_back(shop_on_both: Shop) -> None:
    shop = shop_on_both
    ids = await opened(shop)
    people = shop.people
    to = [people["max"], people["sue"]]
    async with shop.client("adm") as admin:
        plan = await admin.post(f"{PLACE}/plan", json={"person": people["ann"], "to": to})
        assert plan.status_code == 200, plan.text
        held = {(one["entity"], one["field"], one["state"]): one["count"] for one in plan.json()["held"]}
        assert held == {
            ("job", "owner", "open"): 4,
            ("job", "helper", "open"): 1,
            ("task", "person", None): 4,
        }
        assert [one["count"] for one in plan.json()["to"]] == [5, 4]
        assert (await job(shop, ids[0]))["owner"] == people["ann"]

        done = await admin.post(PLACE, json={"person": people["ann"], "to": to})
        assert done.status_code == 201, done.text
        told = done.json()
        assert (told["moved"], told["left"], told["refused"]) == (9, [], [])
        owners = [(await job(shop, id))["owner"] for id in ids[:4]]
        assert sorted(owners.count(one) for one in to) == [2, 2]
        first = await job(shop, ids[0])
        assert first["told"] in ("Max", "Sue"), "rules hear of the new owner"
        helped = await job(shop, ids[4])
        assert helped["helper"] in to
        assert helped["watcher"] == people["ann"], "only what says so is handed over"
        tasks = await shop.house.store.tasks.of_person(people["ann"])
        assert tasks == []
        lines = await shop.house.store.history("job", ids[0])
        assert "handover" in [one.command for one in lines]
        assert next(one.actor for one in lines if one.command == "handover") == people["adm"]

        # Going on changes nothing that was done, even twice at once.
        again = await asyncio.gather(
            *(admin.post(f"{PLACE}/{told['id']}/continue", json={}) for _ in range(2))
        )
        assert [one.json()["moved"] for one in again] == [9, 9]
        assert [(await job(shop, id))["owner"] for id in ids[:4]] == owners

        back = await admin.post(f"{PLACE}/{told['id']}/undo", json={})
        assert back.status_code == 200, back.text
        assert (back.json()["moved"], back.json()["back"]) == (0, 9)
        assert [(await job(shop, id))["owner"] for id in ids[:4]] == [people["ann"]] * 4
        assert len(await shop.house.store.tasks.of_person(people["ann"])) == 4


async def test_who_holds_something_may_not_go(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await opened(shop)
    async with shop.client("adm") as admin:
        ann = (await accounts(shop, admin))["ann"]
        held = await admin.patch(f"/api/v1/users/{ann}", json={"active": False})
        problem = assert_problem(held, 409, "accounts.still_held")
        assert problem["reasons"][0]["data"]["plan"] == f"{PLACE}/plan"
        assert {one["entity"] for one in problem["reasons"][0]["data"]["held"]} == {"job", "task"}
        scene = shop.house.scene(EVERYTHING)
        gone = await shop.house.submit(
            change_record, ChangeRecord(scene, "person", shop.people["ann"], {"active": False})
        )
        assert isinstance(gone, Refusal)
        done = await admin.post(PLACE, json={"person": shop.people["ann"], "to": [shop.people["max"]]})
        assert done.status_code == 201, done.text
        assert (await admin.patch(f"/api/v1/users/{ann}", json={"active": False})).status_code == 200


async def test_who_may_take_over_and_who_may_ask(shop: Shop) -> None:
    await opened(shop)
    ann = shop.people["ann"]
    async with shop.client("adm") as admin:
        for to in ([], [ann], ["0" * 26]):
            wrong = await admin.post(PLACE, json={"person": ann, "to": to})
            assert_problem(wrong, 422, "handovers.no_receiver")
        assert_problem(await admin.post(f"{PLACE}/plan", json={"person": "x"}), 422, "server.no_such_person")
        assert_problem(await admin.get(f"{PLACE}/none"), 404, "server.no_such_handover")
    key = await shop.token("zoe", "admin")
    async with shop.client(Authorization=f"Bearer {key}") as zoe:
        assert_problem(await zoe.post(PLACE, json={"person": ann, "to": []}), 403, "server.not_admin")


async def test_what_a_rule_refuses_stays_and_is_told(shop_on_both: Shop) -> None:
    shop = shop_on_both
    ids = await opened(shop)
    people = shop.people
    scene = shop.house.scene(EVERYTHING)
    entity: dict[str, Any] = PACK["entities/job.json"]
    fields = {**entity["fields"], "told": {"type": "text", "label": label("Told")}}
    await publish(
        shop.house,
        entities__job={**entity, "fields": fields},
        invariants__not_max={
            "kind": "invariant",
            "entity": "job",
            "fields": ["owner"],
            "label": label("Not this one"),
            "if": {"field": "title", "op": "eq", "value": "two"},
            "holds": {"field": "owner.name", "op": "ne", "value": "Max"},
            "if_broken": "refuse",
        },
    )
    assert scene.release.id != shop.house.live.id
    async with shop.client("adm") as admin:
        body = {"person": people["ann"], "to": [people["max"]]}
        plan = (await admin.post(f"{PLACE}/plan", json=body)).json()
        (stays,) = plan["nobody"]
        assert (stays["entity"], stays["id"], stays["field"]) == ("job", ids[1], "owner")
        assert stays["reasons"][0]["code"] == "invariants.broken", "told before anything is done"
        held = sum(one["count"] for one in plan["held"])
        assert [one["count"] for one in plan["to"]] == [held - 1]
        assert (await job(shop, ids[0]))["owner"] == people["ann"], "a preview keeps nothing"

        done = await admin.post(PLACE, json=body)
        told = done.json()
        assert [one["id"] for one in told["refused"]] == [ids[1]]
        assert told["refused"][0]["reasons"][0]["code"] == "invariants.broken"
        (left,) = told["left"]
        labels = left.pop("labels")
        assert left == {"entity": "job", "field": "owner", "state": "open", "count": 1, "more": False}
        assert [labels[name]["en"] for name in ("entity", "field", "state")] == ["Job", "Owner", "Open"]
    assert (await job(shop, ids[0]))["owner"] == people["max"]
    assert (await job(shop, ids[1]))["owner"] == people["ann"]
