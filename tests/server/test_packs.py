"""Checking and publishing packs over HTTP, and a process that follows what another published."""

import io
import zipfile
from typing import Any

from engine.ports.books import Change, SettingChange
from server.follow import Follow
from tests.server.conftest import Shop, publish
from tests.server.shop import PACK, files
from tests.server.test_errors import assert_problem

CHECK = "/api/v1/packs/check"
PUBLISH = "/api/v1/packs/shop/publish"
ZIP = {"Content-Type": "application/zip"}


def archive(**replaced: Any) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for path, content in files(**replaced).items():
            made.writestr(path, content)
    return buffer.getvalue()


def newer(**changes: Any) -> dict[str, Any]:
    """The manifest of the next version."""
    return {**PACK["pack.json"], "version": "2.0.0", **changes}


BEFORE_READY = {**PACK["documents/ticket.json"], "states": ["open", "working"]}
WITHOUT_READY = {
    **PACK["workflows/job.json"],
    "states": {
        name: state for name, state in PACK["workflows/job.json"]["states"].items() if name != "ready"
    },
    "transitions": {
        "start": PACK["workflows/job.json"]["transitions"]["start"],
        "finish": {**PACK["workflows/job.json"]["transitions"]["finish"], "to": "closed"},
        "close": {**PACK["workflows/job.json"]["transitions"]["close"], "from": ["working"]},
        "remark": {**PACK["workflows/job.json"]["transitions"]["remark"], "from": ["open", "working"]},
    },
}


async def test_the_pack_in_force_is_told(shop: Shop) -> None:
    async with shop.client("ann", **{"Accept-Language": "zh"}) as ann:
        (pack,) = (await ann.get("/api/v1/packs")).json()["data"]
    assert (pack["id"], pack["version"], pack["label"]) == ("shop", "1.0.0", "Shop（中文）")
    assert pack["release"] == shop.house.live.id


async def test_every_fault_of_a_pack_is_told_and_nothing_changes(shop: Shop) -> None:
    async with shop.client("adm") as adm:
        good = (await adm.post(CHECK, content=archive(), headers=ZIP)).json()
        assert (good["publishable"], good["release"]) == (True, shop.house.live.id)
        entity = {**PACK["entities/job.json"], "fields": {"title": {"type": "txt", "label": {"en": "T"}}}}
        broken = archive(entities__job=entity, pack=newer())
        told = (await adm.post(CHECK, content=broken, headers=ZIP)).json()
        assert told["publishable"] is False
        assert len([one for one in told["diagnostics"] if one["severity"] == "error"]) > 3
        refused = await adm.post(PUBLISH, content=broken, headers=ZIP)
        problem = assert_problem(refused, 422, refused.json()["code"])
        assert all(reason["data"]["file"] for reason in problem["reasons"])
        no_zip = await adm.post(CHECK, content=b"PK no", headers=ZIP)
        assert no_zip.json()["diagnostics"][0]["code"] == "packs.bad_archive"
        assert (await adm.post(CHECK, json={})).status_code == 415
    assert shop.house.live.version == "1.0.0"
    assert len(await shop.house.store.published.all()) == 1


async def test_publishing_over_http_makes_the_next_request_run_on_it(shop_on_both: Shop) -> None:
    shop = shop_on_both
    job = PACK["entities/job.json"]
    wider = {
        **job,
        "fields": {**job["fields"], "colour": {"type": "text", "label": {"en": "Colour", "zh-CN": "颜色"}}},
    }
    async with shop.client("adm") as adm, shop.client("ann") as ann, shop.client("zoe") as zoe:
        same = await adm.post(PUBLISH, content=archive(), headers=ZIP)
        assert same.json()["changed"] is False, same.text
        stale = await adm.post(PUBLISH, content=archive(entities__job=wider), headers=ZIP)
        assert stale.status_code == 422, "the version must say that something changed"
        other = await adm.post("/api/v1/packs/other/publish", content=archive(), headers=ZIP)
        assert_problem(other, 409, "server.wrong_pack")
        assert (await zoe.post(PUBLISH, content=archive(), headers=ZIP)).status_code == 403
        made = await adm.post(PUBLISH, content=archive(entities__job=wider, pack=newer()), headers=ZIP)
        assert made.status_code == 200, made.text
        assert (made.json()["version"], made.json()["number"], made.json()["changed"]) == ("2.0.0", 2, True)
        created = await ann.post("/api/v1/records/job", json={"input": {"title": "Bell"}})
        assert created.status_code == 201
        form = (await ann.get("/api/v1/forms/default?entity=job")).json()
        assert "colour" in [item["path"] for section in form["form"]["sections"] for item in section["items"]]
        described = (await ann.get("/api/v1/openapi.json")).json()
        assert "colour" in described["components"]["schemas"]["job.values"]["properties"]


async def test_records_in_a_state_that_goes_must_be_told_where_to(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("adm") as adm, shop.client("ann") as ann, shop.client("max") as max_:
        customer = (await ann.post("/api/v1/records/customer", json={"input": {"name": "Bo"}})).json()["id"]
        job = (
            await ann.post("/api/v1/records/job", json={"input": {"title": "Bell", "customer": customer}})
        ).json()["id"]
        place = f"/api/v1/records/job/{job}"
        await max_.post(f"{place}/transitions/start", json={})
        await max_.post(f"{place}/transitions/finish", json={"input": {"price": "5", "reason": "x"}})
        content = archive(workflows__job=WITHOUT_READY, documents__ticket=BEFORE_READY, pack=newer())
        refused = await adm.post(PUBLISH, content=content, headers=ZIP)
        problem = assert_problem(refused, 409, refused.json()["code"])
        assert problem["reasons"][0]["data"] == {"entity": "job", "state": "ready", "count": 1}
        assert shop.house.live.version == "1.0.0"
        done = await adm.post(f"{PUBLISH}?map=job.ready=working", content=content, headers=ZIP)
        assert (done.status_code, done.json()["moved"]) == (200, 1), done.text
        assert (await ann.get(place)).json()["values"]["state"] == "working"


async def test_a_process_follows_what_another_publishes_and_sets(shop: Shop) -> None:
    house = shop.house
    first = house.live
    await publish(house, pack=newer())
    second = house.live
    change = SettingChange("s1", "highest", Change.SET, None, None, 50, shop.clock.now(), None)
    await house.store.settings.add(change)
    house.switch(first)  # as a process that knows of neither
    await Follow(house).look_once()
    assert house.live.id == second.id
    assert house.settings == {("highest", None): 50}
    async with shop.client("ann") as ann, shop.client("max") as max_:
        customer = (await ann.post("/api/v1/records/customer", json={"input": {"name": "Bo"}})).json()["id"]
        job = (
            await ann.post("/api/v1/records/job", json={"input": {"title": "Bell", "customer": customer}})
        ).json()["id"]
        place = f"/api/v1/records/job/{job}/transitions"
        await max_.post(f"{place}/start", json={})
        refused = await max_.post(f"{place}/finish", json={"input": {"price": "51", "reason": "x"}})
        assert refused.status_code == 409
