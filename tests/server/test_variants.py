"""Variants of a workflow over HTTP, on both databases (E21)."""

from typing import Any, cast

from httpx import AsyncClient

from engine.diagnostics.problem import Diagnostic
from server.bootstrap import open_scratch, read_sheet
from server.house import EVERYTHING
from server.imports.mapping import ImportMapping
from server.imports.run import prepare_import, run_import
from server.publish import prepare
from server.publish import publish as switch
from tests.server.conftest import Shop, publish
from tests.server.shop import files
from tests.server.test_errors import assert_problem
from tests.server.test_packs import PUBLISH, ZIP, archive, newer
from tests.server.two_ways import CHECKS, two_ways

JOBS = "/api/v1/records/job"


async def job(client: AsyncClient, **given: Any) -> str:
    made = await client.post(JOBS, json={"input": {"title": "Bike", **given}})
    assert made.status_code == 201, made.text
    return f"{JOBS}/{made.json()['id']}"


async def state(client: AsyncClient, place: str) -> tuple[str, str | None]:
    values = (await client.get(place)).json()["values"]
    return values["state"], values["variant"]


async def test_e21_a_record_keeps_the_workflow_it_was_made_with(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **two_ways())
    async with shop.client("ann") as ann, shop.client("max") as max_:
        check, repair = await job(ann, kind="check"), await job(ann, kind="repair")
        assert await state(ann, check) == ("waiting", "check")
        assert await state(ann, repair) == ("open", None)
        # It was chosen when the record was made: what it was chosen by may change.
        changed = await ann.patch(check, json={"input": {"kind": "repair"}}, headers={"If-Match": '"1"'})
        assert changed.status_code == 200, changed.text
        offered = (await max_.get(f"{check}/transitions")).json()["data"]
        assert [one["id"] for one in offered] == ["look", "remark"]
        offered = (await max_.get(f"{repair}/transitions")).json()["data"]
        assert [one["id"] for one in offered] == ["remark", "start"]
        assert_problem(
            await max_.post(f"{check}/transitions/start", json={}), 404, "workflows.no_such_transition"
        )
        assert (await max_.post(f"{check}/transitions/look", json={})).status_code == 200
        assert await state(ann, check) == ("ready", "check")
        # One name, and another guard in each variant.
        assert_problem(await ann.post(f"{check}/transitions/close", json={}), 409, "workflows.guard")
        why = (await ann.get(f"{check}/close".replace("records", "explain"))).json()
        assert (why["allowed"], why["guard"]["holds"]) == (False, False)
        found = (await ann.get(f"{JOBS}?filter[variant]=check")).json()["data"]
        assert [one["id"] for one in found] == [check.rpartition("/")[2]]
        found = (await ann.get(f"{JOBS}?filter[state]=ready")).json()["data"]
        assert [one["id"] for one in found] == [check.rpartition("/")[2]]
        described = (await ann.get("/api/v1/openapi.json")).json()
        sent = described["paths"][f"{JOBS}/{{id}}/transitions/remark"]["post"]["requestBody"]
        asked = sent["content"]["application/json"]["schema"]["properties"]["input"]["anyOf"]
        assert ["price" in one["properties"] for one in asked] == [True, False]


async def imported(shop: Shop, state: str) -> list[tuple[str, list[str]]]:
    """What becomes of two rows that are to begin in a state, each with the codes of its reasons."""
    rows = b"Title,Kind\nBike,check\nCar,repair\n"
    sheet = read_sheet(rows)
    assert not isinstance(sheet, Diagnostic)
    mapping = ImportMapping(state=state)
    made = await prepare_import(shop.house, "job", sheet, mapping, EVERYTHING, "jobs.csv", rows)
    assert not isinstance(made, list), made
    done = await run_import(shop.house, made)
    codes = [[one["code"] for one in cast("list[dict[str, str]]", row.reasons or [])] for row in done.rows]
    return list(zip((row.state for row in done.rows), codes, strict=True))


async def test_an_import_chooses_the_variant_as_creation_does(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **two_ways())
    assert await imported(shop, "ready") == [("created", []), ("created", [])]
    async with shop.client("zoe") as zoe:
        found = (await zoe.get(f"{JOBS}?sort=title")).json()["data"]
        told = [(one["values"]["variant"], one["values"]["state"]) for one in found]
        assert told == [("check", "ready"), (None, "ready")]
    assert await imported(shop, "waiting") == [
        ("created", []),
        ("refused", ["workflows.not_in_variant"]),
    ]


async def test_a_variant_that_goes_must_be_mapped(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **two_ways())
    async with shop.client("ann") as ann, shop.client("adm") as adm, shop.client("max") as max_:
        check, repair = await job(ann, kind="check"), await job(ann, kind="repair")
        changed: dict[str, Any] = {**two_ways(), "workflows__job.check": None, "workflows__job.look": CHECKS}
        content = archive(**changed, pack=newer())
        refused = await adm.post(PUBLISH, content=content, headers=ZIP)
        problem = assert_problem(refused, 409, "publishing.variant_gone")
        assert problem["reasons"][0]["data"] == {"entity": "job", "state": "check", "count": 1}
        wrong = await adm.post(f"{PUBLISH}?map=job.variant.check=lok", content=content, headers=ZIP)
        assert [one["code"] for one in wrong.json()["reasons"]] == ["publishing.bad_map"]
        lost = await adm.post(f"{PUBLISH}?map=job.variant.check=ordinary", content=content, headers=ZIP)
        assert [one["code"] for one in lost.json()["reasons"]] == ["publishing.state_gone"]
        done = await adm.post(f"{PUBLISH}?map=job.variant.check=look", content=content, headers=ZIP)
        assert (done.status_code, done.json()["moved"]) == (200, 1), done.text
        assert await state(ann, check) == ("waiting", "look")
        assert await state(ann, repair) == ("open", None)
        assert (await max_.post(f"{check}/transitions/look", json={})).status_code == 200


async def test_variants_that_all_go_leave_their_records_to_the_ordinary_workflow(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **two_ways())
    async with shop.client("ann") as ann, shop.client("adm") as adm, shop.client("max") as max_:
        check = await job(ann, kind="check")
        maps = "map=job.variant.check=ordinary&map=job.waiting=working"
        content = archive(pack=newer())
        done = await adm.post(f"{PUBLISH}?{maps}", content=content, headers=ZIP)
        assert (done.status_code, done.json()["moved"]) == (200, 1), done.text
        assert (await ann.get(check)).json()["values"]["state"] == "working"
        offered = (await max_.get(f"{check}/transitions")).json()["data"]
        assert [one["id"] for one in offered] == ["finish", "remark"]


async def test_a_renamed_variant_takes_its_records_along(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **two_ways())
    async with shop.client("ann") as ann, shop.client("adm") as adm:
        check = await job(ann, kind="check")
        renamed = {**CHECKS, "was": ["check"]}
        changed: dict[str, Any] = {**two_ways(), "workflows__job.check": None, "workflows__job.look": renamed}
        done = await adm.post(PUBLISH, content=archive(**changed, pack=newer()), headers=ZIP)
        assert (done.status_code, done.json()["moved"]) == (200, 1), done.text
        assert await state(ann, check) == ("waiting", "look")


async def test_variants_come_to_records_that_are_there_already(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("ann") as ann, shop.client("max") as max_:
        old = await job(ann, kind="check")
        made = await prepare(shop.house, files(**two_ways(), pack=newer()), open_scratch)
        assert made.is_ready, made.diagnostics
        assert made.in_flight == []
        assert made.difference is not None
        told = [one.text["en"] for one in made.difference.changes]
        assert "State “Waiting” (“Job”) was added." in told
        assert "Workflow “Look over” was added." in told
        await switch(shop.house, made, None)
        assert await state(ann, old) == ("open", None)
        assert (await max_.post(f"{old}/transitions/start", json={})).status_code == 200
        assert await state(ann, await job(ann, kind="check")) == ("waiting", "check")
