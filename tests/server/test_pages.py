"""Pages over HTTP: whose they are, where one begins, and the records that a block asks for."""

from typing import Any

from tests.server.conftest import Shop, publish
from tests.server.shop import label
from tests.server.test_pools import with_shelf
from tests.server.test_titles import made
from tests.server.test_workspace import seen_by

SEARCH = "/api/v1/records/job/search"
MINE = {"field": "owner", "op": "eq", "value": {"field": "actor"}}
DESK: dict[str, Any] = {
    "kind": "view", "label": label("Desk"), "for": ["desk"], "home": True, "order": 10, "columns": 2,
    "blocks": {
        "new": {"show": "quick_form", "entity": "job", "order": 10},
        "mine": {
            "show": "list", "entity": "job", "where": MINE, "sort": ["title"], "fields": ["title", "secret_note"],
            "order": 20, "span": 2,
        },
        "dear": {
            "show": "lanes", "entity": "job", "states": ["open"], "order": 30,
            "where": {"field": "price", "op": "gt", "value": {"parameter": "highest"}},
        },
        "people": {"show": "list", "entity": "person"},
    },
}  # fmt: skip
ALL = {"kind": "dashboard", "label": label("All"), "order": 20, "blocks": {"q": {"show": "queue"}}}


async def test_a_role_sees_its_own_pages_without_what_it_may_not_see(shop: Shop) -> None:
    await publish(shop.house, views__desk=DESK, dashboards__all=ALL)
    found = await seen_by(shop, "ann")
    assert ([*found["views"]], found["home"]) == (["desk", "all"], "desk")
    blocks = found["views"]["desk"]["blocks"]
    assert [*blocks] == ["new", "mine", "dear"]  # the desk sees no persons
    assert blocks["mine"] == {
        "show": "list", "order": 20, "span": 2, "entity": "job", "sort": ["title"], "fields": ["title"], "narrowed": True,
    }  # fmt: skip
    assert found["views"]["all"]["kind"] == "dashboard"
    assert ([*(await seen_by(shop, "max"))["views"]], (await seen_by(shop, "max"))["home"]) == (
        ["all"],
        "all",
    )


async def test_a_pack_without_pages_has_some_for_everybody(shop: Shop) -> None:
    found = await seen_by(shop, "max")
    assert found["home"] == "queue"
    assert [*found["views"]] == ["queue", "customer.list", "job.list", "job.board"]
    assert all(page["derived"] for page in found["views"].values())


async def asked(shop: Shop, who: str, **said: Any) -> Any:
    async with shop.client(who) as client:
        return await client.post(SEARCH, json=said)


async def test_a_block_is_read_by_its_name(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, views__desk=DESK, dashboards__all=ALL)
    for title, price in (("B", 10), ("A", 2000), ("C", 1500)):
        await made(shop, "ann", "job", title=title, price=price)
    await made(shop, "zoe", "job", title="Z", price=5000)

    def titles(answer: Any) -> list[str]:
        assert answer.status_code == 200, answer.text
        return [row["values"].get("title") for row in answer.json()["data"]]

    found = await asked(shop, "ann", view="desk", block="mine")
    assert titles(found) == ["A", "B", "C"]
    assert {*found.json()["data"][0]["values"]} == {"title"}
    further = {"field": "price", "op": "lt", "value": 1800}
    assert titles(await asked(shop, "ann", view="desk", block="mine", filter=further, sort=["-title"])) == [
        "C",
        "B",
    ]
    dear = await asked(shop, "ann", view="desk", block="dear", sort=["title"])
    assert titles(dear) == ["A", "C"]
    shop.house.settings.clear()


async def test_only_ones_own_pages_and_blocks_can_be_read(shop: Shop) -> None:
    await publish(shop.house, views__desk=DESK, dashboards__all=ALL)
    for who, said in (
        ("max", {"view": "desk", "block": "mine"}),
        ("ann", {"view": "desk", "block": "people"}),
        ("ann", {"view": "desk", "block": "none"}),
        ("ann", {"view": "desk"}),
        ("ann", {"view": "all", "block": "q"}),
    ):
        answer = await asked(shop, who, **said)
        assert (answer.status_code, answer.json()["code"]) == (404, "views.no_such_block"), said


async def test_a_block_of_a_pool_shows_what_lies_in_it(shop: Shop) -> None:
    page = {**DESK, "for": ["mechanic"], "blocks": {"shelf": {"show": "pool", "pool": "shelf"}}}
    await publish(shop.house, views__desk=page, **with_shelf())
    job = await made(shop, "ann", "job", title="Bike")
    await made(shop, "ann", "job", title="Car")
    async with shop.client("max") as max_:
        assert (await max_.post(f"/api/v1/records/job/{job}/transitions/shelve", json={})).status_code == 200
    found = await asked(shop, "max", view="desk", block="shelf")
    assert [row["id"] for row in found.json()["data"]] == [job]


async def test_rows_say_what_may_come_next_of_them(shop_on_both: Shop) -> None:
    shop = shop_on_both
    page = {**DESK, "for": ["mechanic"], "blocks": {"all": {"show": "lanes", "entity": "job"}}}
    await publish(shop.house, views__bench=page)
    job = await made(shop, "ann", "job", title="A", price=10)
    rows = (await asked(shop, "max", view="bench", block="all", steps=True)).json()["data"]
    assert [row["id"] for row in rows] == [job]
    async with shop.client("max") as client:
        offers = (await client.get(f"/api/v1/records/job/{job}/transitions")).json()["data"]
    mine = {one["id"]: one["allowed"] for one in offers if not _by_others(one)}
    assert mine
    assert {one["id"]: one["allowed"] for one in rows[0]["steps"] if one["allowed"] is not None} == mine
    assert "steps" not in (await asked(shop, "max", view="bench", block="all")).json()["data"][0]
    shop.house.settings.clear()


def _by_others(offer: dict[str, Any]) -> bool:
    return any(reason["code"] == "access.no_duty" for reason in offer["reasons"])
