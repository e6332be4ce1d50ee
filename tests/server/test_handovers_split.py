"""Splitting a handover by rule on both databases: conditions, a duty by room, decisions and every field that holds; taken back whole."""

from typing import Any

import pytest

from engine.access.duty import Holding
from tests.server.conftest import Shop, make, publish
from tests.server.shop import PACK, label
from tests.server.test_approvals import PRICE, workflow
from tests.server.test_errors import assert_problem

PLACE = "/api/v1/handovers"
JOBS = "/api/v1/records/job"
HELD = {"type": "person", "handed_over": True}


@pytest.fixture
async def office(shop_on_both: Shop) -> Shop:
    """Jobs that a person keeps, parts and centres that name somebody, and at most five open jobs for each."""
    job: dict[str, Any] = PACK["entities/job.json"]
    part: dict[str, Any] = PACK["entities/part.json"]
    work = PACK["duties/job.work.json"]
    allows = {**work["allows"], "transitions": [*work["allows"]["transitions"], "job.ask"]}
    keeper = {"type": "link", "to": "person", "handed_over": True, "label": label("Keeper")}
    await publish(
        shop_on_both.house,
        entities__job={**job, "fields": {**job["fields"], "keeper": keeper}},
        entities__part={**part, "fields": {**part["fields"], "fitter": {**HELD, "label": label("Fitter")}}},
        entities__centre={"kind": "entity", "fields": {"head": {**HELD, "label": label("Head")}}},
        workflows__job=workflow(),
        **{"duties__job.work": {**work, "allows": allows}},
        approvals__price={**PRICE, "covers": ["price"]},
        limits__open_jobs={
            "kind": "limit",
            "label": label("Open jobs"),
            "on": {"hold": "job", "if": {"field": "state", "op": "ne", "value": "closed"}},
            "per": ["owner"],
            "max": 5,
            "at_limit": "block",
        },
    )
    holdings = shop_on_both.house.store.people.set_holdings
    await holdings(shop_on_both.people["max"], [Holding("desk", shop_on_both.centres["north"])])
    await holdings(shop_on_both.people["sue"], [Holding("desk", shop_on_both.centres["north"])])
    return shop_on_both


async def put(shop: Shop, entity: str, id: str, **values: Any) -> None:
    """Write columns by hand."""
    table = shop.house.store.tables.entities[entity].table  # type: ignore[attr-defined]
    await shop.house.store.write(table.update().where(table.c.id == id).values(**values))  # type: ignore[attr-defined]


async def jobs(shop: Shop, who: str, *titles: str, **more: Any) -> list[str]:
    ids = [await make(shop.house, "job", title=title, **more) for title in titles]
    for id in ids:
        await put(shop, "job", id, owner=shop.people[who], centre=shop.centres["north"])
    return ids


async def owners(shop: Shop, ids: list[str]) -> list[str]:
    names = {id: name for name, id in shop.people.items()}
    async with shop.client("zoe") as zoe:
        return [names[(await zoe.get(f"{JOBS}/{id}")).json()["values"]["owner"]] for id in ids]


async def test_the_first_rule_that_fits_says_who_receives(office: Shop) -> None:
    people = office.people
    urgent = await jobs(office, "ann", "a", "b", urgent=True)
    plain = await jobs(office, "ann", "c", "d", "e")
    await jobs(office, "max", "busy", "busier")
    split = [
        {"entity": "job", "if": {"field": "urgent", "op": "eq", "value": True}, "to": [people["zoe"]]},
        {"entity": "job", "to": {"duty": "job.close"}, "by": "least_loaded", "within": ["open_jobs"]},
    ]
    body = {"person": people["ann"], "to": [people["sue"]], "split": split}
    async with office.client("adm") as admin:
        plan = await admin.post(f"{PLACE}/plan", json=body)
        assert plan.status_code == 200, plan.text
        told = {one["person"]: one["of"] for one in plan.json()["to"]}
        assert told[people["zoe"]] == {"job": 2}
        # Sue has none, Max has two: the first two are hers, then both have as many.
        assert (told[people["sue"]], told[people["max"]]) == ({"job": 2}, {"job": 1})
        assert plan.json()["nobody"] == []
        done = await admin.post(PLACE, json=body)
        assert done.status_code == 201, done.text
        assert done.json()["left"] == done.json()["refused"] == []
        assert await owners(office, urgent) == ["zoe", "zoe"]
        assert sorted(await owners(office, plain)) == ["max", "sue", "sue"]
        back = await admin.post(f"{PLACE}/{done.json()['id']}/undo", json={})
        assert (back.json()["moved"], back.json()["back"]) == (0, 5)
        assert await owners(office, [*urgent, *plain]) == ["ann"] * 5


async def test_where_nobody_has_room_it_stays_and_the_plan_says_so(office: Shop) -> None:
    people = office.people
    mine = await jobs(office, "ann", "a", "b", "c")
    await jobs(office, "max", "1", "2", "3", "4")
    await jobs(office, "sue", "5", "6", "7", "8")
    split = [{"entity": "job", "to": {"duty": "job.close"}, "within": ["open_jobs"]}]
    body = {"person": people["ann"], "split": split}
    async with office.client("adm") as admin:
        plan = (await admin.post(f"{PLACE}/plan", json=body)).json()
        (nobody,) = plan["nobody"]
        assert (nobody["id"] in mine, nobody["reasons"][0]["code"]) == (True, "handovers.nobody_left")
        assert nobody["reasons"][0]["fix"], "the way out is told"
        done = (await admin.post(PLACE, json=body)).json()
        assert (done["moved"], [one["id"] for one in done["refused"]]) == (2, [nobody["id"]])
        assert await owners(office, [nobody["id"]]) == ["ann"]


async def test_decisions_and_every_field_that_holds_go_over_and_back(office: Shop) -> None:
    people = office.people
    id = await make(
        office.house, "job", title="Bike", price="600", parts=[{"name": "Bell", "fitter": people["zoe"]}]
    )
    await put(office, "job", id, owner=people["ann"], centre=office.centres["north"], keeper=people["zoe"])
    await put(office, "centre", office.centres["north"], head=people["zoe"])
    await office.house.store.people.set_holdings(
        people["max"], [Holding("mechanic", office.centres["north"])]
    )
    asked = await office.client("max").post(f"{JOBS}/{id}/transitions/ask", json={})
    assert asked.status_code == 200, asked.text
    async with office.client("adm") as admin:
        users = {one["login"]: one["id"] for one in (await admin.get("/api/v1/users")).json()["data"]}
        off = await admin.patch(f"/api/v1/users/{users['zoe']}", json={"active": False})
        problem = assert_problem(off, 409, "accounts.still_held")
        held = {(one["entity"], one["field"]) for one in problem["reasons"][0]["data"]["held"]}
        assert held == {("job", "keeper"), ("part", "fitter"), ("centre", "head"), ("approval", "person")}
        body = {"person": people["zoe"], "to": [people["max"]]}
        plan = (await admin.post(f"{PLACE}/plan", json=body)).json()
        assert [one["reasons"][0]["code"] for one in plan["nobody"]] == ["approvals.no_successor"]
        await office.house.store.people.set_holdings(people["sue"], [Holding("owner", None)])
        body = {"person": people["zoe"], "to": [people["sue"]]}
        assert (await admin.post(f"{PLACE}/plan", json=body)).json()["nobody"] == []
        done = (await admin.post(PLACE, json=body)).json()
        assert (done["moved"], done["refused"]) == (4, [])
        waiting = await office.client("sue").get("/api/v1/approvals", params={"role": "to_decide"})
        assert [one["about"]["record"] for one in waiting.json()["data"]] == [id]
        assert (await office.client("sue").get("/api/v1/queue")).json()["data"][0]["record"] == id
        off = await admin.patch(f"/api/v1/users/{users['zoe']}", json={"active": False})
        assert off.status_code == 200, off.text
        assert (await admin.patch(f"/api/v1/users/{users['zoe']}", json={"active": True})).status_code == 200
        back = (await admin.post(f"{PLACE}/{done['id']}/undo", json={})).json()
        assert (back["back"], back["refused"]) == (4, [])
    waiting = await office.client("zoe").get("/api/v1/approvals", params={"role": "to_decide"})
    assert [one["about"]["record"] for one in waiting.json()["data"]] == [id]
