"""Nobody sees what they may not: hidden values planted as canaries, looked for in every answer to everybody."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import httpx

from engine.commands.change_record import ChangeRecord, change_record
from engine.values.record import Decision
from server.house import EVERYTHING
from tests.server.conftest import Shop, make

JOBS = "/api/v1/records/job"
CUSTOMERS = "/api/v1/records/customer"


@dataclass(frozen=True)
class Planted:
    """A job of each centre with a canary in every field that somebody may not see; canaries by field."""

    jobs: dict[str, str]
    customers: dict[str, str]
    canaries: dict[str, dict[str, str]]


def canary(place: str, field: str) -> str:
    return f"canary{place}{field}"


async def plant(shop: Shop) -> Planted:
    jobs: dict[str, str] = {}
    customers: dict[str, str] = {}
    canaries: dict[str, dict[str, str]] = {}
    for place, number in (("north", "13800138000"), ("south", "13900139001")):
        found = {field: canary(place, field) for field in ("name", "passport", "title", "secret")}
        found |= {"phone": number, "margin": {"north": "777.25", "south": "888.25"}[place]}
        centre = shop.centres[place]
        customer = await make(
            shop.house, "customer", name=found["name"], phone=number, passport=found["passport"]
        )
        await owned(shop, "customer", customer, centre)
        given = {
            "title": found["title"],
            "secret_note": found["secret"],
            "margin": found["margin"],
            "customer": customer,
        }
        job = await make(shop.house, "job", **given)
        await owned(shop, "job", job, centre)
        # A value that was there once is as secret as one that is there now.
        await change(shop, "job", job, secret_note=found["secret"] + "2")
        await change(shop, "job", job, secret_note=found["secret"])
        jobs[place], customers[place], canaries[place] = job, customer, found
    return Planted(jobs, customers, canaries)


async def change(shop: Shop, entity: str, id: str, **values: str) -> None:
    done = await shop.house.submit(
        change_record, ChangeRecord(shop.house.scene(EVERYTHING), entity, id, values)
    )
    assert isinstance(done, Decision), done


async def owned(shop: Shop, entity: str, id: str, centre: str) -> None:
    """Give a record to a centre, as a rule of a pack would."""
    table = shop.house.store.tables.entities[entity].table  # type: ignore[attr-defined]
    await shop.house.store.write(table.update().where(table.c.id == id).values(centre=centre))  # type: ignore[attr-defined]


async def every_answer(client: httpx.AsyncClient, planted: Planted) -> AsyncIterator[httpx.Response]:
    """Everything there is to ask, in many shapes: each field shown, filtered, sorted, searched, changed, explained."""
    fields = (
        "title",
        "secret_note",
        "margin",
        "price",
        "customer.name",
        "customer.phone",
        "customer.passport",
    )
    for entity, names in (("job", fields), ("customer", ("name", "phone", "passport"))):
        place = f"/api/v1/records/{entity}"
        yield await client.get(place)
        yield await client.get(f"{place}?fields={','.join(names)}")
        yield await client.get(f"{place}?search=canary")
        for name in names:
            yield await client.get(f"{place}?sort={name}&fields={name}")
            yield await client.get(f"{place}?filter[{name}][present]")
            yield await client.get(f"{place}?filter[{name}][starts_with]=canary")
            yield await client.get(f"{place}?filter[{name}][gt]=1&count=true")
            tree = {"not": {"field": name, "op": "absent"}}
            yield await client.post(f"{place}/search", json={"filter": tree, "count": True})
            tree = {"field": name, "op": "eq", "value": {"field": name}}
            yield await client.post(f"{place}/search", json={"filter": tree, "sort": [f"-{name}"]})
    for entity, ids in (("job", planted.jobs), ("customer", planted.customers)):
        for id in ids.values():
            place = f"/api/v1/records/{entity}/{id}"
            for below in ("", "/history", "/transitions"):
                yield await client.get(place + below)
            for field in ("secret_note", "margin", "phone", "passport", "nothing"):
                yield await client.post(f"{place}/reveal", json={"field": field})
            yield await client.patch(
                place, json={"input": {"secret_note": "x", "passport": 1}}, headers={"If-Match": "*"}
            )
            for name in ("start", "finish", "close", "remark"):
                yield await client.get(f"/api/v1/explain/{entity}/{id}/{name}")
                yield await client.post(f"{place}/transitions/{name}", json={"input": {"price": "9999999"}})
            for form in ("default", "finish", "remark"):
                yield await client.get(f"/api/v1/forms/{form}?entity={entity}&record={id}")
                for name in ("finish", "remark", "start"):
                    yield await client.get(f"/api/v1/forms/{form}?record={id}&transition={name}")
    for phone in ("13800138000", "13900139001"):
        yield await client.post(f"{CUSTOMERS}/duplicates", json={"input": {"phone": phone}})
    for path in (
        "/api/v1/me",
        "/api/v1/queue",
        "/api/v1/packs",
        "/api/v1/sink",
        "/api/v1/openapi.json",
        "/readyz",
    ):
        yield await client.get(path)


def asked(answer: httpx.Response) -> str:
    """What was sent, in which the asker's own words may stand."""
    return str(answer.request.url) + answer.request.content.decode(errors="replace")


# Who -> place -> fields that may be seen there. Everything else is a canary for them.
MAY_SEE = {
    "ann": {"north": {"name", "phone", "title", "margin"}},
    "max": {"north": {"name", "title"}},
    "sue": {"south": {"name", "title"}},
    "zoe": {
        place: {"name", "phone", "title", "margin", "secret", "passport"} for place in ("north", "south")
    },
    "nil": {},
    "adm": {},
}


async def test_no_canary_is_seen(shop: Shop) -> None:
    planted = await plant(shop)
    seen: list[tuple[str, str, str]] = []
    answers = 0
    for who in [*MAY_SEE, None]:
        async with shop.client(who) as client:
            async for answer in every_answer(client, planted):
                answers += 1
                assert answer.status_code < 500, (who, asked(answer), answer.text)
                for place, canaries in planted.canaries.items():
                    allowed = MAY_SEE[who].get(place, set()) if who else set()
                    seen += [
                        (str(who), field, asked(answer)[:200])
                        for field, value in canaries.items()
                        if field not in allowed and value in answer.text and value not in asked(answer)
                    ]
    assert not seen
    assert answers > 1_000


async def test_the_sweep_can_find_something(shop: Shop) -> None:
    """The same sweep by somebody who may see everything finds every canary: it looks in the right places."""
    planted = await plant(shop)
    async with shop.client("zoe") as zoe:
        text = "".join([answer.text async for answer in every_answer(zoe, planted)])
    for canaries in planted.canaries.values():
        for field, value in canaries.items():
            assert value in text, field


async def test_a_filter_tells_nothing_of_a_hidden_value(shop: Shop) -> None:
    planted = await plant(shop)
    secret = planted.canaries["north"]["secret"]
    async with shop.client("max") as max_, shop.client("zoe") as zoe:
        for op in ("eq", "starts_with", "contains", "ne"):
            for value in (secret, secret[:9], "zzz"):
                query = f"filter[secret_note][{op}]={quote(value)}&count=true"
                refused = await max_.get(f"{JOBS}?{query}")
                assert refused.status_code == 422
                assert refused.json()["code"] == "filters.unknown_field"
        found = await zoe.get(f"{JOBS}?filter[secret_note]={secret}&count=true")
        assert found.json()["total"]["value"] == 1
        masked = await max_.get(f"{JOBS}?filter[customer.phone][starts_with]=%2B86138")
        assert masked.status_code == 422, "a masked value is not found by filtering either"


async def test_search_does_not_find_by_hidden_words(shop: Shop) -> None:
    planted = await plant(shop)
    async with shop.client("max") as max_:
        for field in ("secret", "passport", "phone"):
            found = await max_.get(f"{JOBS}?search={planted.canaries['north'][field]}")
            assert found.json()["data"] == [], field
            found = await max_.get(f"{CUSTOMERS}?search={planted.canaries['north'][field]}")
            assert found.json()["data"] == [], field


async def test_a_right_that_ends_takes_the_history_along(shop: Shop) -> None:
    planted = await plant(shop)
    async with shop.client("ann") as ann:
        assert (await ann.get(f"{JOBS}/{planted.jobs['north']}/history")).status_code == 200
        await shop.house.store.people.set_holdings(shop.people["ann"], [])
        shop.clock.move_to(shop.clock.now() + timedelta(seconds=2))
        assert (await ann.get(f"{JOBS}/{planted.jobs['north']}/history")).status_code == 404
