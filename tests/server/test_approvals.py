"""Approvals over HTTP, on both databases: who sees them, who may decide, and what everybody is told."""

import asyncio
from typing import Any

import httpx
import pytest

from engine.access.duty import Holding
from tests.server.conftest import Shop, make, publish
from tests.server.shop import PACK, label

STEPS = {
    "owner": {"order": 100, "label": label("Owner"), "by": {"duty": "all.read"}, "may": ["delegate"]},
    "desk": {
        "order": 200,
        "label": label("Desk"),
        "by": {"duty": "job.close"},
        "if": {"field": "price", "op": "gt", "value": 500},
    },
}
PRICE = {
    "kind": "approval",
    "label": label("Price"),
    "entity": "job",
    "covers": ["price", "parts"],
    "withdraw": {},
    "steps": STEPS,
}


def workflow() -> dict[str, Any]:
    said = PACK["workflows/job.json"]
    ends = {
        outcome: {
            "label": label(outcome),
            "from": ["asked"],
            "to": to,
            "when": {"approval": "price", "outcome": outcome},
        }
        for outcome, to in (("approved", "working"), ("rejected", "open"), ("withdrawn", "open"))
    }
    ask = {"label": label("Ask"), "from": ["open"], "to": "asked", "duty": "job.work"}
    return {
        **said,
        "states": {**said["states"], "asked": {"label": label("Asked"), "approval": "price"}},
        "transitions": {**said["transitions"], "ask": ask, **ends},
    }


@pytest.fixture
async def office(shop_on_both: Shop) -> Shop:
    work = PACK["duties/job.work.json"]
    allows = {**work["allows"], "transitions": [*work["allows"]["transitions"], "job.ask"]}
    replaced = {
        "approvals__price": PRICE,
        "workflows__job": workflow(),
        "duties__job.work": {**work, "allows": allows},
    }
    await publish(shop_on_both.house, **replaced)
    return shop_on_both


async def asked(office: Shop, **values: Any) -> str:
    """A job whose price waits for the owner, asked for by the mechanic of the north."""
    house = office.house
    id = await make(house, "job", title="Bike", price="600", **values)
    await _at_north(office, id)
    answer = await office.client("max").post(f"/api/v1/records/job/{id}/transitions/ask", json={})
    assert answer.status_code == 200, answer.text
    return id


async def _at_north(office: Shop, id: str) -> None:
    table = office.house.store.tables.entities["job"].table  # type: ignore[attr-defined]
    change = table.update().where(table.c.id == id).values(centre=office.centres["north"])
    await office.house.store.write(change)  # type: ignore[attr-defined]


async def waiting(office: Shop, who: str, role: str = "to_decide") -> list[dict[str, Any]]:
    answer = await office.client(who).get("/api/v1/approvals", params={"role": role})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def decide(office: Shop, who: str, id: str, decision: str = "approve", **more: Any) -> httpx.Response:
    return await office.client(who).post(
        f"/api/v1/approvals/{id}/decision", json={"decision": decision, **more}
    )


async def test_e7_an_approval_goes_from_one_to_the_next(office: Shop) -> None:
    id = await asked(office)
    (mine,) = await waiting(office, "zoe")
    assert (mine["label"], mine["about"]["title"], mine["may"]) == (
        "Price",
        "Bike",
        ["approve", "reject", "delegate"],
    )
    assert [one["id"] for one in mine["waits_for"]] == [office.people["zoe"]]
    (asked_for,) = await waiting(office, "max", "asked")
    assert (asked_for["id"], asked_for["may"]) == (mine["id"], ["withdraw"])
    assert await waiting(office, "ann") == []
    queue = (await office.client("zoe").get("/api/v1/queue")).json()["data"]
    assert [(one["record"], one["label"]) for one in queue] == [(id, "Price: Owner")]
    record = (await office.client("ann").get(f"/api/v1/records/job/{id}")).json()
    assert [one["name"] for one in record["approval"]["waits_for"]] == ["Zoe"]
    whole = (await office.client("zoe").get(f"/api/v1/approvals/{mine['id']}")).json()
    assert [(one["id"], one["state"]) for one in whole["steps"]] == [("owner", "open"), ("desk", "waiting")]
    assert whole["covered"]["values"] == {"price": "600"}
    done = await decide(office, "zoe", mine["id"])
    assert (done.status_code, done.json()["state"], done.json()["approval"]["state"]) == (
        200,
        "asked",
        "open",
    )
    (next_,) = await waiting(office, "ann")
    done = await decide(office, "ann", next_["id"])
    assert (done.json()["state"], done.json()["approval"]["state"]) == ("working", "approved")
    assert await waiting(office, "zoe") == await waiting(office, "ann") == []
    assert (await office.client("zoe").get("/api/v1/queue")).json()["data"] == []
    late = await decide(office, "ann", next_["id"])
    assert (late.status_code, late.json()["code"]) == (409, "approvals.closed")
    history = (await office.client("zoe").get(f"/api/v1/records/job/{id}/history")).json()["data"]
    assert [one["command"] for one in history if one["command"].startswith("approval:")] == [
        "approval:price.approve"
    ] * 2


async def test_g13_the_requester_is_refused_and_strangers_see_nothing(office: Shop) -> None:
    await asked(office)
    (mine,) = await waiting(office, "max", "asked")
    for who, status in (("max", 403), ("nil", 404), ("sue", 404), ("adm", 404), ("ann", 403)):
        answer = await decide(office, who, mine["id"])
        assert answer.status_code == status, (who, answer.text)
        seen = await office.client(who).get(f"/api/v1/approvals/{mine['id']}")
        assert seen.status_code == (404 if status == 404 else 200), who
    own = await decide(office, "max", mine["id"])
    assert own.json()["code"] == "approvals.own"
    to_self = await decide(office, "zoe", mine["id"], "delegate", to=office.people["max"])
    assert (to_self.status_code, to_self.json()["code"]) == (403, "approvals.own")


async def test_a_no_wants_a_reason_and_what_is_covered_is_locked(office: Shop) -> None:
    id = await asked(office)
    (mine,) = await waiting(office, "zoe")
    no = await decide(office, "zoe", mine["id"], "reject")
    assert (no.status_code, no.json()["errors"][0]["pointer"]) == (422, "/reason")
    record = await office.client("zoe").get(f"/api/v1/records/job/{id}")
    change = {"input": {"price": "1"}}
    locked = await office.client("zoe", **{"If-Match": record.headers["etag"]}).patch(
        f"/api/v1/records/job/{id}", json=change
    )
    assert (locked.status_code, locked.json()["code"]) == (409, "approvals.locked")
    no = await decide(office, "zoe", mine["id"], "reject", reason="too dear")
    assert no.json()["state"] == "open"
    (told,) = await waiting(office, "max", "asked")
    assert (told["state"], told["closed_by"]["name"]) == ("rejected", "Zoe")


async def test_what_was_asked_for_may_be_taken_back_and_made_up_words_are_refused(office: Shop) -> None:
    id = await asked(office)
    (mine,) = await waiting(office, "max", "asked")
    for body in (
        {},
        {"decision": "maybe"},
        {"decision": "approve", "where": "beside"},
        {"decision": "approve", "x": 1},
    ):
        answer = await office.client("zoe").post(f"/api/v1/approvals/{mine['id']}/decision", json=body)
        assert answer.status_code == 422, body
    assert (await decide(office, "max", mine["id"], "withdraw")).json()["state"] == "open"
    record = (await office.client("ann").get(f"/api/v1/records/job/{id}")).json()
    assert "approval" not in record


async def test_pages_of_approvals_go_on_where_they_ended(office: Shop) -> None:
    for _ in range(3):
        await asked(office)
    for who, role in (("zoe", "to_decide"), ("max", "asked")):
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            params = {"role": role, "limit": "2", **({"cursor": cursor} if cursor else {})}
            page = (await office.client(who).get("/api/v1/approvals", params=params)).json()
            seen += [one["id"] for one in page["data"]]
            cursor = page["next_cursor"]
        assert len(seen) == len({*seen}) == 3
        assert seen == sorted(seen, reverse=role == "asked")


async def test_a_repeat_with_the_same_key_is_decided_once(office: Shop) -> None:
    await asked(office)
    (mine,) = await waiting(office, "zoe")
    client = office.client("zoe", **{"Idempotency-Key": "k1"})
    body = {"decision": "approve"}
    first = await client.post(f"/api/v1/approvals/{mine['id']}/decision", json=body)
    again = await client.post(f"/api/v1/approvals/{mine['id']}/decision", json=body)
    assert (first.status_code, first.json()) == (again.status_code, again.json()) == (200, first.json())


async def test_a_delegate_decides_while_somebody_is_away(office: Shop) -> None:
    await asked(office)
    zoe = office.client("zoe")
    wrong = await zoe.put("/api/v1/me/delegation", json={"to": office.people["ann"], "since": "soon"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/since")
    own = await zoe.put("/api/v1/me/delegation", json={"to": office.people["zoe"]})
    assert own.json()["code"] == "delegations.own"
    said = {"to": office.people["ann"], "since": "2026-03-01", "until": "2026-03-09"}
    assert (await zoe.put("/api/v1/me/delegation", json=said)).status_code == 200
    told = (await zoe.get("/api/v1/me/delegation")).json()
    assert {name: told[name] for name in said} == said
    assert await waiting(office, "zoe") == []
    (mine,) = await waiting(office, "ann")
    whole = (await office.client("ann").get(f"/api/v1/approvals/{mine['id']}")).json()
    standing = [one["stands_for"]["name"] for one in whole["steps"][0]["seats"] if one["given"] == "open"]
    assert standing == ["Zoe"]
    assert await waiting(office, "ann", "delegated") == []
    (hers,) = await waiting(office, "zoe", "delegated")
    assert (hers["id"], [one["name"] for one in hers["waits_for"]], hers["may"]) == (mine["id"], ["Ann"], [])
    assert (await zoe.get(f"/api/v1/approvals/{mine['id']}")).status_code == 200
    assert (await zoe.put("/api/v1/me/delegation", json={})).json()["to"] is None
    assert [one["id"] for one in await waiting(office, "zoe")] == [mine["id"]]


async def test_a_refused_decision_is_kept_in_the_history_of_the_record(office: Shop) -> None:
    id = await asked(office)
    (mine,) = await waiting(office, "zoe")
    for who, decision, status in (("max", "approve", 403), ("zoe", "reject", 422)):
        assert (await decide(office, who, mine["id"], decision)).status_code == status
    lines = await office.house.store.history("job", id)
    told = [(line.command, line.actor) for line in lines if line.command.startswith("refused:")]
    assert sorted(told) == [
        ("refused:approval:price.approve", office.people["max"]),
        ("refused:approval:price.reject", office.people["zoe"]),
    ]


async def test_a42_of_two_answers_at_one_moment_the_first_counts_and_the_other_is_told(office: Shop) -> None:
    await office.house.store.people.set_holdings(office.people["sue"], [Holding("owner", None)])
    ids = [await asked(office) for _ in range(4)]
    rounds = [one["id"] for one in await waiting(office, "sue")]
    assert len(rounds) == len(ids)
    both = [(who, id, what) for id in rounds for who, what in (("sue", "approve"), ("zoe", "reject"))]
    answers = await asyncio.gather(*(decide(office, who, id, what, reason="so") for who, id, what in both))
    for place, id in enumerate(rounds):
        pair = answers[2 * place : 2 * place + 2]
        statuses = sorted(one.status_code for one in pair)
        assert statuses in ([200, 403], [200, 409]), [one.text for one in pair]
        (won,) = (one.json() for one in pair if one.status_code == 200)
        now = (await office.client("zoe").get(f"/api/v1/approvals/{id}")).json()
        given = [seat["given"] for seat in now["steps"][0]["seats"]]
        assert sum(one in ("approved", "rejected") for one in given) == 1
        assert won["approval"]["state"] == now["state"]


async def test_a40_whoever_loses_the_duty_while_deciding_either_decided_before_or_not_at_all(
    office: Shop,
) -> None:
    await office.house.store.people.set_holdings(office.people["sue"], [Holding("owner", None)])
    await asked(office)
    (mine,) = await waiting(office, "sue")
    async with office.client("adm") as admin:
        users = {one["login"]: one["id"] for one in (await admin.get("/api/v1/users")).json()["data"]}
        posts = [{"role": "desk", "centre": office.centres["north"]}]
        done, moved = await asyncio.gather(
            decide(office, "sue", mine["id"]),
            admin.put(
                f"/api/v1/users/{users['sue']}/posts", json={"posts": posts}, headers={"If-Match": "*"}
            ),
        )
    assert moved.status_code == 200, moved.text
    given = {one["person"]["id"]: one["given"] for one in await seats(office, mine["id"])}
    assert given[office.people["sue"]] == ("approved" if done.status_code == 200 else "left")
    assert done.status_code in (200, 403, 409)


async def seats(office: Shop, id: str) -> list[dict[str, Any]]:
    return (await office.client("zoe").get(f"/api/v1/approvals/{id}")).json()["steps"][0]["seats"]


async def test_what_was_decided_about_the_like_is_told_to_who_may_see_it(office: Shop) -> None:
    first, second, third = [await asked(office) for _ in range(3)]
    async with office.client("zoe") as zoe:
        ids = {one["about"]["record"]: one["id"] for one in await waiting(office, "zoe")}
        for job, decision in ((first, "approve"), (second, "reject")):
            said = {"decision": decision, "reason": "so", "seen": 1}
            answer = await zoe.post(f"/api/v1/approvals/{ids[job]}/decision", json=said)
            assert answer.status_code == 200, answer.text
        told = (await zoe.get(f"/api/v1/approvals/{ids[third]}/precedents")).json()
    # The price is above 500: the owner's yes is only the first of two, the no is the end.
    assert told == {"days": 90, "approved": 0, "rejected": 1, "averages": {}}
    async with office.client("ann") as ann:
        (last,) = [one for one in await waiting(office, "ann") if one["about"]["record"] == first]
        done = await ann.post(
            f"/api/v1/approvals/{last['id']}/decision", json={"decision": "approve", "seen": 1}
        )
        assert done.status_code == 200, done.text
    async with office.client("zoe") as zoe:
        told = (await zoe.get(f"/api/v1/approvals/{ids[third]}/precedents")).json()
        assert told == {"days": 90, "approved": 1, "rejected": 1, "averages": {"price": "600"}}
        assert (await zoe.get("/api/v1/approvals/nothing/precedents")).status_code == 404
