"""What links point to is told by name, as far as the caller may see it, and by one question for each entity."""

import copy
from typing import Any

from adapters.store.store import DatabaseStore
from tests.server.conftest import Shop, publish
from tests.server.shop import PACK, label

JOBS = "/api/v1/records/job"
_WORKFLOW = PACK["workflows/job.json"]
_BUSY = {"set": {"name": "Busy guest"}, "on": "customer"}
NAMES_THE_CUSTOMER: dict[str, Any] = {
    **_WORKFLOW,
    "transitions": {
        **_WORKFLOW["transitions"],
        "start": {**_WORKFLOW["transitions"]["start"], "effects": [_BUSY]},
    },
}


async def made(shop: Shop, who: str, entity: str, **values: Any) -> str:
    async with shop.client(who) as client:
        answer = await client.post(f"/api/v1/records/{entity}", json={"input": values})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def read(shop: Shop, who: str, path: str) -> dict[str, Any]:
    async with shop.client(who) as client:
        answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_list_names_what_its_links_point_to(shop_on_both: Shop) -> None:
    shop = shop_on_both
    customers = [await made(shop, "ann", "customer", name=f"Guest {number}") for number in range(3)]
    jobs = [
        await made(shop, "ann", "job", title=f"Bike {place}", customer=id)
        for place, id in enumerate(customers)
    ]
    found = await read(shop, "zoe", JOBS)
    assert {row["id"] for row in found["data"]} == {*jobs}
    expected = {f"customer/{id}": f"Guest {number}" for number, id in enumerate(customers)}
    assert found["titles"] == {
        **expected,
        f"person/{shop.people['ann']}": "Ann",
        f"centre/{shop.centres['north']}": "north",
    }
    # The desk may not read persons and centres: the links stay what they are.
    assert (await read(shop, "ann", JOBS))["titles"] == expected
    assert (await read(shop, "ann", f"{JOBS}?fields=title"))["titles"] == {}


async def test_each_entity_is_asked_for_once_however_many_rows_there_are(
    shop_on_both: Shop, monkeypatch: Any
) -> None:
    shop = shop_on_both
    for number in range(4):
        customer = await made(shop, "ann", "customer", name=f"Guest {number}")
        await made(shop, "ann", "job", title=f"Bike {number}", customer=customer)
    asked: list[str] = []
    real = DatabaseStore.select

    async def noted(self: DatabaseStore, selection: Any) -> Any:
        asked.append(selection.entity)
        return await real(self, selection)

    monkeypatch.setattr(DatabaseStore, "select", noted)
    await read(shop, "zoe", JOBS)
    assert sorted(asked) == ["centre", "customer", "job", "person"]


async def test_a_record_and_its_history_name_them_too(shop: Shop) -> None:
    customer = await made(shop, "ann", "customer", name="Guest")
    job = await made(shop, "ann", "job", title="Bike", customer=customer)
    assert (await read(shop, "zoe", f"{JOBS}/{job}"))["titles"][f"customer/{customer}"] == "Guest"
    history = await read(shop, "zoe", f"{JOBS}/{job}/history")
    assert history["titles"][f"person/{shop.people['ann']}"] == "Ann"
    assert history["titles"][f"customer/{customer}"] == "Guest"


async def test_a_line_of_history_says_what_was_done_and_where(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, workflows__job=NAMES_THE_CUSTOMER)
    customer = await made(shop, "ann", "customer", name="Guest")
    job = await made(shop, "ann", "job", title="Bike", customer=customer)
    async with shop.client("max") as max_:
        assert (await max_.post(f"{JOBS}/{job}/transitions/start", json={})).status_code == 200
    history = await read(shop, "zoe", f"/api/v1/records/customer/{customer}/history")
    started, created = history["data"]
    assert started["label"] == {"en": "Start", "zh-CN": "Start（中文）"}
    there = {"entity": "job", "label": {"en": "Job", "zh-CN": "Job（中文）"}}
    assert started["elsewhere"] == {**there, "id": job}
    assert history["titles"][f"job/{job}"] == "Bike"
    assert (created["label"], created["elsewhere"]) == (None, None)
    own = await read(shop, "zoe", f"{JOBS}/{job}/history")
    assert own["data"][0]["label"] == started["label"]
    assert own["data"][0]["elsewhere"] is None, "it was done to this record"
    first = own["data"][0]["caused_by"] or own["data"][0]["id"]
    assert started["caused_by"] or started["id"] == first
    # Who may not see the job is told that it was done, not to which.
    everything = PACK["duties/all.read.json"]
    only = {"customer": everything["allows"]["fields"]["customer"]}
    blind = {**everything, "allows": {"fields": only}}
    await publish(shop.house, workflows__job=NAMES_THE_CUSTOMER, **{"duties__all.read": blind})
    seen = await read(shop, "zoe", f"/api/v1/records/customer/{customer}/history")
    assert seen["data"][0]["label"] == started["label"]
    assert seen["data"][0]["elsewhere"] == {**there, "id": None}


async def test_what_is_out_of_reach_has_no_name(shop: Shop) -> None:
    customer = await made(shop, "ann", "customer", name="Guest")
    async with shop.client("zoe") as zoe:
        body = {"input": {"title": "Car", "customer": customer}}
        await zoe.post(JOBS, json=body)
    async with shop.client("sue") as sue:
        page = (await sue.get(JOBS)).json()
    # Sue works in the south; the customer is of the north.
    assert f"customer/{customer}" not in page["titles"]


async def test_a_masked_title_stays_masked(shop: Shop) -> None:
    entity = {**PACK["entities/customer.json"], "title": "phone"}
    await publish(shop.house, entities__customer=entity)
    customer = await made(shop, "ann", "customer", name="Guest", phone="13812345678")
    await made(shop, "ann", "job", title="Bike", customer=customer)
    assert (await read(shop, "max", JOBS))["titles"] == {f"customer/{customer}": "138****5678"}


async def test_the_queue_names_its_records(shop: Shop) -> None:
    customer = await made(shop, "ann", "customer", name="Guest")
    job = await made(shop, "ann", "job", title="Bike", customer=customer, price=10)
    async with shop.client("max") as max_:
        await max_.post(f"{JOBS}/{job}/transitions/start", json={})
        body = {"input": {"price": 10, "reason": "done"}}
        done = await max_.post(f"{JOBS}/{job}/transitions/finish", json=body)
        assert done.status_code == 200, done.text
    found = await read(shop, "ann", "/api/v1/queue")
    assert found["titles"] == {f"job/{job}": "Bike"}


async def test_a_record_without_a_title_is_called_by_what_it_is_about(shop_on_both: Shop) -> None:
    shop = shop_on_both
    job = copy.deepcopy(PACK["entities/job.json"])
    del job["title"]
    job["named_by"] = ["customer", "number"]
    job["fields"]["follows"] = {"type": "link", "to": "job", "label": label("Follows")}
    take = copy.deepcopy(PACK["duties/job.take.json"])
    take["allows"]["fields"]["job"]["write"].append("follows")
    await publish(shop.house, **{"entities__job": job, "duties__job.take": take})
    async with shop.client("ann") as ann:
        bo = (await ann.post("/api/v1/records/customer", json={"input": {"name": "Bo"}})).json()["id"]
        said = {"input": {"title": "Bike", "customer": bo}}
        first = (await ann.post("/api/v1/records/job", json=said)).json()
        called = f"Bo · {first['number']}"
        said = {"input": {"title": "Bell", "follows": first["id"]}}
        second = (await ann.post("/api/v1/records/job", json=said)).json()
        (hit,) = (await ann.get(f"/api/v1/search?q={first['number']}")).json()["data"]
        assert (hit["id"], hit["title"]) == (first["id"], called)
        page = (await ann.get("/api/v1/records/job?fields=follows&sort=number")).json()
        assert page["titles"][f"job/{first['id']}"] == called
        one = (await ann.get(f"/api/v1/records/job/{second['id']}")).json()
        assert one["titles"][f"job/{first['id']}"] == called
