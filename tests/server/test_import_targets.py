"""Who gets what is imported, over HTTP on both databases: a person or a pool, as whoever imports may; tried as it is done."""

import copy
import json
from typing import Any

from tests.server.conftest import Shop, publish
from tests.server.shop import PACK, label
from tests.server.test_errors import assert_problem
from tests.server.test_pools import with_shelf

IMPORTS = "/api/v1/imports"
JOBS = f"{IMPORTS}?entity=job"
TABLE = "Title\nBike\nDoor\nBell\n"


def form(text: str = TABLE, **mapping: object) -> dict[str, Any]:
    return {
        "files": {"file": ("jobs.csv", text.encode(), "text/csv")},
        "data": {"mapping": json.dumps(mapping)},
    }


def giving() -> dict[str, Any]:
    """The shop whose desk gives new jobs to mechanics, or puts them on the shelf."""
    changed = with_shelf()
    steps = changed["workflows__job"]["transitions"]
    steps["entrust"] = {
        "label": label("Give to"), "from": ["open"], "to": "working", "duty": "job.give", "form": "entrust",
        "effects": [{"assign": {"field": "input.to"}}],
    }  # fmt: skip
    steps["lay_aside"] = {"label": label("Lay aside"), "from": ["open"], "to": "shelf", "duty": "job.give"}
    give = copy.deepcopy(PACK["duties/job.close.json"])
    give |= {"label": label("Give jobs out"), "allows": {"transitions": ["job.entrust", "job.lay_aside"]}}
    ask = {"order": 10, "required": True, "ask": {"type": "person", "label": label("To")}}
    entrust = {
        "kind": "form",
        "entity": "job",
        "sections": {"who": {"order": 10, "items": {"to": ask}}},
    }
    return {**changed, "duties__job.give": give, "forms__entrust": entrust}


async def test_a_look_says_who_may_get_them_and_why_not(shop: Shop) -> None:
    await publish(shop.house, **giving())
    async with shop.client("ann") as ann, shop.client("zoe") as zoe:
        seen = (await ann.post(f"{IMPORTS}/look?entity=job", **form())).json()["targets"]
        assert seen["person"] == {"transition": "entrust", "form": "entrust", "field": "to", "why": None}
        assert seen["pools"] == [{"id": "shelf", "label": "Shelf", "why": None}]
        seen = (await zoe.post(f"{IMPORTS}/look?entity=job", **form())).json()["targets"]
        assert seen["person"]["why"]["code"] == seen["pools"][0]["why"]["code"] == "access.no_duty"
        seen = (await ann.post(f"{IMPORTS}/look?entity=customer", **form("Name\nBo\n"))).json()["targets"]
        assert seen == {"person": None, "pools": []}


async def test_the_trial_refuses_the_rows_that_the_import_refuses(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **giving())  # nobody holds more than two jobs at once
    to = {"person": shop.people["max"]}
    async with shop.client("ann") as ann, shop.client("max") as max_:
        tried = (await ann.post(f"{JOBS}&dry=true", **form(to=to))).json()
        assert tried["counts"] == {"created": 2, "refused": 1}, tried
        done = (await ann.post(JOBS, **form(to=to))).json()
        assert done["counts"] == tried["counts"]
        assert [one["row"] for one in done["refused"]] == [one["row"] for one in tried["refused"]]
        assert done["refused"][0]["reasons"][0]["code"] == "limits.full"
        jobs = (await max_.get("/api/v1/records/job?fields=owner,state")).json()["data"]
        assert {(one["values"]["owner"], one["values"]["state"]) for one in jobs} == {
            (shop.people["max"], "working")
        }
        undone = await ann.post(f"{IMPORTS}/{done['id']}/undo")
        assert undone.json()["removed"] == 2, undone.text
        again = (await ann.post(JOBS, **form(to=to))).json()
        assert again["counts"] == tried["counts"]  # what was taken back is held no more


async def test_a_pool_gets_them_and_gives_them_back_whole(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **giving())
    async with shop.client("ann") as ann, shop.client("max") as max_:
        done = (await ann.post(JOBS, **form(to={"pool": "shelf"}))).json()
        assert done["counts"] == {"created": 3}, done
        assert (await max_.get("/api/v1/pools")).json()["data"][0]["records"] == 3
        assert (await ann.post(f"{IMPORTS}/{done['id']}/undo")).json()["removed"] == 3
        assert (await max_.get("/api/v1/pools")).json()["data"][0]["records"] == 0


async def test_whoever_may_not_is_told_row_by_row_and_nothing_comes_in(shop: Shop) -> None:
    await publish(shop.house, **giving())
    async with shop.client("zoe") as zoe:
        for to in ({"pool": "shelf"}, {"person": shop.people["max"]}):
            done = (await zoe.post(JOBS, **form(to=to))).json()
            assert done["counts"] == {"refused": 3}
            assert {row["reasons"][0]["code"] for row in done["refused"]} == {"access.no_duty"}
        assert (await zoe.get("/api/v1/records/job")).json()["data"] == []


async def test_what_leads_nowhere_is_a_fault_of_the_mapping(shop: Shop) -> None:
    await publish(shop.house, **giving())
    async with shop.client("ann") as ann:
        both = {"pool": "shelf", "person": shop.people["max"]}
        for to in ({"pool": "none"}, {"person": "max"}, both):
            assert_problem(await ann.post(JOBS, **form(to=to)), 422, "imports.bad_mapping")
        to = {"person": shop.people["max"]}
        refused = await ann.post(f"{IMPORTS}?entity=customer", **form("Name\nBo\n", to=to))
        assert_problem(refused, 422, "imports.no_destination")
