"""Merging over HTTP: looked at before, done, answered with the survivor, and taken back."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx

from engine.access.duty import Holding
from tests.engine.commands.test_merging import forge
from tests.server.conftest import Shop
from tests.server.test_errors import assert_problem

CLIENTS = "/api/v1/records/client"


async def test_a47_merging_over_http(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await shop.house.store.install(forge())
    shop.house.switch(forge())
    await shop.house.store.people.set_holdings(shop.people["ann"], [Holding("smith", shop.centres["north"])])
    async with shop.client("ann") as ann:
        stays, goes = [
            (await ann.post(CLIENTS, json={"input": {"name": name, "phone": "13800138000"}})).json()["id"]
            for name in ("Bo", "Bob")
        ]
        made = await ann.post("/api/v1/records/order", json={"input": {"client": goes}})
        place, said = f"{CLIENTS}/{goes}/transitions/merge", {"input": {"survivor": stays}}
        told = await ann.post(f"{place}/preview", json=said)
        assert told.status_code == 200, told.text
        assert told.json()["merged"]["moved"] == {"order.client": 1}
        assert told.json()["changed"] == {"client": 2, "order": 1}
        assert (await ann.get(f"{CLIENTS}/{goes}")).json()["values"]["state"] == "known"
        itself = await ann.post(f"{place}/preview", json={"input": {"survivor": goes}})
        assert_problem(itself, 409, "merges.itself")

        done = await ann.post(place, json=said)
        assert done.json()["merged"] == told.json()["merged"]
        answer = await ann.get(f"{CLIENTS}/{goes}")
        assert (answer.status_code, answer.json()["merged_into"]) == (200, stays)

        back = await ann.post(f"{CLIENTS}/{goes}/merge/undo", json={})
        assert back.status_code == 200, back.text
        order = await ann.get(f"/api/v1/records/order/{made.json()['id']}")
        assert order.json()["values"]["client"] == goes
        again = await ann.post(f"{CLIENTS}/{goes}/merge/undo", json={})
        assert_problem(again, 409, "merges.not_merged")


async def pair(shop: Shop, ann: httpx.AsyncClient, number: int) -> tuple[str, str]:
    """Two clients, of whom the second was changed last, and the city of the first after that of the second."""
    said = {"phone": f"1380013{number:04}"}
    stays, goes = [
        (await ann.post(CLIENTS, json={"input": {"name": name, "city": city, **said}})).json()["id"]
        for name, city in (("Bo", "Oslo"), ("Bob", "Bern"))
    ]
    for id, changed in ((stays, {"city": "Rome"}), (goes, {"tags": ["a"]})):
        shop.clock.move_to(shop.clock.now() + timedelta(minutes=1))
        answer = await ann.patch(f"{CLIENTS}/{id}", json={"input": changed}, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.text
    return stays, goes


async def test_e15_newest_goes_by_when_the_value_was_changed(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await shop.house.store.install(forge())
    shop.house.switch(forge())
    await shop.house.store.people.set_holdings(shop.people["ann"], [Holding("smith", shop.centres["north"])])
    async with shop.client("ann") as ann:
        stays, goes = await pair(shop, ann, 0)
        place, said = f"{CLIENTS}/{goes}/transitions/merge", {"input": {"survivor": stays}}
        told: Any = (await ann.post(f"{place}/preview", json=said)).json()["merged"]["values"]
        assert (told["city"]["from"], told["city"]["why"], told["city"]["after"]) == (
            "survivor",
            "newest",
            "Rome",
        )
        assert told["city"]["survivor_changed_at"] > told["city"]["loser_changed_at"]
        assert (await ann.post(place, json=said)).status_code == 200
        assert (await ann.get(f"{CLIENTS}/{stays}")).json()["values"]["city"] == "Rome"

        # Whatever is changed at the very moment is either there before the merge, and newest, or refused.
        pairs = [await pair(shop, ann, number) for number in range(1, 6)]
        shop.clock.move_to(shop.clock.now() + timedelta(minutes=1))
        changes = [
            ann.patch(f"{CLIENTS}/{goes}", json={"input": {"city": "Wien"}}, headers={"If-Match": "*"})
            for _, goes in pairs
        ]
        merges = [
            ann.post(f"{CLIENTS}/{goes}/transitions/merge", json={"input": {"survivor": stays}})
            for stays, goes in pairs
        ]
        done = await asyncio.gather(*changes, *merges)
        for (stays, _), changed, merged in zip(pairs, done[:5], done[5:], strict=True):
            assert merged.status_code == 200, merged.text
            city = (await ann.get(f"{CLIENTS}/{stays}")).json()["values"]["city"]
            assert city == ("Wien" if changed.status_code == 200 else "Rome")
