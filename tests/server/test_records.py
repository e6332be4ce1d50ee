"""Records and transitions over HTTP, on both databases."""

from tests.server.conftest import Shop


async def test_a_job_from_its_beginning_to_its_end(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("ann") as ann, shop.client("max") as max_:
        made = await ann.post("/api/v1/records/customer", json={"input": {"name": "Bo", "phone": "138 0013 8000"}})
        assert made.status_code == 201, made.text
        customer = made.json()["id"]
        made = await ann.post("/api/v1/records/job", json={"input": {"title": "Bell", "customer": customer, "kind": "repair"}})
        assert made.status_code == 201, made.text
        job = made.json()
        assert (job["state"], job["number"], made.headers["etag"]) == ("open", "J-1", '"1"')
        place = f"/api/v1/records/job/{job['id']}"
        assert made.headers["location"] == place
        offers = (await max_.get(f"{place}/transitions")).json()["data"]
        assert [(one["id"], one["allowed"]) for one in offers] == [("remark", True), ("start", True)]
        started = await max_.post(f"{place}/transitions/start", json={})
        assert started.status_code == 200, started.text
        assert started.json()["state"] == "working"
        refused = await max_.post(f"{place}/transitions/finish", json={"input": {"price": "1500", "reason": "New bell"}})
        assert refused.status_code == 409, refused.text
        done = await max_.post(f"{place}/transitions/finish", json={"input": {"price": "15.50", "reason": "New bell"}})
        assert done.status_code == 200, done.text
        got = await ann.get(place)
        assert got.json()["values"]["price"] == "15.5"
        assert got.headers["etag"] == f'"{done.json()["version"]}"'
        queue = (await ann.get("/api/v1/queue")).json()["data"]
        assert [(one["label"], one["title"], one["done_by"]) for one in queue] == [("Call the customer", "Bell", ["job.close"])]
        closed = await ann.post(f"{place}/transitions/close", json={})
        assert closed.status_code == 200, closed.text
        assert (await ann.get("/api/v1/queue")).json()["data"] == []
        history = (await ann.get(f"{place}/history")).json()["data"]
        assert [line["command"] for line in history][0] == "transition:job.close"
