"""Looking at a file, importing it in the background, and its result as a table: over HTTP."""

import asyncio
import io
import json
from datetime import timedelta
from typing import Any

import httpx
import openpyxl

from tests.server.conftest import Shop
from tests.server.test_errors import assert_problem

IMPORTS = "/api/v1/imports"
PLACE = f"{IMPORTS}?entity=customer"
TABLE = "姓名,手机,备注\nBo,１３８ 0013 8000,x\nCy,1.38E+10,\nDi,+86 139 0013 9000,\n"


def form(data: bytes, name: str = "customers.csv", **mapping: object) -> dict[str, Any]:
    return {"files": {"file": (name, data, "text/csv")}, "data": {"mapping": json.dumps(mapping)}}


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


async def ended(client: httpx.AsyncClient, id: str) -> dict[str, Any]:
    for _ in range(200):
        job: dict[str, Any] = (await client.get(f"{IMPORTS}/{id}")).json()
        if job["state"] != "running":
            return job
        await asyncio.sleep(0.02)
    raise AssertionError(id)


async def test_a_look_finds_out_what_the_columns_are(shop: Shop) -> None:
    async with shop.client("zoe") as zoe:
        seen = await zoe.post(f"{IMPORTS}/look?entity=customer", **form(TABLE.encode("gb18030")))
        assert seen.status_code == 200, seen.text
        told = seen.json()
        assert (told["kind"], told["encoding"], told["delimiter"], told["rows"]) == ("csv", "gb18030", ",", 3)
        columns = {one["header"]: one for one in told["columns"]}
        assert [columns[name]["field"] for name in ("姓名", "手机", "备注")] == [None, "phone", None]
        assert columns["手机"]["samples"] == ["１３８ 0013 8000", "1.38E+10", "+86 139 0013 9000"]
        assert told["keys"] == [["phone"]]
        assert {"id": "name", "required": True} in told["fields"]
        assert_problem(
            await zoe.post(f"{IMPORTS}/look?entity=nothing", **form(b"a\n1\n")), 404, "records.no_such_entity"
        )
        assert (await zoe.post(f"{IMPORTS}/look?entity=customer", **form(b""))).status_code == 422


async def test_a_sheet_of_a_workbook_is_chosen(shop: Shop) -> None:
    data = workbook(Old=[["Name"], ["Al"]], New=[["Name", "Phone"], ["Bo", 13800138000]])
    async with shop.client("zoe") as zoe:
        first = (await zoe.post(f"{IMPORTS}/look?entity=customer", **form(data))).json()
        assert (first["sheets"], first["sheet"], first["rows"]) == (["Old", "New"], "Old", 1)
        done = await zoe.post(f"{PLACE}&sheet=New", **form(data))
        assert done.json()["counts"] == {"created": 1}, done.text
        (made,) = (await zoe.get("/api/v1/records/customer")).json()["data"]
        assert made["values"]["name"] == "Bo"
        assert (await zoe.post(f"{PLACE}&sheet=Else", **form(data))).status_code == 422


async def test_a_dry_run_shows_the_first_rows_of_each_end(shop: Shop) -> None:
    async with shop.client("zoe") as zoe:
        assert (await zoe.post(PLACE, **form(b"Name,Phone\nBo,13800138000\n"))).status_code == 200
        tried = await zoe.post(
            f"{PLACE}&dry=true", **form(TABLE.encode(), columns={"姓名": "name"}, key=["phone"])
        )
        told = tried.json()
        assert told["counts"] == {"skipped": 1, "created": 1, "refused": 1}, tried.text
        (new,) = told["first"]["created"]
        assert (new["row"], new["values"]) == (4, {"name": "Di", "phone": "+8613900139000"})
        assert told["first"]["refused"][0]["reasons"][0]["code"] == "imports.number_eaten"
        assert set(told["first"]["refused"][0]["reasons"][0]["text"]) == {"en", "zh-CN"}


async def test_an_import_goes_on_by_itself_and_tells_how_far_it_is(shop_on_both: Shop) -> None:
    rows = "".join(f"C{number},1380013{number:04}\n" for number in range(300))
    async with shop_on_both.client("zoe") as zoe, shop_on_both.client("max") as max_:
        begun = await zoe.post(f"{PLACE}&background=true", **form(f"Name,Phone\n{rows}D,12\n".encode()))
        assert begun.status_code == 202, begun.text
        job = await ended(zoe, begun.json()["id"])
        assert (job["state"], job["total"], job["done"], job["refused"]) == ("done", 301, 300, 1)
        assert job["counts"] == {"created": 300, "refused": 1}
        (listed,) = (await zoe.get(f"{IMPORTS}?entity=customer")).json()["data"]
        assert (listed["id"], listed["file"]) == (job["id"], "customers.csv")
        assert (await max_.get(IMPORTS)).json()["data"] == []
        place = f"{IMPORTS}/{job['id']}/result"
        assert_problem(await max_.get(place), 404, "server.no_such_import")
        table = (await zoe.get(place, headers={"Accept-Language": "zh-CN"})).content.decode("utf-8-sig")
        lines = table.splitlines()
        assert len(lines) == 302
        assert lines[0].startswith("行号,结果,原因,记录,")
        assert "拒绝" in lines[-1]
        only = await zoe.get(f"{place}?state=refused&format=xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(only.content)).active
        assert sheet is not None
        assert sheet.max_row == 2
        assert_problem(await zoe.get(f"{place}?format=pdf"), 422, "server.wrong_value")


async def test_a_file_that_breaks_off_stops_its_import(shop: Shop) -> None:
    broken = b'Name,Phone\nBo,13800138000\n"' + b"x" * 40_000
    async with shop.client("zoe") as zoe:
        assert_problem(await zoe.post(f"{PLACE}&background=true", **form(broken)), 422, "server.bad_upload")
        begun = await zoe.post(f"{PLACE}&background=true&confirm_due=true", **form(broken))
        job = await ended(zoe, begun.json()["id"])
        assert job["state"] == "stopped"
        assert_problem(await zoe.post(f"{IMPORTS}/{job['id']}/undo"), 409, "imports.not_undoable")


async def test_what_a_person_said_of_a_header_is_remembered_for_them(shop_on_both: Shop) -> None:
    shop = shop_on_both
    data = "Kunde,手机,Intern\nBo,13800138000,x\n".encode()
    async with shop.client("zoe") as zoe, shop.client("ann") as ann:
        said = form(data, columns={"Kunde": "name", "手机": "phone", "Intern": None}, strategy="fill")
        assert (await zoe.post(PLACE, **said)).json()["counts"] == {"created": 1}
        mine = (await zoe.post(f"{IMPORTS}/look?entity=customer", **form(data))).json()
        assert [(one["field"], one["remembered"]) for one in mine["columns"]] == [
            ("name", True),
            ("phone", True),
            (None, True),
        ]
        assert mine["strategy"] == "fill"
        theirs = (await ann.post(f"{IMPORTS}/look?entity=customer", **form(data))).json()
        assert [one["field"] for one in theirs["columns"]] == [None, "phone", None]


async def test_after_a_day_an_import_is_not_taken_back_over_http(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("zoe") as zoe:
        done = (await zoe.post(PLACE, **form(b"Name,Phone\nBo,13800138000\n"))).json()
        shop.clock.move_to(shop.clock.now() + timedelta(hours=24, minutes=1))
        assert_problem(await zoe.post(f"{IMPORTS}/{done['id']}/undo"), 409, "imports.undo_late")
