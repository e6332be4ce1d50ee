"""The work queue over HTTP, on both databases: what is to be done now, why, and what may come next."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from engine.commands.create_record import CreateRecord, create_record
from engine.values.record import Decision
from server.house import EVERYTHING
from tests.server.conftest import START, Shop, publish
from tests.server.shop import PACK, label

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def pack() -> dict[str, Any]:
    """The shop, where jobs have a next action, may wait too long, and are given up after a while."""
    job, workflow = deepcopy(PACK["entities/job.json"]), deepcopy(PACK["workflows/job.json"])
    job["fields"]["next_at"] = {"type": "datetime", "label": label("Next at")}
    job["fields"]["next"] = {"type": "text", "label": label("Next")}
    job["next_action"] = {"at": "next_at", "what": "next"}
    workflow["states"]["working"]["stale_after"] = "P2D"
    workflow["states"]["open"]["stale_after"] = {"after": "PT8H", "clock": "working"}
    workflow["transitions"]["give_up"] = {
        "label": label("Give up"), "from": ["working"], "to": "closed",
        "timer": {"after": "P3D"}, "guard": {"field": "urgent", "op": "eq", "value": False},
    }  # fmt: skip
    manifest = {**PACK["pack.json"], "calendar": "shop"}
    calendar = {
        "kind": "calendar", "label": label("Hours"),
        "week": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    }  # fmt: skip
    duty = deepcopy(PACK["duties/job.take.json"])
    duty["allows"]["fields"]["job"]["write"] += ["next_at", "next"]
    rule = deepcopy(PACK["rules/tell_desk.json"])
    rule["when"] = {"transition": "job.start"}
    rule["then"][0]["task"]["due"] = {"after": "PT1H"}
    return {
        "pack": manifest, "entities__job": job, "workflows__job": workflow, "calendars__shop": calendar,
        "duties__job.take": duty, "rules__tell_desk": rule,
    }  # fmt: skip


@pytest.fixture
async def desk(shop_on_both: Shop) -> Shop:
    await publish(shop_on_both.house, **pack())
    return shop_on_both


async def a_job(shop: Shop, title: str, who: str = "ann", **values: Any) -> str:
    ask = CreateRecord(
        shop.house.scene(EVERYTHING), "job", {"title": title, **values}, owner=shop.people[who], centre=shop.centres["north"]
    )  # fmt: skip
    made = await shop.house.submit(create_record, ask)
    assert isinstance(made, Decision), made
    return str(made.answer["id"])


async def queue(shop: Shop, who: str = "ann", language: str = "en", **query: Any) -> dict[str, Any]:
    async with shop.client(who, **{"Accept-Language": language}) as client:
        answer = await client.get("/api/v1/queue", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def act(shop: Shop, who: str, place: str) -> dict[str, Any]:
    async with shop.client(who) as client:
        answer = await client.post(f"/api/v1/{place}", json={})
    assert answer.status_code == 200, answer.text
    return answer.json()


def told(found: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    return [(one["kind"], one["title"], [why["code"] for why in one["reasons"]]) for one in found["data"]]


async def test_next_actions_tasks_and_stays_stand_by_urgency(desk: Shop) -> None:
    late = await a_job(desk, "late", next_at=(START - HOUR).isoformat(), next="Ring them")
    await a_job(desk, "today", next_at=(START + 3 * HOUR).isoformat())
    await a_job(desk, "another day", next_at=(START + 2 * DAY).isoformat())
    await a_job(desk, "not mine", "zoe", next_at=(START - DAY).isoformat())
    begun = await a_job(desk, "begun")
    await act(desk, "max", f"records/job/{begun}/transitions/start")
    found = await queue(desk)
    assert told(found) == [
        ("next_action", "late", ["queue.next_overdue"]),
        ("task", "begun", ["queue.of_duty", "queue.task_due"]),
        ("next_action", "today", ["queue.next_due"]),
    ]
    first, task, _ = found["data"]
    assert (first["label"], first["overdue_since"], first["record"]) == (
        "Ring them",
        "2026-03-02T00:00:00Z",
        late,
    )
    assert (task["label"], task["due_at"], task["overdue_since"]) == (
        "Call the customer",
        "2026-03-02T02:00:00Z",
        None,
    )
    assert found["counts"] == {
        "total": 3, "task": 1, "next_action": 2, "deadline": 0, "stale": 0, "overdue": 1, "stays": 0
    }  # fmt: skip
    assert found["total"] == {"value": 3, "exact": True}


async def test_overdue_and_stale_are_two_signals(desk: Shop) -> None:
    await a_job(desk, "both", next_at=(START - HOUR).isoformat())
    await a_job(desk, "only stale")
    desk.clock.move_to(START + 8 * HOUR)  # the working day is over: eight hours have passed just now
    both, stale = (await queue(desk))["data"]
    assert (both["kind"], both["overdue_since"], both["stale_since"]) == (
        "next_action", "2026-03-02T00:00:00Z", "2026-03-02T09:00:00Z",
    )  # fmt: skip
    assert (stale["kind"], stale["overdue_since"], stale["stale_since"]) == (
        "stale",
        None,
        "2026-03-02T09:00:00Z",
    )
    assert "2026-03-02 09:00" in stale["reasons"][0]["text"]
    chinese = (await queue(desk, language="zh-CN"))["data"][1]["reasons"][0]["text"]
    assert "停留" in chinese


async def test_a_stay_is_counted_on_the_clock_that_its_state_names(desk: Shop) -> None:
    await a_job(desk, "new")
    begun = await a_job(desk, "begun")
    await act(desk, "max", f"records/job/{begun}/transitions/start")
    desk.clock.move_to(START + 7 * HOUR)
    assert "stale" not in [one["kind"] for one in (await queue(desk))["data"]]
    desk.clock.move_to(START + 2 * DAY - HOUR)
    stays = [one["title"] for one in (await queue(desk))["data"] if one["stale_since"]]
    assert stays == ["new"]  # eight working hours have passed, two days have not
    desk.clock.move_to(START + 2 * DAY)
    task, new = (await queue(desk))["data"]
    assert (task["title"], new["title"]) == ("begun", "new")
    assert (task["overdue_since"], task["stale_since"]) == ("2026-03-02T02:00:00Z", "2026-03-04T01:00:00Z")


async def test_a_stay_may_be_as_long_as_the_centre_sets_it(shop_on_both: Shop) -> None:
    shop, said = shop_on_both, pack()
    manifest, workflow = deepcopy(said["pack"]), deepcopy(said["workflows__job"])
    rests = {"type": "duration", "default": "P2D", "per": "centre", "label": label("Rests")}
    manifest["parameters"] = {**manifest["parameters"], "rests": rests}
    workflow["states"]["open"]["stale_after"] = {"after": {"parameter": "rests"}}
    await publish(shop.house, **{**said, "pack": manifest, "workflows__job": workflow})
    await a_job(shop, "old")

    async def at(hours: int) -> list[str]:
        shop.clock.move_to(START + hours * HOUR)
        return [one["title"] for one in (await queue(shop))["data"] if one["stale_since"]]

    async def set_to(span: str, centre: str) -> None:
        async with shop.client("adm") as admin:
            body = {"value": span, "centre": shop.centres[centre], "confirm": True}
            answer = await admin.put("/api/v1/parameters/rests", json=body)
            assert answer.status_code == 200, answer.text

    assert await at(23) == []
    await set_to("P1D", "south")
    assert await at(25) == [], "what another centre sets counts there"
    await set_to("P1D", "north")
    assert await at(25) == ["old"], "a shorter time counts at once for what rests already"
    await set_to("P9D", "north")
    assert await at(49) == []


async def test_what_a_timer_will_do_today_is_told_to_the_owner(desk: Shop) -> None:
    begun = await a_job(desk, "begun", urgent=True)
    await act(desk, "max", f"records/job/{begun}/transitions/start")
    desk.clock.move_to(START + 3 * DAY - HOUR)
    (one,) = (one for one in (await queue(desk))["data"] if one["kind"] == "deadline")
    assert one["reasons"][0] == {
        "code": "queue.deadline_due", "text": "“Give up” is due at 2026-03-05 09:00.", "data": one["reasons"][0]["data"]
    }  # fmt: skip
    desk.clock.move_to(START + 3 * DAY + HOUR)
    (one,) = (one for one in (await queue(desk))["data"] if one["kind"] == "deadline")
    assert (one["reasons"][0]["code"], one["overdue_since"]) == (
        "queue.deadline_waits",
        "2026-03-05T01:00:00Z",
    )


async def test_each_item_says_what_may_come_next_for_whoever_asks(desk: Shop) -> None:
    job = await a_job(desk, "mine", "max", next_at=START.isoformat())
    (one,) = (await queue(desk, "max"))["data"]
    assert [(step["id"], step["allowed"]) for step in one["next"]] == [("remark", True), ("start", True)]
    assert (one["state"], one["state_label"]) == ("open", "Open")
    await act(desk, "max", f"records/job/{job}/transitions/start")
    (one,) = (one for one in (await queue(desk, "max"))["data"] if one["kind"] == "next_action")
    finish = next(step for step in one["next"] if step["id"] == "finish")
    assert (finish["allowed"], finish["reasons"][0]["code"]) == (False, "workflows.guard")


async def test_a_task_of_a_duty_leaves_the_queues_of_the_others_when_it_is_taken(desk: Shop) -> None:
    begun = await a_job(desk, "begun")
    await act(desk, "max", f"records/job/{begun}/transitions/start")
    (task,) = (await queue(desk))["data"]
    taken = await act(desk, "ann", f"tasks/{task['id']}/take")
    assert taken["person"] == desk.people["ann"]
    (mine,) = (await queue(desk))["data"]
    assert (mine["task"]["person"], mine["reasons"][0]["code"]) == (desk.people["ann"], "queue.yours")
    await act(desk, "ann", f"tasks/{task['id']}/give_back")
    assert (await queue(desk))["data"][0]["task"]["person"] is None
    async with desk.client("max") as client:
        refused = await client.post(f"/api/v1/tasks/{task['id']}/take", json={})
    assert (refused.status_code, refused.json()["code"]) == (403, "tasks.not_yours")
    async with desk.client("sue") as client:
        refused = await client.post(f"/api/v1/tasks/{task['id']}/take", json={})
    assert (refused.status_code, refused.json()["code"]) == (404, "tasks.missing")


async def test_pages_go_on_where_the_one_before_ended(desk: Shop) -> None:
    for number in range(5):
        await a_job(desk, str(number), next_at=(START - number * HOUR).isoformat())
    seen: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        found = await queue(desk, limit=2, **cursor)
        assert found["total"]["value"] == 5
        seen += [one["title"] for one in found["data"]]
        if found["next_cursor"] is None:
            break
        cursor = {"cursor": found["next_cursor"]}
    assert seen == ["4", "3", "2", "1", "0"]
    async with desk.client("ann") as client:
        assert (await client.get("/api/v1/queue?cursor=nonsense")).status_code == 422


async def test_the_owner_is_told_when_a_clock_is_due(shop_on_both: Shop) -> None:
    said = pack()
    said["entities__job"]["fields"]["reply"] = {
        "type": "clock", "label": label("Reply"), "starts_on": ["created"], "stops_on": ["job.start"], "target": "PT6H",
    }  # fmt: skip
    await publish(shop_on_both.house, **said)
    job = await a_job(shop_on_both, "Chair")
    (item,) = (await queue(shop_on_both))["data"]
    assert (item["kind"], item["record"]) == ("deadline", job)
    assert item["reasons"][0]["text"] == "“Reply” is due at 2026-03-02 15:00."
