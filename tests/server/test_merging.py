"""Merging over HTTP: looked at before, done, answered with the survivor, and taken back."""

from engine.access.duty import Holding
from tests.engine.commands.test_merging import forge
from tests.server.conftest import Shop
from tests.server.test_errors import assert_problem

CLIENTS = "/api/v1/records/client"


async def test_a47_merging_over_http(shop: Shop) -> None:
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
