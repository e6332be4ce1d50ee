"""Documents of records: made once, kept with their bytes, told only to whom may read what stands in them."""

import asyncio
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pypdf

from engine.ports.printer import Fault, Printed, Unprinted
from tests.server.conftest import START, Shop, publish
from tests.server.shop import PACK
from tests.server.test_errors import assert_problem

TICKET = PACK["documents/ticket.json"]
PARTS = [{"name": "Chain <b>", "cost": "80"}, {"name": "Oil", "cost": "20.5"}]


async def job(who: httpx.AsyncClient, **more: Any) -> str:
    customer = await who.post(
        "/api/v1/records/customer", json={"input": {"name": "陈𠮷", "phone": "13800138000"}}
    )
    said = {"title": "Bike", "customer": customer.json()["id"], "price": "1409.5", "parts": PARTS, **more}
    made = await who.post("/api/v1/records/job", json={"input": said})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


async def test_a_document_is_made_once_and_kept(shop_on_both: Shop) -> None:
    async with shop_on_both.client("ann") as ann:
        id = await job(ann, urgent=True)
        place = f"/api/v1/documents/job/{id}"
        offered = (await ann.get(place)).json()
        assert [(one["id"], one["allowed"], one["languages"]) for one in offered["documents"]] == [
            ("ticket", True, ["en", "zh-CN"])
        ]
        shown = (await ann.get(f"{place}/ticket/en")).json()
        assert "Hurry" in shown["html"]
        assert "Chain &lt;b&gt;" in shown["html"]
        assert shown["current"] is None
        made = await ann.post(f"{place}/ticket/en", json={})
        assert made.status_code == 201, made.text
        assert (made.json()["number"], made.json()["name"], made.json()["pages"]) == (1, "J-1 Bike", 1)
        kept = await ann.get(f"{place}/ticket/en/1")
        assert kept.headers["content-type"] == "application/pdf"
        assert kept.headers["content-disposition"] == "attachment; filename*=UTF-8''J-1%20Bike%20v1.pdf"
        said = text(kept.content)
        assert "陈𠮷 138****8000" in said
        assert "¥100.50 人民币壹仟肆佰零玖元伍角" in said.replace("CN¥", "¥")
        assert f"v1 {made.json()['hash'][:12]}" in said
        assert "Page 1 of 1" in said
        again = await ann.post(f"{place}/ticket/en", json={})
        assert (again.status_code, again.json()) == (200, made.json())
        assert (await ann.get(f"{place}/ticket/en/1")).content == kept.content
        lines = (await ann.get(f"/api/v1/records/job/{id}/history")).json()["data"]
        noted = [one["notes"]["document"] for one in lines if one["command"] == "document"]
        assert [(one["document"], one["number"], one["sha256"]) for one in noted] == [
            ("ticket", 1, made.json()["sha256"])
        ]


async def test_after_a_change_there_is_a_new_version_and_the_old_one_stays(shop_on_both: Shop) -> None:
    async with shop_on_both.client("ann") as ann:
        id = await job(ann)
        place = f"/api/v1/documents/job/{id}"
        await ann.post(f"{place}/ticket/zh-CN", json={})
        first = (await ann.get(f"{place}/ticket/zh-CN/1")).content
        changed = await ann.patch(
            f"/api/v1/records/job/{id}", json={"input": {"price": "7"}}, headers={"If-Match": "*"}
        )
        assert changed.status_code == 200
        listed = (await ann.get(place)).json()["papers"]
        assert [(one["number"], one["current"]) for one in listed] == [(1, False)]
        assert (await ann.post(f"{place}/ticket/zh-CN", json={})).json()["number"] == 2
        listed = (await ann.get(place)).json()
        assert [(one["number"], one["current"]) for one in listed["papers"]] == [(2, True), (1, False)]
        assert listed["titles"] == {}  # the desk may not look persons up
        assert (await ann.get(f"{place}/ticket/zh-CN/1")).content == first
        assert "人民币柒元整" in text((await ann.get(f"{place}/ticket/zh-CN/2")).content)


async def test_two_who_make_the_same_document_at_once_make_one_version(shop_on_both: Shop) -> None:
    async with shop_on_both.client("ann") as ann:
        id = await job(ann)
        place = f"/api/v1/documents/job/{id}/ticket/en"
        both = await asyncio.gather(ann.post(place, json={}), ann.post(place, json={}))
        assert sorted(one.status_code for one in both) == [200, 201]
        assert {one.json()["number"] for one in both} == {1}


async def test_the_version_that_was_made_last_is_the_one_that_is_signed(shop_on_both: Shop) -> None:
    async with shop_on_both.client("ann") as ann, shop_on_both.client("max") as mechanic:
        id = await job(ann)
        place = f"/api/v1/documents/job/{id}"
        await ann.post(f"{place}/ticket/en", json={})
        shop_on_both.clock.move_to(START + timedelta(minutes=1))
        await ann.post(f"{place}/ticket/zh-CN", json={})
        assert (
            await mechanic.post(f"/api/v1/records/job/{id}/transitions/start", json={})
        ).status_code == 200
        papers = (await ann.get(place)).json()["papers"]
        signed = {one["language"]: one["signed_by"] for one in papers}
        assert signed == {"en": None, "zh-CN": shop_on_both.people["max"]}


async def test_it_is_in_the_making_until_it_is_signed_or_made(shop: Shop) -> None:
    receipt = {**TICKET, "signed_by": [], "states": ["working"], "languages": ["en"], "conditions": {}}
    await publish(
        shop.house, documents__receipt=receipt, **{"documents__receipt.en.html": "<h1>{{title}}</h1>"}
    )
    async with shop.client("ann") as ann, shop.client("max") as mechanic:
        id = await job(ann)
        place = f"/api/v1/documents/job/{id}"

        async def making(who: httpx.AsyncClient) -> list[str]:
            documents = (await who.get(place)).json()["documents"]
            return [one["id"] for one in documents if one["in_the_making"]]

        assert await making(ann) == ["ticket"], "the receipt is not to be made yet"
        await ann.post(f"{place}/ticket/en", json={})
        assert await making(ann) == ["ticket"], "it is made, and not signed"
        assert await making(mechanic) == [], "who may not read it"
        await mechanic.post(f"/api/v1/records/job/{id}/transitions/start", json={})
        assert await making(ann) == ["receipt"]
        assert (await ann.post(f"{place}/receipt/en", json={})).status_code == 201
        assert await making(ann) == []


async def test_who_may_not_read_what_stands_in_it_gets_nothing(shop: Shop) -> None:
    async with shop.client("ann") as ann, shop.client("max") as mechanic, shop.client("sue") as south:
        id = await job(ann)
        place = f"/api/v1/documents/job/{id}"
        await ann.post(f"{place}/ticket/en", json={})
        told = (await mechanic.get(place)).json()
        assert told["papers"] == []
        codes = [one["code"] for one in told["documents"][0]["reasons"]]
        assert codes == ["access.no_duty", "access.no_duty", "documents.not_readable"]
        for answer in (await mechanic.get(f"{place}/ticket/en"), await mechanic.get(f"{place}/ticket/en/1")):
            assert_problem(answer, 403, "documents.not_readable")
            assert "Number" in answer.json()["detail"] or "（中文）" not in answer.json()["detail"]
        assert_problem(await mechanic.post(f"{place}/ticket/en", json={}), 403, "access.no_duty")
        assert_problem(await south.get(place), 404, "records.missing")


async def test_what_is_not_there_and_what_may_not_be_made_now(shop: Shop) -> None:
    async with shop.client("ann") as ann, shop.client("max") as mechanic:
        id = await job(ann)
        place = f"/api/v1/documents/job/{id}"
        assert_problem(await ann.get(f"{place}/bill/en"), 404, "documents.no_such_document")
        assert_problem(await ann.post(f"{place}/ticket/fr", json={}), 404, "documents.no_such_language")
        assert_problem(await ann.get(f"{place}/ticket/en/1"), 404, "records.missing")
        assert_problem(await ann.get(f"{place}/ticket/en/%C2%B2"), 404, "records.missing")
        for name, who, said in (
            ("start", mechanic, {}),
            ("finish", mechanic, {"price": "5", "reason": "x"}),
            ("close", ann, {}),
        ):
            done = await who.post(f"/api/v1/records/job/{id}/transitions/{name}", json={"input": said})
            assert done.status_code == 200, done.text
        refused = await ann.post(f"{place}/ticket/en", json={}, headers={"Accept-Language": "zh-CN"})
        assert_problem(refused, 409, "documents.not_in_this_state")
        assert "Closed（中文）" in refused.json()["reasons"][0]["text"]


async def test_a_character_that_no_font_has_is_named_and_nothing_is_kept(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        id = await job(ann, title="Bike \U00031350")
        place = f"/api/v1/documents/job/{id}"
        refused = await ann.post(f"{place}/ticket/en", json={})
        assert_problem(refused, 409, "server.documents_need_fonts")
        assert "U+31350" in refused.json()["detail"]
        assert (await ann.get(place)).json()["papers"] == []


class WithoutPango:
    """A machine that lacks the library."""

    async def print(self, html: str) -> Printed | Unprinted:
        return Unprinted(Fault.LIBRARY, "cannot load library 'libpango-1.0-0'")

    async def probe(self) -> Unprinted | None:
        return Unprinted(Fault.LIBRARY)


async def test_without_the_library_it_says_what_documents_need_and_all_else_works(shop: Shop) -> None:
    async with shop.client("ann") as ann:
        id = await job(ann)
        shop.app.state.doors.open(replace(shop.desk, printer=WithoutPango()))
        place = f"/api/v1/documents/job/{id}"
        refused = await ann.post(f"{place}/ticket/en", json={})
        assert_problem(refused, 503, "server.documents_need_pango")
        assert "apt-get install libpango" in refused.json()["reasons"][0]["fix"]
        assert (await ann.get(f"{place}/ticket/en")).status_code == 200
        assert (await ann.get(place)).json()["papers"] == []
