"""One thing done to many records: each with its own answer, on both databases."""

from typing import Any

import httpx

from tests.server.conftest import Shop
from tests.server.test_errors import assert_problem

JOBS = "/api/v1/records/job"
BULK = f"{JOBS}/bulk"
NOWHERE = "01KJNZ7JDRHCKCRT21BGDS45NV"


async def job(client: httpx.AsyncClient, **values: Any) -> str:
    made = await client.post(JOBS, json={"input": {"title": "Pump", **values}})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def named(*ids: str) -> list[dict[str, str]]:
    return [{"id": id} for id in ids]


async def test_each_record_has_its_own_answer_and_its_own_line(shop_on_both: Shop) -> None:
    async with shop_on_both.client("ann") as ann, shop_on_both.client("max") as max_:
        open_, started = await job(ann), await job(ann)
        assert (await max_.post(f"{JOBS}/{started}/transitions/start", json={})).status_code == 200
        answer = await max_.post(
            BULK, json={"records": named(open_, started, NOWHERE), "transition": "start"}
        )
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert (told["done"], told["refused"]) == (1, 2)
        done, wrong_state, missing = told["data"]
        assert (done["id"], done["done"], done["state"]) == (open_, True, "working")
        assert [wrong_state["reasons"][0]["code"], missing["reasons"][0]["code"]] == [
            "workflows.not_from_here",
            "records.missing",
        ]
        assert wrong_state["reasons"][0]["text"]
        lines = (await ann.get(f"{JOBS}/{started}/history")).json()["data"]
        assert "refused:transition:job.start" in [line["command"] for line in lines]
        assert (await ann.get(f"{JOBS}/{open_}")).json()["values"]["state"] == "working"


async def test_nobody_may_do_to_many_what_they_may_not_do_to_one(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        one = await job(ann)
        told = (await ann.post(BULK, json={"records": named(one), "transition": "start"})).json()
        assert told["data"][0]["reasons"][0]["code"].startswith("access.")
        changed = (await ann.post(BULK, json={"records": named(one), "input": {"margin": "1.00"}})).json()
        assert changed["refused"] == 1
        assert (await ann.get(f"{JOBS}/{one}")).json()["version"] == 1


async def test_a_field_of_many_is_changed_unless_somebody_was_there_first(shop_on_both: Shop) -> None:
    async with shop_on_both.client("ann") as ann:
        first, second = await job(ann), await job(ann)
        ann.headers["If-Match"] = '"1"'
        assert (await ann.patch(f"{JOBS}/{second}", json={"input": {"urgent": True}})).status_code == 200
        del ann.headers["If-Match"]
        seen = [{"id": first, "version": 1}, {"id": second, "version": 1}]
        told = (await ann.post(BULK, json={"records": seen, "input": {"kind": "check"}})).json()
        assert [one["done"] for one in told["data"]] == [True, False]
        assert told["data"][0]["version"] == 2
        assert told["data"][1]["reasons"][0]["code"] == "records.stale"


async def test_what_must_be_confirmed_is_confirmed_for_all(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("ann") as ann:
        ids = [await job(ann), await job(ann)]
        asked = {"records": named(*ids), "input": {"price": "0.00"}}
        told = (await ann.post(BULK, json=asked)).json()
        assert (told["refused"], told["data"][0]["reasons"][0]["data"]["invariant"]) == (2, "no_gift")
        told = (await ann.post(BULK, json={**asked, "confirmed": {"no_gift": "a friend"}})).json()
        assert told["done"] == 2, told


async def test_a_repeat_under_one_key_does_nothing_twice(shop_on_both: Shop) -> None:
    async with shop_on_both.client("ann") as ann, shop_on_both.client("max") as max_:
        ids = [await job(ann), await job(ann)]
        asked = {"records": named(*ids), "transition": "remark", "input": {"remark": "seen"}}
        key = {"Idempotency-Key": "once"}
        first = await max_.post(BULK, json=asked, headers=key)
        again = await max_.post(BULK, json=asked, headers=key)
        assert first.json() == again.json()
        assert first.json()["done"] == 2, first.text
        lines = (await ann.get(f"{JOBS}/{ids[0]}/history")).json()["data"]
        assert [line["command"] for line in lines].count("transition:job.remark") == 1
        other = {**asked, "records": named(ids[0])}
        assert_problem(await max_.post(BULK, json=other, headers=key), 422, "idempotency.reused")


async def test_how_many_and_which_is_checked_before_anything_is_done(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        one = await job(ann)
        for records in (
            [],
            named(one, one),
            named("x"),
            [{"id": one, "version": 0}],
            named(one) * 201,
            "all",
        ):
            answer = await ann.post(BULK, json={"records": records, "input": {"kind": "check"}})
            assert_problem(answer, 422, "server.wrong_value")
        both = {"records": named(one), "transition": "start", "form": "finish"}
        assert_problem(await ann.post(BULK, json=both), 422, "server.wrong_value")
        assert_problem(
            await ann.post("/api/v1/records/nothing/bulk", json={"records": named(one)}),
            404,
            "records.no_such_entity",
        )
        assert (await ann.get(f"{JOBS}/{one}")).json()["version"] == 1
