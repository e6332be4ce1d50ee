"""Records and transitions over HTTP, on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from tests.server.conftest import Shop, publish
from tests.server.shop import label

JOBS = "/api/v1/records/job"
CUSTOMERS = "/api/v1/records/customer"


async def test_a_job_from_its_beginning_to_its_end(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("ann") as ann, shop.client("max") as max_:
        made = await ann.post(
            "/api/v1/records/customer", json={"input": {"name": "Bo", "phone": "138 0013 8000"}}
        )
        assert made.status_code == 201, made.text
        customer = made.json()["id"]
        made = await ann.post(
            "/api/v1/records/job", json={"input": {"title": "Bell", "customer": customer, "kind": "repair"}}
        )
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
        refused = await max_.post(
            f"{place}/transitions/finish", json={"input": {"price": "1500", "reason": "New bell"}}
        )
        assert refused.status_code == 409, refused.text
        done = await max_.post(
            f"{place}/transitions/finish", json={"input": {"price": "15.50", "reason": "New bell"}}
        )
        assert done.status_code == 200, done.text
        got = await ann.get(place)
        assert got.json()["values"]["price"] == "15.5"
        assert got.headers["etag"] == f'"{done.json()["version"]}"'
        queue = (await ann.get("/api/v1/queue")).json()["data"]
        assert [(one["label"], one["title"], one["task"]["done_by"]) for one in queue] == [
            ("Call the customer", "Bell", ["job.close"])
        ]
        closed = await ann.post(f"{place}/transitions/close", json={})
        assert closed.status_code == 200, closed.text
        assert (await ann.get("/api/v1/queue")).json()["data"] == []
        history = (await ann.get(f"{place}/history")).json()["data"]
        assert history[0]["command"] == "transition:job.close"


async def given_jobs(shop: Shop) -> list[str]:
    """Six jobs, made by the desk."""
    made: list[str] = []
    async with shop.client("ann") as ann:
        for number in range(6):
            given = {
                "title": f"Bell {number}",
                "price": f"{number * 10 + 5}.50",
                "kind": ("repair", "check")[number % 2],
                "urgent": number > 3,
                "wanted_on": f"2026-03-{number + 10}",
            }
            answer = await ann.post(JOBS, json={"input": given})
            assert answer.status_code == 201, answer.text
            made.append(answer.json()["id"])
    return made


async def titles(shop: Shop, query: str) -> list[str]:
    async with shop.client("ann") as ann:
        answer = await ann.get(f"{JOBS}?{query}")
    assert answer.status_code == 200, answer.text
    return [row["values"]["title"] for row in answer.json()["data"]]


async def test_lists_are_filtered_sorted_and_paged(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await given_jobs(shop)
    assert await titles(shop, "filter[kind]=check&sort=-price") == ["Bell 5", "Bell 3", "Bell 1"]
    assert await titles(shop, "filter[price][gte]=35.5&sort=title") == ["Bell 3", "Bell 4", "Bell 5"]
    assert await titles(shop, "filter[price][between]=10,30&sort=title") == ["Bell 1", "Bell 2"]
    assert await titles(shop, "filter[urgent]=true&sort=title") == ["Bell 4", "Bell 5"]
    assert await titles(shop, "filter[wanted_on][lt]=2026-03-12&sort=title") == ["Bell 0", "Bell 1"]
    assert await titles(
        shop, "filter[state][in]=open,working&filter[customer][absent]&sort=title&limit=2"
    ) == ["Bell 0", "Bell 1"]
    assert await titles(shop, "search=bell&sort=title&limit=1") == ["Bell 0"]
    async with shop.client("ann") as ann:
        seen: list[str] = []
        cursor = ""
        while True:
            page = (await ann.get(f"{JOBS}?sort=-title&limit=4&count=true{cursor}")).json()
            assert page["total"] == {"value": 6, "exact": True}
            seen += [row["values"]["title"] for row in page["data"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        assert seen == [f"Bell {number}" for number in (5, 4, 3, 2, 1, 0)]
        few = (await ann.get(f"{JOBS}?fields=title,price&limit=1")).json()["data"][0]
        assert set(few["values"]) == {"title", "price"}


async def test_a_condition_finds_what_simple_filters_cannot(shop_on_both: Shop) -> None:
    await given_jobs(shop_on_both)
    tree = {
        "any": [
            {"field": "title", "op": "contains", "value": "0"},
            {"field": "price", "op": "gt", "value": 50},
        ]
    }
    async with shop_on_both.client("ann") as ann:
        answer = await ann.post(
            f"{JOBS}/search", json={"filter": tree, "sort": ["title"], "fields": ["title"]}
        )
        assert [row["values"]["title"] for row in answer.json()["data"]] == ["Bell 0", "Bell 5"]
        wrong = await ann.post(
            f"{JOBS}/search", json={"filter": {"all": [{"field": "price", "op": "gt", "value": "much"}]}}
        )
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"].startswith("/filter/all/0")


async def test_a_change_needs_the_version_it_is_made_to(shop_on_both: Shop) -> None:
    shop = shop_on_both
    job = (await given_jobs(shop))[0]
    async with shop.client("ann") as ann:
        place = f"{JOBS}/{job}"
        etag = (await ann.get(place)).headers["etag"]
        assert (await ann.patch(place, json={"input": {"title": "Horn"}})).status_code == 428
        changed = await ann.patch(place, json={"input": {"title": "Horn"}}, headers={"If-Match": etag})
        assert changed.status_code == 200, changed.text
        assert changed.headers["etag"] == '"2"'
        late = await ann.patch(place, json={"input": {"title": "Late"}}, headers={"If-Match": etag})
        assert (late.status_code, late.json()["code"]) == (412, "records.stale")
        assert late.json()["reasons"][0]["data"] == {"expected": 1, "version": 2}
        got = (await ann.get(place)).json()
        assert (got["version"], got["values"]["title"], got["values"]["price"]) == (2, "Horn", "5.5")
    async with shop.client("max") as max_:
        late = await max_.post(f"{place}/transitions/start", json={}, headers={"If-Match": '"1"'})
        assert late.status_code == 412


async def test_a_repeat_with_the_same_key_is_done_once(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("ann") as ann, shop.client("zoe") as zoe:
        key = {"Idempotency-Key": "7c1d"}
        first = await ann.post(JOBS, json={"input": {"title": "Once"}}, headers=key)
        again = await ann.post(JOBS, json={"input": {"title": "Once"}}, headers=key)
        assert (first.status_code, first.json()) == (again.status_code, again.json())
        other_body = await ann.post(JOBS, json={"input": {"title": "Twice"}}, headers=key)
        assert (other_body.status_code, other_body.json()["code"]) == (422, "idempotency.reused")
        other_place = await ann.post(
            "/api/v1/records/customer", json={"input": {"title": "Once"}}, headers=key
        )
        assert other_place.status_code == 422
        other_person = await zoe.post(JOBS, json={"input": {"title": "Once"}}, headers=key)
        assert other_person.json()["id"] != first.json()["id"]
        assert len((await ann.get(JOBS)).json()["data"]) == 1
        place = f"{JOBS}/{first.json()['id']}"
        one = {"Idempotency-Key": "patch", "If-Match": '"1"'}
        changed = await ann.patch(place, json={"input": {"title": "New"}}, headers=one)
        repeated = await ann.patch(place, json={"input": {"title": "New"}}, headers=one)
        assert changed.json() == repeated.json() == {**changed.json(), "version": 2}


async def test_lines_are_sent_and_come_back_with_their_record(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("ann") as ann:
        parts = [{"name": "Clapper", "cost": "2.50"}, {"name": "Spring", "cost": "1"}]
        made = await ann.post(JOBS, json={"input": {"title": "Bell", "parts": parts}})
        got = (await ann.get(f"{JOBS}/{made.json()['id']}")).json()
    assert [line["values"]["name"] for line in got["lines"]["parts"]] == ["Clapper", "Spring"]
    assert got["values"]["total"] == "3.5"


async def test_a_person_confirms_what_is_unusual(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("ann") as ann:
        asked = await ann.post(JOBS, json={"input": {"title": "Gift", "price": "0"}})
        assert (asked.status_code, asked.json()["code"]) == (409, "invariants.confirm")
        invariant = asked.json()["reasons"][0]["data"]["invariant"]
        body = {"input": {"title": "Gift", "price": "0"}, "confirmed": {invariant: "a good friend"}}
        made = await ann.post(JOBS, json=body)
    assert made.status_code == 201
    assert made.json()["warnings"] == [{"confirmed": "no_gift", "reason": "a good friend"}]


async def test_a_masked_value_is_revealed_with_a_reason_and_remembered(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("ann") as ann, shop.client("zoe") as zoe, shop.client("max") as max_:
        made = await ann.post(CUSTOMERS, json={"input": {"name": "Bo", "phone": "13800138000"}})
        place = f"{CUSTOMERS}/{made.json()['id']}"
        shown = (await max_.get(place)).json()
        assert shown["masked"] == ["phone"]
        assert shown["values"]["phone"] == "138****8000"
        refused = await max_.post(f"{place}/reveal", json={"field": "phone", "reason": "curious"})
        assert (refused.status_code, refused.json()["code"]) == (403, "access.may_not_reveal")
        shop.clock.move_to(shop.clock.now() + timedelta(minutes=1))
        whole = await zoe.post(f"{place}/reveal", json={"field": "phone", "reason": "the job is ready"})
        assert whole.json() == {"field": "phone", "value": "+8613800138000"}
        lines = (await zoe.get(f"{place}/history")).json()["data"]
        assert lines[0]["command"] == "reveal"
        assert {line["command"] for line in lines} == {"reveal", "refused:reveal", "create"}
        assert lines[0]["notes"] == {"field": "phone", "reason": "the job is ready"}


async def test_duplicates_are_found_before_they_are_made(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("ann") as ann, shop.client("sue") as sue, shop.client("zoe") as zoe:
        made = await ann.post(CUSTOMERS, json={"input": {"name": "Bo", "phone": "13800138000"}})
        asked = {"input": {"phone": "+86 138 0013 8000"}}
        found = (await ann.post(f"{CUSTOMERS}/duplicates", json=asked)).json()["data"]
        assert [(one["field"], one["records"][0]["id"], one["others"]) for one in found] == [
            ("phone", made.json()["id"], False)
        ]
        unseen = (await sue.post(f"{CUSTOMERS}/duplicates", json=asked)).json()["data"]
        assert unseen == [{"field": "phone", "records": [], "others": False, "unseen": []}], (
            "who may not create is not told"
        )
        none = (await zoe.post(f"{CUSTOMERS}/duplicates", json={"input": {"phone": "13900139000"}})).json()[
            "data"
        ]
        assert none == [{"field": "phone", "records": [], "others": False, "unseen": []}]
        wrong = await ann.post(f"{CUSTOMERS}/duplicates", json={"input": {"phone": "12"}})
        assert [error["pointer"] for error in wrong.json()["errors"]] == ["/input/phone"]
        again = await zoe.post(CUSTOMERS, json={"input": {"name": "Bo again", "phone": "13800138000"}})
        assert again.status_code == 409


async def test_what_may_not_be_seen_answers_like_what_is_not_there(shop_on_both: Shop) -> None:
    shop = shop_on_both
    job = (await given_jobs(shop))[0]
    other = job[:-1] + ("0" if job[-1] != "0" else "1")
    for who in ("sue", "nil"):
        async with shop.client(who) as client:
            for below in ("", "/history", "/transitions"):
                seen = await client.get(f"{JOBS}/{job}{below}")
                gone = await client.get(f"{JOBS}/{other}{below}")
                assert seen.status_code == gone.status_code == 404
                assert bare(seen.json()) == bare(gone.json())
            for method, below, body in (
                ("PATCH", "", {"input": {"title": "x"}}),
                ("POST", "/transitions/start", {}),
                ("POST", "/reveal", {"field": "title"}),
            ):
                answers = [
                    await client.request(
                        method, f"{JOBS}/{id}{below}", json=body, headers={"If-Match": '"1"'}
                    )
                    for id in (job, other)
                ]
                assert bare(answers[0].json()) == bare(answers[1].json())
                assert answers[0].status_code == 404


async def test_explaining_a_transition(shop: Shop) -> None:
    job = (await given_jobs(shop))[0]
    async with shop.client("max") as max_, shop.client("ann") as ann:
        told = (await max_.get(f"/api/v1/explain/job/{job}/finish")).json()
        assert told["allowed"] is False
        assert told["reasons"][0]["code"] == "workflows.not_from_here"
        assert told["duty"] == {
            "id": "job.work",
            "label": "Work on jobs",
            "held_by": {"mechanic": "Mechanic"},
        }
        assert told["guard"]["holds"] is False, "there is no customer, whatever will be sent"
        assert [one["holds"] for one in told["guard"]["comparisons"]] == [None, False]
        other = (await ann.get(f"/api/v1/explain/job/{job}/start")).json()
        assert [one["code"] for one in other["reasons"]] == ["access.no_duty"]
        missing = await ann.get(f"/api/v1/explain/job/{job}/fly")
        assert missing.json()["code"] == "workflows.no_such_transition"


DEAR: dict[str, Any] = {
    "kind": "invariant", "entity": "job", "at": ["job.start"], "label": label("A repair is not too dear"),
    "if": {"field": "kind", "op": "eq", "value": "repair"},
    "holds": {"all": [{"field": "price", "op": "lte", "value": {"parameter": "highest"}}, {"field": "title", "op": "present"}]},
    "if_broken": "refuse",
}  # fmt: skip


@pytest.mark.parametrize(("price", "holds"), [("80", [True, True]), ("2000", [False, True])])
async def test_the_rules_of_a_step_are_told_with_it(shop: Shop, price: str, holds: list[bool]) -> None:
    await publish(shop.house, invariants__dear=DEAR)
    async with shop.client("ann") as ann:
        jobs = [
            (await ann.post(JOBS, json={"input": {"title": "Bell", "kind": kind, "price": price}})).json()[
                "id"
            ]
            for kind in ("repair", "check")
        ]
    async with shop.client("max") as max_:
        told, other = [(await max_.get(f"/api/v1/explain/job/{job}/start")).json() for job in jobs]
        aside = (await max_.get(f"/api/v1/explain/job/{jobs[0]}/remark")).json()
    (rule,) = told["rules"]
    assert (rule["id"], rule["label"], rule["if_broken"]) == ("dear", "A repair is not too dear", "refuse")
    assert rule["holds"] is all(holds)
    assert [one["holds"] for one in rule["comparisons"]] == holds
    assert told["allowed"] is True, "a rule is judged on what comes out"
    assert other["rules"] == [], "it does not concern a check"
    assert aside["rules"] == [], "another step is not judged by it"


def bare(problem: dict[str, object]) -> dict[str, object]:
    """A problem without what names this one request."""
    return {name: value for name, value in problem.items() if name not in ("trace_id", "instance")}
