"""Tables in and out over HTTP."""

import io
import json

import openpyxl

from tests.server.conftest import Shop
from tests.server.test_errors import assert_problem

IMPORTS = "/api/v1/imports"
TABLE = b"Name,Phone\nBo,138 0013 8000\nCy,12\nDi,13900139000\n"


def form(data: bytes, **mapping: object) -> dict[str, object]:
    return {"files": {"file": ("customers.csv", data, "text/csv")}, "data": {"mapping": json.dumps(mapping)}}


async def test_a_table_comes_in_row_by_row_and_goes_again(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("zoe") as zoe, shop.client("ann") as ann, shop.client("max") as max_:
        place = f"{IMPORTS}?entity=customer"
        tried = await zoe.post(f"{place}&dry=true", **form(TABLE, key=["phone"]))  # type: ignore[arg-type]
        assert (tried.json()["id"], tried.json()["counts"]) == (None, {"created": 2, "refused": 1}), (
            tried.text
        )
        assert (await zoe.get("/api/v1/records/customer")).json()["data"] == []
        done = await zoe.post(place, **form(TABLE, key=["phone"]))  # type: ignore[arg-type]
        assert done.json()["counts"] == {"created": 2, "refused": 1}, done.text
        (refused,) = done.json()["refused"]
        assert refused["cells"]["Phone"] == "12"
        assert refused["reasons"][0]["code"] == "records.bad_phone"
        job = f"{IMPORTS}/{done.json()['id']}"
        seen = (await zoe.get(job)).json()
        assert (seen["state"], seen["total"], seen["refused"], len(seen["rows"])) == ("done", 3, 1, 3)
        assert_problem(await ann.get(job), 404, "server.no_such_import")
        assert_problem(await max_.post(f"{job}/undo"), 404, "server.no_such_import")
        again = await zoe.post(place, **form(TABLE, key=["phone"]))  # type: ignore[arg-type]
        assert again.json()["counts"] == {"skipped": 2, "refused": 1}, again.text
        undone = await zoe.post(f"{job}/undo")
        assert undone.json()["removed"] == 2, undone.text
        assert (await zoe.get("/api/v1/records/customer")).json()["data"] == []


async def test_a_table_that_cannot_be_read_is_refused(shop: Shop) -> None:
    async with shop.client("zoe") as zoe:
        place = f"{IMPORTS}?entity=customer"
        assert (await zoe.post(place, **form(b""))).status_code == 422  # type: ignore[arg-type]
        assert (await zoe.post(place, **form(TABLE, columns={"Name": "nome"}))).status_code == 422  # type: ignore[arg-type]
        assert (await zoe.post(place, **form(TABLE, strategy="hope"))).status_code == 422  # type: ignore[arg-type]
        assert_problem(await zoe.post(IMPORTS, **form(TABLE)), 422, "server.missing_key")  # type: ignore[arg-type]
        assert_problem(
            await zoe.post(place, data={"mapping": "{}"}, files={"x": b""}), 422, "server.missing_key"
        )
        assert_problem(await zoe.post(place, json={}), 415, "server.wrong_media_type")
        assert (await zoe.get("/api/v1/records/customer")).json()["data"] == []


async def test_whoever_may_not_create_imports_nothing(shop: Shop) -> None:
    async with shop.client("max") as max_:
        done = await max_.post(f"{IMPORTS}?entity=customer", **form(TABLE))  # type: ignore[arg-type]
    assert done.json()["counts"] == {"refused": 3}


async def test_a_table_goes_out_to_those_whose_duty_allows_it(shop: Shop) -> None:
    async with shop.client("zoe") as zoe, shop.client("ann") as ann, shop.client("max") as max_:
        for title in ("=1+1", "Bell"):
            made = await ann.post("/api/v1/records/job", json={"input": {"title": title, "price": "12.50"}})
            assert made.status_code == 201
        place = "/api/v1/records/job/export"
        asked = {"fields": ["title", "price"], "sort": ["title"]}
        table = await zoe.post(place, json=asked)
        assert table.status_code == 200, table.text
        assert table.headers["content-type"].startswith("text/csv")
        assert table.content.decode("utf-8-sig").splitlines() == ["Title,Price", "'=1+1,12.5", "Bell,12.5"]
        book = await zoe.post(
            place, json={**asked, "format": "xlsx", "filter": {"field": "title", "op": "eq", "value": "Bell"}}
        )
        sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
        assert sheet is not None
        assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["Title", "Bell"]
        assert_problem(await ann.post(place, json=asked), 403, "access.may_not_export")
        assert (await max_.post("/api/v1/records/customer/export", json={})).status_code == 403
        assert_problem(await zoe.post(place, json={"format": "pdf"}), 422, "server.wrong_value")
