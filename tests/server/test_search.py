"""One search over everything one may see: by number, title, phone and sound, and never by what one may not read."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.store.open import open_store
from server.settings import Settings
from tests.server.conftest import Shop, open_shop, publish
from tests.server.shop import PACK
from tests.server.test_titles import made

PLACE = "/api/v1/search"


async def found(shop: Shop, who: str, q: str, **query: str) -> list[tuple[str, Any]]:
    async with shop.client(who) as client:
        answer = await client.get(PLACE, params={"q": q, **query})
    assert answer.status_code == 200, answer.text
    return [(one["entity"], one["title"]) for one in answer.json()["data"]]


@pytest.fixture
async def filled(shop_on_both: Shop) -> Shop:
    shop = shop_on_both
    wang = await made(shop, "ann", "customer", name="王小明", phone="13812345678")
    await made(shop, "ann", "customer", name="单田芳", phone="13900005678")
    await made(shop, "ann", "customer", name="陳麗華")
    await made(shop, "ann", "job", title="Bike of Wang", customer=wang)
    return shop


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("wangxiaoming", [("customer", "王小明")]),
        ("wxm", [("customer", "王小明")]),
        ("wang", [("job", "Bike of Wang"), ("customer", "王小明")]),
        ("ｗang xiao", [("customer", "王小明")]),
        ("shantianfang", [("customer", "单田芳")]),
        ("小明", [("customer", "王小明")]),
        ("單田", [("customer", "单田芳")]),
        ("丽华", [("customer", "陳麗華")]),
        ("chenlihua", [("customer", "陳麗華")]),
        ("J-1", [("job", "Bike of Wang")]),
        ("/5678", [("customer", "单田芳"), ("customer", "王小明")]),
        ("/2345", []),
        ("2345", [("customer", "王小明")]),
        ("138 1234 5678", [("customer", "王小明")]),
        ("nobody", []),
    ],
)
async def test_by_words_numbers_phones_and_sound(
    filled: Shop, q: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(await found(filled, "ann", q)) == sorted(expected)


async def test_who_sees_a_number_masked_may_look_for_what_the_mask_shows(filled: Shop) -> None:
    assert sorted(await found(filled, "max", "/5678")) == [("customer", "单田芳"), ("customer", "王小明")]
    assert await found(filled, "max", "/0000") == []
    for hidden in ("1234", "13812345678", "/45678", "5678"):
        assert await found(filled, "max", hidden) == [], hidden
    assert await found(filled, "max", "wxm") == [("customer", "王小明")]


async def test_what_is_of_another_centre_is_not_found(filled: Shop) -> None:
    assert await found(filled, "sue", "wang") == []
    assert await found(filled, "nil", "wang") == []


async def test_answers_are_bounded_for_each_entity_and_say_that_there_is_more(filled: Shop) -> None:
    for number in range(3):
        await made(filled, "ann", "job", title=f"Bell {number}")
    async with filled.client("zoe") as zoe:
        told = (await zoe.get(PLACE, params={"q": "bell", "each": "2"})).json()
    assert (len(told["data"]), told["more"]) == (2, ["job"])
    ann = filled.people["ann"]
    assert told["data"][0]["owner"] == ann
    assert told["titles"] == {f"person/{ann}": "Ann"}
    assert await found(filled, "ann", "wang", entity="job") == [("job", "Bike of Wang")]


async def test_a_search_for_nothing_is_refused(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        for query in ({}, {"q": " "}, {"q": "x" * 101}, {"q": "x", "each": "21"}):
            assert (await ann.get(PLACE, params=query)).status_code == 422, query


async def test_an_older_database_is_brought_up_to_date_when_it_is_opened(
    settings: Settings, database_url: str, password_hash: str
) -> None:
    here = replace(settings, database_url=database_url)
    async with open_shop(here, password_hash) as shop:
        await made(shop, "ann", "customer", name="王小明", phone="13812345678")
    store = await open_store(database_url)
    await store.write("update e_customer set _search = '王小明 8613812345678'", "delete from upkeep")
    await store.close()
    async with open_shop(here, password_hash, fresh=False) as again:
        token = await _token(again)
        async with again.client(Authorization=f"Bearer {token}") as ann:
            for q in ("wxm", "/5678"):
                assert len((await ann.get(PLACE, params={"q": q})).json()["data"]) == 1, q


async def _token(shop: Shop) -> str:
    account = await shop.house.store.people.account(login="ann")
    assert account is not None
    shop.people["ann"] = account.person
    return await shop.token("ann", "read")


async def test_another_title_counts_from_the_publish_on(shop_on_both: Shop) -> None:
    await made(shop_on_both, "ann", "job", title="Bike", kind="repair")
    assert await found(shop_on_both, "ann", "bike") == [("job", "Bike")]
    job = {name: said for name, said in PACK["entities/job.json"].items() if name != "title"}
    await publish(shop_on_both.house, entities__job=job)
    assert await found(shop_on_both, "ann", "bike") == []
    assert await found(shop_on_both, "ann", "j-1") == [("job", None)]
