"""Exports take units of limits (C1, E8), over HTTP and on both databases."""

import asyncio
from typing import Any

from tests.server.conftest import Shop, publish
from tests.server.shop import label

PLACE = "/api/v1/records/job/export"


def limit(**more: Any) -> dict[str, Any]:
    return {
        "kind": "limit", "label": label("Exports"), "on": {"export": "job"}, "per": ["actor"], "max": 2,
        "window": {"calendar": "day"}, **more,
    }  # fmt: skip


async def export(shop: Shop, **body: Any) -> Any:
    async with shop.client("zoe") as zoe:
        return await zoe.post(PLACE, json=body)


async def test_an_export_takes_a_unit_and_says_when_there_is_room_again(shop_on_both: Shop) -> None:
    await publish(shop_on_both.house, limits__exports=limit())
    answers = await asyncio.gather(*(export(shop_on_both) for _ in range(10)))
    assert sorted(one.status_code for one in answers) == [200] * 2 + [409] * 8
    refused = (await export(shop_on_both)).json()
    assert refused["code"] == "limits.full"
    told = refused["reasons"][0]["data"]
    assert (told["used"], told["max"], told["resets_at"]) == (2, 2, "2026-03-02T16:00:00+00:00")
    async with shop_on_both.client("adm") as other:
        assert (await other.post(PLACE, json={})).json().get("code") != "limits.full"


async def test_rows_can_be_counted_and_a_reason_lifts_what_only_asks(shop_on_both: Shop) -> None:
    shop = shop_on_both
    said = limit(sum="input.rows", max=3, at_limit="confirm")
    await publish(shop.house, limits__exports=said)
    async with shop.client("ann") as ann:
        for number in range(2):
            assert (
                await ann.post("/api/v1/records/job", json={"input": {"title": str(number)}})
            ).status_code == 201
    assert (await export(shop)).status_code == 200  # two rows of three
    asked = await export(shop)
    assert (asked.status_code, asked.json()["code"]) == (409, "limits.confirm")
    assert (await export(shop, confirmed={"exports": "For the audit"})).status_code == 200
