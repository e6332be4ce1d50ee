"""Limits over HTTP, on both databases: what every answer tells of them, exceptions, and what is free."""

import json
from typing import Any

import httpx
import pytest

from tests.server.conftest import Shop, publish
from tests.server.shop import PACK, label

TOLD = {"limit", "label", "used", "max", "resets_at", "lifted_by", "granted", "next"}
APPROVAL = {
    "kind": "approval",
    "label": label("More"),
    "entity": "person",
    "steps": {"owner": {"order": 100, "label": label("Owner"), "by": {"duty": "all.read"}}},
}
MADE: dict[str, Any] = {
    "kind": "limit", "label": label("Jobs a day"), "on": {"create": "job"}, "per": ["actor"], "max": 1,
    "window": {"calendar": "day"}, "lifted_by": {"approval": "more", "by": 1, "valid": "P7D"},
}  # fmt: skip
JOBS = "/api/v1/records/job"
ASK = "/api/v1/limits/made/exceptions"


@pytest.fixture
async def office(shop_on_both: Shop) -> Shop:
    await publish(shop_on_both.house, approvals__more=APPROVAL, limits__made=MADE)
    return shop_on_both


async def post(client: httpx.AsyncClient, path: str, wanted: int, **body: Any) -> Any:
    answer = await client.post(path, json=body)
    assert answer.status_code == wanted, answer.text
    return answer.json()


async def test_e8_an_exception_is_asked_for_decided_and_made_use_of_once(office: Shop) -> None:
    async with office.client("ann") as ann:
        made = await post(ann, JOBS, 201, input={"title": "a"})
        assert set(made["limits"][0]) == TOLD
        refused = await post(ann, JOBS, 409, input={"title": "b"})
        assert refused["reasons"][0]["data"]["lifted_by"]["approval"] == "more"
        said = {"create": "job", "input": {"title": "b"}}
        assert (await post(ann, ASK, 422, reason=" ", **said))["errors"][0]["pointer"] == "/reason"
        assert (await post(ann, ASK, 422, reason="x", create="job", input={"title": 1}))["errors"][0][
            "pointer"
        ] == "/input/title"
        await post(ann, ASK, 422, reason="x", reveal="job.title", **said)
        asked = await post(ann, ASK, 201, reason="Mr Li came back", **said)
        id = asked["approval"]["id"]
        assert asked["approval"]["state"] == "open"
        again = await post(ann, ASK, 409, reason="x", **said)
        assert again["code"] == "limits.asked"
        shown = (await ann.get(f"/api/v1/approvals/{id}")).json()
        assert (shown["exception"]["reason"], shown["exception"]["used"], shown["exception"]["by"]) == (
            "Mr Li came back",
            1,
            1,
        )
        await post(ann, f"/api/v1/approvals/{id}/decision", 403, decision="approve")
    async with office.client("zoe") as zoe:
        waiting = (await zoe.get("/api/v1/approvals")).json()["data"]
        assert [one["id"] for one in waiting] == [id]
        await post(zoe, f"/api/v1/approvals/{id}/decision", 200, decision="approve")
    async with office.client("ann") as ann:
        done = await post(ann, JOBS, 201, input={"title": "b"})
        assert (done["limits"][0]["used"], done["limits"][0]["granted"]) == (2, None)
        assert done["warnings"][0]["exception"] == id
        assert (await post(ann, JOBS, 409, input={"title": "c"}))["code"] == "limits.full"
        shown = (await ann.get(f"/api/v1/approvals/{id}")).json()
        assert (shown["state"], shown["exception"]["made_use_of"]) == ("approved", True)


async def test_what_needs_no_exception_and_what_knows_none_is_told(office: Shop) -> None:
    async with office.client("ann") as ann:
        said: dict[str, Any] = {"create": "job", "input": {"title": "b"}, "reason": "x"}
        assert (await post(ann, ASK, 409, **said))["code"] == "limits.not_needed"
        assert (await post(ann, "/api/v1/limits/nothing/exceptions", 404, **said))["code"] == "limits.unknown"
        await post(ann, ASK, 422, reason="x")
        await post(ann, ASK, 422, reason="x", transition="job.start")
        await post(ann, ASK, 404, reason="x", transition="job.start", id="0" * 26)
        await post(ann, ASK, 404, reason="x", reveal="job.title", id="0" * 26)
        await post(ann, ASK, 404, reason="x", change="job", id="0" * 26)
        assert (await post(ann, ASK, 403, reason="x", export="job", rows=3))[
            "code"
        ] == "access.may_not_export"


SLOTS: dict[str, Any] = {
    "kind": "limit", "label": label("Jobs an hour"), "on": {"hold": "job"}, "per": ["centre"], "max": 1,
    "window": {"calendar": "hour", "of": "at"}, "suggest": "next",
}  # fmt: skip


def timed() -> dict[str, Any]:
    """The shop with jobs that have a time, in opening hours."""
    job, take = PACK["entities/job.json"], PACK["duties/job.take.json"]
    fields = {
        **job["fields"],
        "at": {"type": "datetime", "label": label("At")},
        "until": {"type": "datetime", "label": label("Until")},
    }
    rights = take["allows"]["fields"]
    allows = {
        **take["allows"],
        "fields": {**rights, "job": {"read": ["*"], "write": [*rights["job"]["write"], "at", "until"]}},
    }
    hours = {
        "kind": "calendar",
        "label": label("Hours"),
        "week": {day: ["09:00-12:00", "13:30-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    }
    return {
        "pack": {**PACK["pack.json"], "calendar": "hours"},
        "entities__job": {**job, "fields": fields},
        "duties__job.take": {**take, "allows": allows},
        "calendars__hours": hours,
    }


async def test_e8_a_full_slot_is_refused_with_the_next_and_the_free_ones_can_be_asked_for(
    shop_on_both: Shop,
) -> None:
    await publish(shop_on_both.house, limits__slots=SLOTS, **timed())
    async with shop_on_both.client("ann") as ann:
        for at in ("10:15", "11:00"):
            await post(ann, JOBS, 201, input={"title": "a", "at": f"2026-03-03T{at}:00+08:00"})
        refused = await post(ann, JOBS, 409, input={"title": "b", "at": "2026-03-03T10:30:00+08:00"})
        assert refused["reasons"][0]["data"]["next"] == "2026-03-03T05:30:00+00:00"
        centre = (await ann.get("/api/v1/me")).json()["holdings"][0]["centre"]
        place = f"/api/v1/limits/slots/free?day=2026-03-03&filter%5Bcentre%5D={centre}"
        found = (await ann.get(place)).json()
        assert [(one["from"][11:16], one["used"], one["free"]) for one in found["slots"]] == [
            ("01:00", 0, 1), ("02:00", 1, 0), ("03:00", 1, 0), ("05:30", 0, 1),
            ("06:00", 0, 1), ("07:00", 0, 1), ("08:00", 0, 1), ("09:00", 0, 1),
        ]  # fmt: skip
        for wrong in (
            "day=2026-13-01",
            "length=x",
            "day=0001-01-01",
            "what=1",
            "filter%5Bcentre%5D%5Bgt%5D=1",
            "",
        ):
            assert (await ann.get(f"/api/v1/limits/slots/free?{wrong}")).status_code == 422, wrong
        assert (await ann.get("/api/v1/limits/nothing/free")).status_code == 404
    async with shop_on_both.client("max") as ben:  # who may not read when a job is due
        assert (await ben.get(place)).status_code == 404


async def test_e8_gaps_of_what_must_not_overlap(shop_on_both: Shop) -> None:
    limit = {
        **SLOTS,
        "window": {"overlap": ["at", "until"]},
        "on": {"hold": "job", "if": {"field": "urgent", "op": "eq", "value": True}},
    }
    await publish(shop_on_both.house, limits__slots=limit, **timed())
    async with shop_on_both.client("ann") as ann:

        def job(begin: str, end: str) -> dict[str, Any]:
            times = {"at": f"2026-03-03T{begin}:00+08:00", "until": f"2026-03-03T{end}:00+08:00"}
            return {"title": "a", "urgent": True, **times}

        await post(ann, JOBS, 201, input=job("09:30", "11:30"))
        await post(ann, JOBS, 201, input=job("14:00", "14:15"))
        refused = await post(ann, JOBS, 409, input=job("11:00", "12:00"))
        assert refused["reasons"][0]["data"]["next"] == "2026-03-03T06:15:00+00:00"
        centre = (await ann.get("/api/v1/me")).json()["holdings"][0]["centre"]
        place = f"/api/v1/limits/slots/free?day=2026-03-03&filter%5Bcentre%5D={centre}"
        found = [(one["from"][11:16], one["until"][11:16]) for one in (await ann.get(place)).json()["slots"]]
        assert found == [("01:00", "01:30"), ("03:30", "04:00"), ("05:30", "06:00"), ("06:15", "10:00")]
        long = (await ann.get(place + "&length=PT45M")).json()["slots"]
        assert [one["from"][11:16] for one in long] == ["06:15"]


async def test_an_export_tells_its_limits_too(shop: Shop) -> None:
    limit = {**MADE, "on": {"export": "job"}, "lifted_by": {"duty": "all.read"}}
    await publish(shop.house, limits__made=limit)
    async with shop.client("zoe") as zoe:
        answer = await zoe.post("/api/v1/records/job/export", json={})
        (told,) = json.loads(answer.headers["X-Limits"])
        assert (set(told), told["used"], told["max"]) == (TOLD, 1, 1)


def _again(**more: Any) -> dict[str, Any]:
    """Every remark makes a job."""
    made = {"create": "job", "set": {"title": "again"}}
    return {
        "kind": "rule",
        "label": label("Again"),
        "order": 500,
        "when": {"transition": "job.remark"},
        "then": [made],
        **more,
    }


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ({}, True),
        ({"if": {"field": "title", "op": "eq", "value": "Bell"}}, True),
        ({"if": {"field": "title", "op": "eq", "value": "Saddle"}}, False),
    ],
)
async def test_an_offer_tells_the_limits_on_what_rules_would_make(
    shop: Shop, condition: dict[str, Any], *, told: bool
) -> None:
    await publish(shop.house, approvals__more=APPROVAL, limits__made=MADE, rules__again=_again(**condition))
    async with shop.client("ann") as ann:
        job = (await post(ann, JOBS, 201, input={"title": "Bell"}))["id"]
        offers = (await ann.get(f"{JOBS}/{job}/transitions")).json()["data"]
        remark = next(one for one in offers if one["id"] == "remark")
        assert [(one["limit"], one["used"], one["max"]) for one in remark["limits"]] == (
            [("made", 1, 1)] if told else []
        )
        assert ("limits.full" in [one["code"] for one in remark["reasons"]]) is told
