"""Parameters over HTTP and in lists, facts and whom: each by the day of the record's centre, on both databases."""

import copy
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.follow import Follow
from server.house import EVERYTHING
from server.opening import house_of
from server.timers import fire_due
from tests.server.conftest import START, Shop, make, publish
from tests.server.shop import PACK, label
from tests.server.test_errors import assert_problem

ALL = "/api/v1/parameters"
CAP = f"{ALL}/cap"
EVE = datetime(2026, 3, 31, 15, 59, tzinfo=UTC)  # a minute before April in Shanghai


def with_parameters() -> dict[str, Any]:
    """The shop with parameters of each kind, and jobs that say what they find."""
    manifest = copy.deepcopy(PACK["pack.json"])
    manifest["parameters"] |= {
        "cap": {"type": "integer", "default": 3, "minimum": 1, "maximum": 20, "per": "centre", "example": True, "label": label("Cap")},
        "fee": {"type": "integer", "default": 10, "per": "centre.area", "label": label("Fee")},
        "wait": {"type": "duration", "default": "PT2H", "label": label("Wait")},
        "told": {"type": "roles", "default": ["desk"], "label": label("Who is told")},
    }  # fmt: skip
    job = copy.deepcopy(PACK["entities/job.json"])
    cap = {"parameter": "cap"}
    job["fields"] |= {
        "pieces": {"type": "integer", "label": label("Pieces")},
        "signed_at": {"type": "datetime", "label": label("Signed at")},
    }
    work = copy.deepcopy(PACK["duties/all.read.json"])
    work["allows"]["fields"]["job"]["write"] += ["pieces", "signed_at"]
    take = copy.deepcopy(PACK["duties/job.take.json"])
    take["allows"]["fields"]["job"]["write"] += ["pieces", "signed_at"]
    few = {"kind": "invariant", "entity": "job", "fields": ["pieces"], "label": label("Not too many pieces"),
           "holds": {"any": [{"field": "pieces", "op": "absent"}, {"field": "pieces", "op": "lte", "value": cap}]}}  # fmt: skip
    tell = copy.deepcopy(PACK["rules/tell_desk.json"])
    tell["then"] = [
        {"task": {"for": {"parameter": "told"}, "label": label("Call"), "done_by": ["job.close"]}}
    ]
    region = {
        "type": "enum",
        "label": label("Region"),
        "options": {one: {"label": label(one)} for one in ("hill", "sea")},
    }
    centre = {"kind": "entity", "label": label("Centre"), "title": "name", "fields": {"area": region}}
    return {
        "pack": manifest, "entities__job": job, "entities__centre": centre, "duties__all.read": work,
        "duties__job.take": take, "invariants__few": few, "rules__tell_desk": tell,
    }  # fmt: skip


async def opened(shop: Shop) -> Shop:
    await publish(shop.house, **with_parameters())
    return shop


async def put(shop: Shop, name: str, **said: Any) -> dict[str, Any]:
    async with shop.client("adm") as admin:
        answer = await admin.put(f"{ALL}/{name}", json=said)
        assert answer.status_code == 200, answer.text
        return answer.json()


async def job(shop: Shop, centre: str, **values: Any) -> str:
    asked = CreateRecord(
        shop.house.scene(EVERYTHING), "job", {"title": "Bike", **values}, centre=shop.centres[centre]
    )
    outcome = await shop.house.submit(create_record, asked)
    assert isinstance(outcome, Decision), outcome
    return str(outcome.answer["id"])


async def found(shop: Shop, value: Any) -> set[str]:
    """Which jobs have more pieces than a value."""
    said = {"filter": {"field": "pieces", "op": "gt", "value": value}, "limit": 50}
    async with shop.client("zoe") as zoe:
        answer = await zoe.post("/api/v1/records/job/search", json=said)
        assert answer.status_code == 200, answer.text
        return {one["id"] for one in answer.json()["data"]}


async def test_e19_a_value_is_set_per_centre_from_a_day_and_begins_by_itself(shop_on_both: Shop) -> None:
    shop = await opened(shop_on_both)
    north, west = shop.centres["north"], shop.centres["south"]
    moved = ChangeRecord(shop.house.scene(EVERYTHING), "centre", west, {"time_zone": "Europe/Berlin"})
    assert isinstance(await shop.house.submit(change_record, moved), Decision)
    shop.clock.move_to(EVE)
    await put(shop, "cap", value=5)
    shown = await put(shop, "cap", value=2, **{"from": "2026-04-01"})
    assert (shown["value"], [one["value"] for one in shown["to_come"]]) == (5, [2])
    here, there = await job(shop, "north", pieces=4), await job(shop, "south", pieces=4)
    cap = {"parameter": "cap"}
    assert await found(shop, cap) == set()
    shop.clock.move_to(EVE.replace(hour=16, minute=0))  # April in Shanghai, March in Berlin
    assert await found(shop, cap) == {here}
    for id, allowed in ((here, False), (there, True)):
        changed = ChangeRecord(shop.house.scene(EVERYTHING), "job", id, {"pieces": 5})
        assert isinstance(await shop.house.submit(change_record, changed), Decision) is allowed
    shop.clock.move_to(EVE.replace(hour=22, minute=0))
    assert await found(shop, cap) == {here, there}
    shown = await put(shop, "cap", value=9, centre=north)
    assert (shown["value"], shown["to_come"]) == (2, [])
    assert {(one["centre"], one["value"]) for one in shown["in_force"]} == {(None, 2), (north, 9)}
    assert await found(shop, cap) == {there}
    # Started anew, a process knows the same.
    assert (await house_of(shop.house.store, shop.clock)).settings == shop.house.settings


async def test_e19_an_option_of_the_centre_chooses(shop_on_both: Shop) -> None:
    shop = await opened(shop_on_both)
    for name, region in (("north", "hill"), ("south", "sea")):
        asked = ChangeRecord(shop.house.scene(EVERYTHING), "centre", shop.centres[name], {"area": region})
        assert isinstance(await shop.house.submit(change_record, asked), Decision)
    here, there = await job(shop, "north", pieces=3), await job(shop, "south", pieces=3)
    assert await found(shop, {"parameter": "fee"}) == set()
    shown = await put(shop, "fee", value=2, option="sea")
    assert [(one["option"], one["centre"], one["value"]) for one in shown["in_force"]] == [("sea", None, 2)]
    assert await found(shop, {"parameter": "fee"}) == {there}
    await put(shop, "fee", value=1)
    assert await found(shop, {"parameter": "fee"}) == {here, there}


async def test_e19_as_of_a_day_of_the_record(shop_on_both: Shop) -> None:
    shop = await opened(shop_on_both)
    await put(shop, "fee", value=2, **{"from": "2026-02-01"})
    await put(shop, "fee", value=8, **{"from": "2026-03-01"})
    signed = {
        "before": "2026-01-31T15:59:00Z", "cheap": "2026-01-31T16:00:00Z", "dear": "2026-02-28T16:00:00Z", "never": None,
    }  # fmt: skip
    jobs = {id: await job(shop, "north", pieces=3, signed_at=at) for id, at in signed.items()}
    fee = {"parameter": "fee", "as_of": {"field": "signed_at"}}
    assert await found(shop, fee) == {jobs["cheap"]}


async def test_a_value_is_typed_bounded_and_in_a_place_that_it_has(shop: Shop) -> None:
    await opened(shop)
    async with shop.client("adm") as admin:
        for said, code, pointer in (
            ({"value": "many"}, "conditions.wrong_value", "/value"),
            ({"value": 21}, "parameters.out_of_bounds", "/value"),
            ({"value": 5, "centre": "nowhere"}, "parameters.no_such_centre", "/centre"),
            ({"value": 5, "option": "sea"}, "parameters.not_per_option", "/option"),
            ({"value": 5, "from": "soon"}, "server.wrong_value", "/from"),
            ({}, "parameters.no_value", ""),
            ({"value": ""}, "parameters.no_value", "/value"),
            ({"value": None}, "parameters.nothing_set", "/value"),
        ):
            answer = await admin.put(CAP, json=said, headers={"Accept-Language": "zh-CN"})
            problem = assert_problem(answer, 422, code)
            assert [one["pointer"] for one in problem.get("errors", [])] == [pointer], said
            assert any("一" <= sign <= "鿿" for sign in problem["reasons"][0]["text"])
        both = await admin.put(CAP, json={"value": 21, "option": "sea"})
        assert len(both.json()["reasons"]) == 2
        assert_problem(
            await admin.put(f"{ALL}/told", json={"value": ["nobody"]}), 422, "conditions.unknown_option"
        )
        assert_problem(await admin.put(f"{ALL}/cup", json={"value": 1}), 404, "parameters.no_such_parameter")
        assert_problem(await admin.get(f"{ALL}/cup/history"), 404, "parameters.no_such_parameter")
        assert (await admin.put(f"{ALL}/wait", json={"value": "PT3H"})).json()["value"] == "PT3H"
    assert shop.house.settings.keys() == {("wait", None)}
    async with shop.client("zoe") as zoe:
        assert (await zoe.get(ALL)).status_code == 403
        assert (await zoe.put(CAP, json={"value": 5})).status_code == 403


async def test_every_change_is_kept_with_who_and_when(shop_on_both: Shop) -> None:
    shop = await opened(shop_on_both)
    async with shop.client("adm") as admin:
        before = {one["id"]: one for one in (await admin.get(ALL)).json()["data"]}
        assert (before["cap"]["example"], before["cap"]["value"], before["cap"]["type"]) == (
            True,
            3,
            "integer",
        )
        await put(shop, "cap", value=5)
        await put(shop, "cap", value=7, **{"from": "2027-01-01"})
        back = await put(shop, "cap", value=None, **{"from": "2027-01-01"})
        assert (back["value"], back["to_come"], back["example"]) == (5, [], True)
        assert (await put(shop, "cap", confirm=True))["example"] is False
        lines = (await admin.get(f"{CAP}/history")).json()["data"]
        assert [(one["what"], one["value"], one["from"]) for one in lines] == [
            ("confirmed", None, None),
            ("taken_back", None, "2027-01-01"),
            ("set", 7, "2027-01-01"),
            ("set", 5, "2026-03-02"),
        ]
        assert {one["changed_by"] for one in lines} == {shop.people["adm"]}
        assert lines[0]["changed_at"] == "2026-03-02T01:00:00Z"
        assert len((await admin.get(f"{CAP}/history?limit=1")).json()["data"]) == 1


async def test_another_process_learns_of_a_change(shop_on_both: Shop) -> None:
    shop = await opened(shop_on_both)
    other = await house_of(shop.house.store, shop.clock)
    await put(shop, "cap", value=5, confirm=True)
    assert (other.settings, other.confirmed) == ({}, frozenset())
    await Follow(other).look_once()
    assert (other.settings, other.confirmed) == (shop.house.settings, {"cap"})


async def test_e4_roles_of_a_parameter_are_told(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await opened(shop)
    await put(shop, "told", value=["owner", "desk"])
    customer = await make(shop.house, "customer", name="Bo")
    made = await job(shop, "north", customer=customer)
    async with shop.client("max") as max_:
        place = f"/api/v1/records/job/{made}/transitions"
        assert (await max_.post(f"{place}/start", json={})).status_code == 200
        done = await max_.post(f"{place}/finish", json={"input": {"price": "5", "reason": "x"}})
        assert done.status_code == 200, done.text
    told = {task.person for task in await shop.house.store.tasks.all_open()}
    assert told == {shop.people["ann"], shop.people["zoe"]}


async def test_e19_a_scope_asks_the_parameter_of_each_rows_centre(shop_on_both: Shop) -> None:
    shop = shop_on_both
    pack = with_parameters()
    pack["duties__few.look"] = {
        "kind": "duty", "label": label("Small jobs"), "held_by": ["mechanic"],
        "scope": {"field": "pieces", "op": "lte", "value": {"parameter": "cap"}},
        "allows": {"fields": {"job": {"read": ["margin", "pieces"]}}},
    }  # fmt: skip
    pack["duties__job.work"] = copy.deepcopy(PACK["duties/job.work.json"])
    await publish(shop.house, **pack)
    await put(shop, "cap", value=5, centre=shop.centres["south"])
    await put(shop, "cap", value=4, **{"from": "2026-03-03"})
    here, there = await job(shop, "north", pieces=3), await job(shop, "south", pieces=5)
    shop.clock.move_to(START + timedelta(days=1))
    big = await job(shop, "north", pieces=4)
    shop.clock.move_to(START)

    async def seen() -> tuple[set[str], set[str]]:
        """The jobs that a mechanic of the south finds, and those whose pieces may be read."""
        async with shop.client("sue") as sue:
            rows = (await sue.get("/api/v1/records/job?limit=50&fields=pieces")).json()["data"]
            for one in (here, there, big):
                status = (await sue.get(f"/api/v1/records/job/{one}")).status_code
                assert (status == 200) is (one in {row["id"] for row in rows})
        return {row["id"] for row in rows}, {row["id"] for row in rows if "pieces" in row["values"]}

    assert await seen() == ({here, there}, {here, there})
    shop.clock.move_to(START + timedelta(days=1))
    assert await seen() == ({here, there, big}, {here, there, big})
    await put(shop, "cap", value=2, centre=shop.centres["south"])
    assert await seen() == (
        {here, there, big},
        {here, big},
    )  # its own centre's jobs by the duty to work on them
    await put(shop, "cap", value=2, centre=shop.centres["north"])
    assert await seen() == ({there}, set())


async def test_e19_as_of_in_figures_over_sets_and_in_metrics(shop_on_both: Shop) -> None:
    shop = shop_on_both
    pack = with_parameters()
    pack["pack"]["parameters"]["toll"] = {"type": "money", "default": 10, "label": label("Toll")}
    then = {"parameter": "toll", "as_of": {"field": "record.signed_at"}}
    pack["entities__job"]["fields"]["dear"] = {
        "type": "rollup", "of": "parts", "function": "count", "where": {"field": "cost", "op": "gt", "value": then}, "label": label("Dear parts"),
    }  # fmt: skip
    pack["invariants__one_dear"] = {
        "kind": "invariant", "entity": "job", "fields": ["signed_at", "dear"], "label": label("At most one dear part"),
        "holds": {"count": "parts", "where": {"field": "cost", "op": "gt", "value": then}, "op": "lte", "value": 1},
    }  # fmt: skip
    pack["metrics__many"] = {
        "kind": "metric", "label": label("Many pieces"), "entity": "job", "at": "wanted_on", "function": "share",
        "holds": {"field": "pieces", "op": "gt", "value": {"parameter": "fee", "as_of": {"field": "signed_at"}}},
    }  # fmt: skip
    await publish(shop.house, **pack)
    for name in ("fee", "toll"):
        await put(shop, name, value=2, **{"from": "2026-02-01"})
        await put(shop, name, value=8, **{"from": "2026-03-01"})
    cheap, dear = "2026-02-10T08:00:00Z", "2026-03-01T08:00:00Z"
    parts = [{"name": "Bell", "cost": 3}, {"name": "Rim", "cost": 9}]
    given = {"pieces": 3, "wanted_on": "2026-03-10"}
    early = await job(shop, "north", signed_at=cheap, parts=parts[:1], **given)
    late = await job(shop, "north", signed_at=dear, parts=parts, **given)
    two = CreateRecord(
        shop.house.scene(EVERYTHING), "job", {"title": "Bike", "signed_at": cheap, "parts": parts}
    )
    refused = await shop.house.submit(create_record, two)
    assert isinstance(refused, Refusal)
    async with shop.client("zoe") as zoe:
        for id in (early, late):
            assert (await zoe.get(f"/api/v1/records/job/{id}")).json()["values"]["dear"] == 1
        rows = (await zoe.get("/api/v1/records/job?fields=dear&filter[pieces]=3")).json()["data"]
        assert {row["id"]: row["values"]["dear"] for row in rows} == {early: 1, late: 1}
        told = (await zoe.get("/api/v1/metrics/many?from=2026-03-01&to=2026-03-31")).json()
        assert (told["total"]["held"], told["total"]["rows"]) == (1, 2)
        query = "/api/v1/metrics/many/records?from=2026-03-01&to=2026-03-31&held=true"
        assert [row["id"] for row in (await zoe.get(query)).json()["data"]] == [early]


async def test_a35_a_changed_parameter_changes_no_record_that_is_there(shop_on_both: Shop) -> None:
    shop = await opened(shop_on_both)
    many = await job(shop, "north", pieces=3)
    await put(shop, "cap", value=1)
    async with shop.client("zoe") as zoe:
        found = await zoe.get(f"/api/v1/records/job/{many}")
        assert (found.json()["values"]["pieces"], found.json()["version"]) == (3, 1)
    changed = ChangeRecord(shop.house.scene(EVERYTHING), "job", many, {"title": "Bicycle"})
    assert isinstance(await shop.house.submit(change_record, changed), Decision)
    changed = ChangeRecord(shop.house.scene(EVERYTHING), "job", many, {"pieces": 2})
    assert isinstance(await shop.house.submit(change_record, changed), Refusal)


async def test_a35_more_time_counts_for_what_runs_and_less_time_for_what_starts_after_it(
    shop_on_both: Shop,
) -> None:
    shop = shop_on_both
    pack = with_parameters()
    flow = copy.deepcopy(PACK["workflows/job.json"])
    then = [{"set": {"urgent": True}}]
    flow["states"]["open"]["deadlines"] = {"slow": {"after": {"parameter": "wait"}, "then": then}}
    await publish(shop.house, **pack, workflows__job=flow)
    one = await job(shop, "north")
    timers = shop.house.store.timers

    async def due(id: str) -> list[datetime]:
        return [timer.due_at for timer in await timers.of_record(id)]

    assert await due(one) == [START + timedelta(hours=2)]
    await put(shop, "wait", value="PT4H")
    shop.clock.move_to(START + timedelta(hours=2))
    assert await fire_due(shop.house) > 0
    assert await due(one) == [START + timedelta(hours=4)]
    await put(shop, "wait", value="PT1H")
    changed = ChangeRecord(shop.house.scene(EVERYTHING), "job", one, {"title": "Bicycle"})
    assert isinstance(await shop.house.submit(change_record, changed), Decision)
    assert await fire_due(shop.house) == 0
    assert await due(one) == [START + timedelta(hours=4)]
    assert await due(await job(shop, "north")) == [START + timedelta(hours=3)]
    await put(
        shop, "wait", value="P1D", **{"from": "2026-03-03"}
    )  # begins before the next one is due, and grants more
    shop.clock.move_to(START + timedelta(hours=4))
    while await fire_due(shop.house):
        pass
    assert await due(one) == []
    last = await job(shop, "north")
    assert await due(last) == [START + timedelta(hours=5)]
