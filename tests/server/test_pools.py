"""Pools over HTTP: the overview, a claim, and what the record tells."""

import copy
from datetime import timedelta
from typing import Any

from tests.server.conftest import Shop, publish
from tests.server.shop import PACK, label
from tests.server.test_errors import assert_problem


def shelf(said: dict[str, Any]) -> dict[str, Any]:
    """The workflow of jobs with a shelf that mechanics take jobs from."""
    said["states"]["shelf"] = {"label": label("Shelf"), "pool": "shelf"}
    said["transitions"]["shelve"] = {
        "label": label("Shelve"),
        "from": ["open", "working"],
        "to": "shelf",
        "duty": "job.work",
    }
    said["transitions"]["take"] = {
        "label": label("Take"),
        "from": ["shelf"],
        "to": "working",
        "duty": "job.work",
        "effects": [{"assign": {"field": "actor"}}],
    }
    said["transitions"]["tidy"] = {
        "label": label("Tidy"),
        "from": ["working"],
        "to": "shelf",
        "timer": {"after": "P2D"},
    }
    return said


def with_shelf() -> dict[str, Any]:
    """The files of the shop that change."""
    workflow = shelf(copy.deepcopy(PACK["workflows/job.json"]))
    work = copy.deepcopy(PACK["duties/job.work.json"])
    work["allows"]["transitions"] += ["job.shelve", "job.take"]
    pool = {
        "kind": "pool", "label": label("Shelf"), "entity": "job", "shows": ["title", "kind"],
        "claim": {"transition": "job.take", "limits": ["at_once"], "former_owner_waits": "P7D"},
    }  # fmt: skip
    limit = {
        "kind": "limit", "label": label("Jobs at once"), "per": ["owner"], "max": 2,
        "on": {"hold": "job", "if": {"field": "state", "op": "eq", "value": "working"}},
    }  # fmt: skip
    return {
        "workflows__job": workflow,
        "duties__job.work": work,
        "pools__shelf": pool,
        "limits__at_once": limit,
    }


async def test_claiming_from_a_pool_over_http(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **with_shelf())
    async with shop.client("ann") as ann:
        made = await ann.post("/api/v1/records/job", json={"input": {"title": "Bike", "urgent": True}})
        assert made.status_code == 201, made.text
    job = f"/api/v1/records/job/{made.json()['id']}"
    async with shop.client("max") as max_:
        assert (await max_.get(job)).json()["values"]["urgent"] is True
        done = await max_.post(f"{job}/transitions/shelve", json={})
        assert done.status_code == 200, done.text
        values = (await max_.get(job)).json()["values"]
        assert (values["title"], values["owner"]) == ("Bike", None)
        assert "urgent" not in values
        (pool,) = (await max_.get("/api/v1/pools")).json()["data"]
        assert (pool["id"], pool["label"], pool["records"], pool["waiting"]) == ("shelf", "Shelf", 1, [])
        (limit,) = pool["claim"]["limits"]
        assert (limit["label"]["en"], limit["used"], limit["max"]) == ("Jobs at once", 0, 2)
        taken = await max_.post(f"{job}/transitions/take", json={})
        assert taken.status_code == 200, taken.text
        told = (await max_.get(job)).json()
        assert told["values"]["owner"] == shop.people["max"]
        due = (shop.clock.now() + timedelta(days=2)).isoformat().replace("+00:00", "Z")
        assert told["due"] == {"tidy": due}
        (row,) = (await max_.get("/api/v1/records/job?due=true")).json()["data"]
        assert row["due"] == {"tidy": due}
        (plain,) = (await max_.get("/api/v1/records/job")).json()["data"]
        assert "due" not in plain
        assert (await max_.get("/api/v1/pools")).json()["data"][0]["claim"]["limits"][0]["used"] == 1
        await max_.post(f"{job}/transitions/shelve", json={})
        (pool,) = (await max_.get("/api/v1/pools")).json()["data"]
        assert [one["record"] for one in pool["waiting"]] == [made.json()["id"]]
        refused = await max_.post(f"{job}/transitions/take", json={})
        assert_problem(refused, 409, "pools.waits")
    async with shop.client("ann") as ann:
        assert (await ann.get("/api/v1/pools")).json()["data"] == []
