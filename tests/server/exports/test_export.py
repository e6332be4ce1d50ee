"""Exports: the rights of reading and the right to export, and a way back in without loss."""

from collections.abc import Sequence
from typing import Any

from engine.access.duty import Actor, Holding
from engine.commands.create_record import CreateRecord, create_record
from engine.diagnostics.problem import Diagnostic
from engine.values.plain import Json
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal
from server.bootstrap import csv_parts, read_sheet
from server.exports.export import Export, ExportAsk, export
from server.house import EVERYTHING, House
from server.imports.mapping import ImportMapping
from server.imports.run import Prepared, prepare_import, run_import
from tests.builders.repairs import Files, house, repairs

DESK = Actor("01JNA3Z0000000000000000000", (Holding("front_desk", None),))
TECHNICIAN = Actor("01JNA3Z0000000000000000001", (Holding("technician", None),))


def exporting() -> Files:
    """The shop, whose front desk may take customers away."""
    return repairs({"duties/repair.take.json": lambda said: said["allows"].update(export=["customer"])})


async def add(opened: House, name: str, phone: str, **more: Any) -> None:
    asked = CreateRecord(opened.scene(EVERYTHING), "customer", {"name": name, "phone": phone}, **more)
    assert isinstance(await opened.submit(create_record, asked), Decision)


async def taken(opened: House, actor: Actor, **ask: Any) -> tuple[tuple[str, ...], list[Sequence[Json]]]:
    found = export(opened, opened.scene(actor), ExportAsk("customer", **ask))
    assert isinstance(found, Export), found
    return found.headers, [row async for page in found.pages for row in page]


async def test_all_pages_come_in_order() -> None:
    async with house(exporting()) as opened:
        for number in range(230):
            await add(opened, f"N{number:03}", f"1380013{number:04}")
        headers, rows = await taken(
            opened, EVERYTHING, sort=("name",), fields=("name", "open_repairs"), language="en"
        )
        assert headers == ("Name", "Open repairs")
        assert [row[0] for row in rows] == [f"N{number:03}" for number in range(230)]


async def test_reading_is_not_exporting() -> None:
    async with house(exporting()) as opened:
        await add(opened, "Dan", "13800138001")
        assert len((await taken(opened, DESK))[1]) == 1
    async with house(repairs()) as opened:
        await add(opened, "Dan", "13800138001")
        refused = export(opened, opened.scene(DESK), ExportAsk("customer"))
        assert isinstance(refused, Refusal)
        assert (refused.kind, refused.reasons[0].code) == (Kind.FORBIDDEN, "access.may_not_export")


async def test_only_what_one_sees_and_a_filter_leaves() -> None:
    async with house(exporting()) as opened:
        north = await opened.submit(
            create_record, CreateRecord(opened.scene(EVERYTHING), "centre", {"name": "North"})
        )
        assert isinstance(north, Decision)
        centre = str(north.answer["id"])
        await add(opened, "Here", "13800138001", centre=centre)
        await add(opened, "There", "13800138002")
        here = Actor(DESK.person, (Holding("front_desk", centre),))
        assert [row[0] for row in (await taken(opened, here, fields=("name",)))[1]] == ["Here"]
        only = {"field": "name", "op": "eq", "value": "There"}
        assert (await taken(opened, here, filter=only))[1] == []


async def test_an_entity_that_one_may_not_see_is_not_there() -> None:
    async with house(exporting()) as opened:
        refused = export(opened, opened.scene(Actor("x")), ExportAsk("customer"))
        assert isinstance(refused, Refusal)
        assert refused.kind is Kind.MISSING


async def test_masked_values_stay_masked() -> None:
    async with house(
        repairs({"duties/repair.do.json": lambda said: said["allows"].update(export=["customer"])})
    ) as opened:
        await add(opened, "Dan", "13800138001")
        rows = (await taken(opened, TECHNICIAN, fields=("name", "phone")))[1]
        assert "13800138001" not in str(rows)


async def test_what_goes_out_comes_back_the_same() -> None:
    names = ["=1+1", "+cmd", "-x", "@sum", "'quoted", 'say "hi", you', "two  spaces", "张三"]
    async with house(exporting()) as opened:
        for number, name in enumerate(names):
            await add(opened, name, f"1380013{number:04}")
        headers, rows = await taken(opened, EVERYTHING, sort=("number",), fields=("name", "phone"))
        data = b"".join(csv_parts(headers, rows))
    assert data.startswith(b"\xef\xbb\xbf")
    async with house(exporting()) as opened:
        sheet = read_sheet(data)
        assert not isinstance(sheet, Diagnostic)
        made = await prepare_import(opened, "customer", sheet, ImportMapping(), EVERYTHING, "x.csv", data)
        assert isinstance(made, Prepared)
        report = await run_import(opened, made)
        assert report.counts == {"created": len(names)}
        again = (await taken(opened, EVERYTHING, sort=("phone",), fields=("name", "phone")))[1]
        assert sorted(map(str, again)) == sorted(map(str, rows))
