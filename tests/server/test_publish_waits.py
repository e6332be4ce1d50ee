"""A publish on both databases: records that it maps are asked for, released, shelved or taken from the shelf; its own path does it."""

from collections.abc import Mapping
from typing import Any

from engine.access.duty import Holding
from server.bootstrap import open_scratch
from server.publish import PublishOutcome, prepare
from server.publish import publish as publish_whole
from tests.server.conftest import Shop, publish
from tests.server.shop import PACK, files, label
from tests.server.test_approvals import PRICE, asked, decide, waiting, workflow
from tests.server.test_pools import with_shelf

WORK = PACK["duties/job.work.json"]


def with_approval() -> dict[str, Any]:
    allows = {**WORK["allows"], "transitions": [*WORK["allows"]["transitions"], "job.ask"]}
    return {
        "approvals__price": PRICE,
        "workflows__job": workflow(),
        "duties__job.work": {**WORK, "allows": allows},
    }


async def mapped(shop: Shop, pack: Mapping[str, Any], **maps: str) -> PublishOutcome:
    """Publish this version of the shop as an administrator does."""
    said = {**PACK["pack.json"], "version": "2.0.0"}
    changed = files(**{"pack": said, **pack})
    to = {key.replace("__", "."): value for key, value in maps.items()}
    made = await prepare(shop.house, changed, open_scratch, to)
    assert made.is_ready, ([one.text("en") for one in made.diagnostics], [one.code for one in made.reasons])
    return await publish_whole(shop.house, made, None)


async def state(shop: Shop, id: str) -> Any:
    async with shop.client("zoe") as zoe:
        return (await zoe.get(f"/api/v1/records/job/{id}")).json()["values"]["state"]


async def test_a49_out_of_an_approval_and_into_a_pool(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **with_approval())
    id = await asked(shop)
    assert len(await waiting(shop, "zoe")) == 1
    outcome = await mapped(shop, with_shelf(), job__asked="shelf")
    assert (outcome.moved, outcome.stayed) == (1, [])
    assert await state(shop, id) == "shelf"
    assert await waiting(shop, "zoe") == []
    assert (await shop.client("zoe").get("/api/v1/queue")).json()["data"] == []
    async with shop.client("max") as max_:
        told = (await max_.get("/api/v1/pools")).json()
        assert "shelf" in str(told)
        taken = await max_.post(f"/api/v1/records/job/{id}/transitions/take", json={})
        assert taken.status_code == 200, taken.text
    commands = [line.command for line in await shop.house.store.history("job", id)]
    assert "publish" in commands


async def test_a49_into_an_approval_and_out_of_a_pool(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **with_shelf())
    await shop.house.store.people.set_holdings(
        shop.people["ann"],
        [Holding("desk", shop.centres["north"]), Holding("mechanic", shop.centres["north"])],
    )
    async with shop.client("ann") as ann:
        made = await ann.post("/api/v1/records/job", json={"input": {"title": "Bike", "price": "400"}})
        id = str(made.json()["id"])
        shelved = await ann.post(f"/api/v1/records/job/{id}/transitions/shelve", json={})
        assert shelved.status_code == 200, shelved.text
    outcome = await mapped(shop, with_approval(), job__shelf="asked")
    assert (outcome.moved, outcome.stayed) == (1, [])
    (mine,) = await waiting(shop, "zoe")
    assert mine["about"]["record"] == id
    assert mine["requester"]["id"] == shop.people["ann"], "nobody owns it: who made it stands behind it"
    done = await shop.client("zoe").post(
        f"/api/v1/approvals/{mine['id']}/decision", json={"decision": "approve"}
    )
    assert done.status_code == 200, done.text


async def test_a49_a_state_that_asks_from_now_on_asks_for_what_lies_there(shop_on_both: Shop) -> None:
    shop = shop_on_both
    before = with_approval()
    plain = {**workflow(), "states": {**workflow()["states"], "asked": {"label": label("Asked")}}}
    moves = {name: one for name, one in plain["transitions"].items() if "when" not in one}
    moves["back"] = {"label": label("Back"), "from": ["asked"], "to": "open", "duty": "job.work"}
    allows = {**WORK["allows"], "transitions": [*WORK["allows"]["transitions"], "job.ask", "job.back"]}
    await publish(
        shop.house,
        **{"workflows__job": {**plain, "transitions": moves}, "duties__job.work": {**WORK, "allows": allows}},
    )
    id = await asked(shop)
    assert await waiting(shop, "zoe") == []
    outcome = await mapped(shop, before)
    assert outcome.stayed == []
    (mine,) = await waiting(shop, "zoe")
    assert mine["about"]["record"] == id
    assert await state(shop, id) == "asked"


async def test_while_a_change_of_the_rules_is_reviewed_no_version_is_published(shop_on_both: Shop) -> None:
    shop = shop_on_both
    reviewed = {**PACK["pack.json"], "review": "price"}
    await publish(shop.house, pack=reviewed, **with_approval())
    # The new version no longer says so: what counts is the one in force.
    newer = files(pack={**PACK["pack.json"], "version": "2.0.0"}, **with_approval())
    assert (await prepare(shop.house, newer, open_scratch)).is_ready
    await asked(shop)
    made = await prepare(shop.house, newer, open_scratch)
    (why,) = made.reasons
    assert (why.code, why.data["count"]) == ("publishing.under_review", 1)
    same = await prepare(shop.house, files(pack=reviewed, **with_approval()), open_scratch)
    assert same.is_ready, "what is in force already is no new version"
    for who in ("zoe", "ann"):
        assert not (await prepare(shop.house, newer, open_scratch)).is_ready
        (one,) = await waiting(shop, who)
        assert (await decide(shop, who, one["id"])).status_code == 200
    assert (await prepare(shop.house, newer, open_scratch)).reasons == []
