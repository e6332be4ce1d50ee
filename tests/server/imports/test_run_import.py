"""Imports: every row accounted for, a trial that tells the truth, a second run that adds nothing, a way back."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from engine.access.duty import Actor, Holding
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.import_row import Strategy
from engine.conditions.tree import Constant
from engine.diagnostics.problem import Diagnostic
from engine.ports.books import ImportRow
from engine.ports.store import Selection, Sort
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.bootstrap import read_sheet
from server.house import EVERYTHING, House
from server.imports.mapping import ImportMapping, read_mapping
from server.imports.result import reasons_of, result_table
from server.imports.run import ImportReport, Prepared, prepare_import, run_import
from server.imports.undo import UndoReport, undo_import
from tests.builders.repairs import house, repairs

HEAD = "姓名,手机\n"
ROWS = HEAD + "张三,13800138001\n李四,13800138002\n,,\n王五,abc\n"


def by_phone(strategy: str = "skip", **more: Any) -> dict[str, Any]:
    return {"key": ["phone"], "strategy": strategy, **more}


async def prepared(
    opened: House,
    text: str,
    mapping: dict[str, Any] | None = None,
    entity: str = "customer",
    actor: Actor = EVERYTHING,
) -> Prepared:
    data = text.encode()
    sheet = read_sheet(data)
    read = read_mapping(mapping or {})
    assert isinstance(read, ImportMapping), read
    assert not isinstance(sheet, Diagnostic)
    made = await prepare_import(opened, entity, sheet, read, actor, "file.csv", data)
    assert isinstance(made, Prepared), [one.text("en") for one in made]
    return made


async def imported(
    opened: House, text: str, mapping: dict[str, Any] | None = None, **more: Any
) -> ImportReport:
    dry = more.pop("dry", False)
    return await run_import(opened, await prepared(opened, text, mapping, **more), dry=dry)


def ends(report: ImportReport) -> dict[int, str]:
    return {row.number: row.state for row in report.rows}


async def stored(opened: House, entity: str = "customer", *names: str) -> list[Mapping[str, Any]]:
    asked = Selection(entity, Constant(holds=True), {}, names or ("name", "phone"), (Sort("number"),), 200)
    return [one.values for one in (await opened.select(asked)).records]


async def test_every_row_is_accounted_for() -> None:
    async with house(repairs()) as opened:
        report = await imported(opened, ROWS)
        assert ends(report) == {2: "created", 3: "created", 4: "empty", 5: "refused"}
        assert [row["phone"] for row in await stored(opened)] == ["+8613800138001", "+8613800138002"]
        assert "phone" in reasons_of(report.rows[3], "en")[0]
        headers, rows = result_table(report, "zh-CN")
        assert headers[:4] == ("行号", "结果", "原因", "记录")
        assert [row[1] for row in rows] == ["新建", "新建", "空行", "拒绝"]


@pytest.mark.parametrize("strategy", ["skip", "fill", "overwrite", "refuse"])
async def test_a_dry_run_tells_what_the_real_one_does(strategy: str) -> None:
    text = ROWS + "张三丰,13800138001\n赵六,+86 138 0013 8001\n孙七,13800138007\n"
    async with house(repairs()) as opened:
        await imported(opened, HEAD + "李四光,13800138002\n")
        tried = await imported(opened, text, by_phone(strategy), dry=True)
        assert tried.job is None
        assert len(await stored(opened)) == 1
        done = await imported(opened, text, by_phone(strategy))
        assert ends(tried) == ends(done)
        assert [reasons_of(row, "en") for row in tried.rows] == [reasons_of(row, "en") for row in done.rows]


async def test_a_second_run_adds_nothing() -> None:
    async with house(repairs()) as opened:
        await imported(opened, ROWS, by_phone())
        before = await stored(opened)
        again = await imported(opened, ROWS, by_phone())
        assert again.counts == {"skipped": 2, "empty": 1, "refused": 1}
        assert await stored(opened) == before


@pytest.mark.parametrize(
    ("strategy", "state", "price", "fault"),
    [
        ("skip", "skipped", None, "cold"),
        ("fill", "changed", 80, "cold"),
        ("overwrite", "changed", 80, "warm"),
    ],
)
async def test_what_becomes_of_a_record_that_is_there(
    strategy: str, state: str, price: Any, fault: str
) -> None:
    async with house(repairs()) as opened:
        await imported(opened, HEAD + "张三,13800138001\n")
        head = "customer,device,fault,price\n"
        await imported(opened, head + "张三,Lamp,cold,\n", entity="repair")
        report = await imported(
            opened, head + "张三,Lamp,warm,80\n", {"key": ["device"], "strategy": strategy}, entity="repair"
        )
        assert ends(report) == {2: state}
        (row,) = await stored(opened, "repair", "price", "fault")
        assert (row["price"], row["fault"]) == (price, fault)


async def test_a_taken_key_can_be_refused() -> None:
    async with house(repairs()) as opened:
        report = await imported(opened, HEAD + "张三,13800138001\n李四,13800138001\n", by_phone("refuse"))
        assert ends(report) == {2: "created", 3: "refused"}
        assert report.rows[1].reasons[0]["code"] == "imports.key_taken"  # type: ignore[index, call-overload]


async def test_links_are_found_by_what_people_call_them() -> None:
    async with house(repairs()) as opened:
        await imported(opened, HEAD + "张三,13800138001\n李四,13800138002\n李四,13800138003\n")
        text = "customer,device\n张三,Lamp\n李四,Radio\nNobody,Bike\n"
        report = await imported(opened, text, entity="repair")
        assert ends(report) == {2: "created", 3: "refused", 4: "refused"}
        codes = [row.reasons[0]["code"] for row in report.rows[1:]]  # type: ignore[index, call-overload]
        assert codes == ["imports.several_found", "imports.not_found"]
        phones = "customer,device\n13800138003,Radio\n"
        assert ends(await imported(opened, phones, {"links": {"customer": "phone"}}, entity="repair")) == {
            2: "created"
        }


async def test_constants_defaults_texts_and_empty_words() -> None:
    mapping = {
        "columns": {"Phone": "phone", "Nick": "name"},
        "empty": ["Select"],
        "defaults": {"name": "Somebody"},
    }
    async with house(repairs()) as opened:
        await imported(opened, "Phone,Nick\n13800138001,Select\n13800138002,Dan\n", mapping)
        await imported(opened, "Phone,No\n13800138003,7\n", {"texts": {"name": "Caller {No}"}})
        assert [row["name"] for row in await stored(opened)] == ["Somebody", "Dan", "Caller 7"]


async def test_a_person_imports_with_the_rights_of_a_person() -> None:
    async with house(repairs()) as opened:
        person = await opened.submit(
            create_record, CreateRecord(opened.scene(EVERYTHING), "person", {"name": "Bo"})
        )
        assert isinstance(person, Decision)
        bo = str(person.answer["id"])
        nobody = await imported(
            opened, HEAD + "张三,13800138001\n", actor=Actor(bo, (Holding("technician", None),))
        )
        assert ends(nobody) == {2: "refused"}
        desk = await imported(
            opened, HEAD + "张三,13800138001\n", actor=Actor(bo, (Holding("front_desk", None),))
        )
        assert ends(desk) == {2: "created"}
        assert (await stored(opened, "customer", "owner"))[0]["owner"] == bo


async def test_only_the_owner_of_the_machine_names_states() -> None:
    async with house(repairs()) as opened:
        data = b"customer,device\n"
        sheet = read_sheet(data)
        assert not isinstance(sheet, Diagnostic)
        mapping = read_mapping({"state": "ready"})
        assert isinstance(mapping, ImportMapping)
        found = await prepare_import(opened, "repair", sheet, mapping, Actor("p"), "x", data)
        assert isinstance(found, list)
        assert "imports.engine_only" in {one.code for one in found}


async def test_an_import_that_was_cut_off_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + "".join(f"客户{n},138001{n:05}\n" for n in range(700))
    async with house(repairs()) as opened:
        note = opened.store.imports.note
        calls = 0

        async def killed_before_noting(rows: list[ImportRow]) -> None:
            nonlocal calls
            calls += 1
            if calls == 2:  # committed, but never noted
                raise asyncio.CancelledError
            await note(rows)

        monkeypatch.setattr(opened.store.imports, "note", killed_before_noting)
        with pytest.raises(asyncio.CancelledError):
            await imported(opened, text)  # no key: only the import itself knows its rows again
        monkeypatch.undo()
        half = len(await all_of(opened))
        assert 256 < half < 700
        report = await imported(opened, text)
        assert report.counts == {"created": 700}
        assert len(await all_of(opened)) == 700
        jobs = await opened.store.imports.jobs()
        assert [(job.state, job.total, job.refused) for job in jobs] == [("done", 700, 0)]


async def all_of(opened: House) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    cursor: str | None = None
    while True:
        asked = Selection("customer", Constant(holds=True), {}, ("name",), (Sort("id"),), 200, cursor)
        page = await opened.select(asked)
        found += [one.values for one in page.records]
        cursor = page.next_cursor
        if cursor is None:
            return found


async def test_an_import_can_be_taken_back() -> None:
    async with house(repairs()) as opened:
        await imported(opened, HEAD + "李四光,13800138002\n")
        text = HEAD + "张三,13800138001\n李四,13800138002\n李四端,13800138002\n"
        report = await imported(opened, text, by_phone("overwrite"))
        assert report.counts == {"created": 1, "changed": 2}
        undone = await undo_import(opened, report.job or "", EVERYTHING)
        assert undone == UndoReport(removed=1, restored=1)
        assert [row["name"] for row in await stored(opened)] == ["李四光"]
        job = await opened.store.imports.job(report.job or "")
        assert job is not None
        assert job.state == "undone"
        history = await opened.store.history("customer", report.rows[0].record or "")
        assert [line.command for line in history] == ["undo", "create"]
        again = await undo_import(opened, report.job or "", EVERYTHING)
        assert isinstance(again, Refusal)
        assert again.reasons[0].code == "imports.not_undoable"


async def test_what_was_changed_since_stands_in_the_way_of_all() -> None:
    async with house(repairs()) as opened:
        report = await imported(opened, HEAD + "张三,13800138001\n李四,13800138002\n")
        asked = ChangeRecord(
            opened.scene(EVERYTHING), "customer", report.rows[0].record or "", {"name": "Zhang"}
        )
        assert isinstance(await opened.submit(change_record, asked), Decision)
        undone = await undo_import(opened, report.job or "", EVERYTHING)
        assert isinstance(undone, Refusal)
        assert [one.code for one in undone.reasons] == ["imports.rows_changed", "imports.changed_since"]
        assert undone.reasons[1].data["row"] == 2
        assert len(await stored(opened)) == 2


async def test_what_others_point_to_cannot_be_taken_back() -> None:
    async with house(repairs()) as opened:
        report = await imported(opened, HEAD + "张三,13800138001\n")
        await imported(opened, "customer,device\n张三,Lamp\n", entity="repair")
        undone = await undo_import(opened, report.job or "", EVERYTHING)
        assert isinstance(undone, Refusal)
        assert undone.reasons[1].code == "imports.pointed_to"
        assert len(await stored(opened)) == 1


async def test_a_row_that_looks_like_a_record_is_taken_and_says_so() -> None:
    text = HEAD + "张三丰,13800138001\n李四,13800138002\n"
    async with house(repairs()) as opened:
        await imported(opened, HEAD + "张三,13800138001\n")
        tried = await imported(opened, text, dry=True)
        done = await imported(opened, text)
        told = [reasons_of(row, "en") for row in done.rows]
        assert told == [["phone: Phone: 1 other records have the same value."], []]
        assert [reasons_of(row, "en") for row in tried.rows] == told
        assert ends(done) == {2: "created", 3: "created"}


LINKED = (
    HEAD + "张三,13800138001\n张三丰,+86 138 0013 8001\n李四,13800138002\n张小三,１３８００１３８００１\n"
)


@pytest.mark.parametrize("dry", [True, False])
async def test_a_duplicate_becomes_a_record_that_is_linked_to_the_first(dry: bool) -> None:  # noqa: FBT001
    async with house(repairs()) as opened:
        report = await imported(opened, LINKED, by_phone("link"), dry=dry)
        assert ends(report) == {2: "created", 3: "linked", 4: "created", 5: "linked"}
        assert [len(reasons_of(row, "en")) for row in report.rows] == [
            0,
            2,
            0,
            2,
        ]  # the likeness, and the row
        assert all("The same record as row 2." in reasons_of(report.rows[at], "en") for at in (1, 3))
        if not dry:
            rows = await stored(opened, "customer", "id", "same_as")
            first = rows[0]["id"]
            assert [row["same_as"] for row in rows] == [None, first, None, first]
            assert report.job is not None
            undone = await undo_import(opened, report.job, EVERYTHING)
            assert isinstance(undone, UndoReport), undone
            assert await stored(opened) == []


async def test_without_a_link_for_them_duplicates_are_not_linked() -> None:
    async with house(repairs()) as opened:
        data = b"device\nx\n"
        sheet = read_sheet(data)
        assert not isinstance(sheet, Diagnostic)
        mapping = ImportMapping(strategy=Strategy.LINK)
        made = await prepare_import(opened, "repair", sheet, mapping, EVERYTHING, "x.csv", data)
        assert isinstance(made, list)
        assert "imports.no_duplicate_link" in [one.code for one in made]


async def test_a_row_that_repeats_another_says_which() -> None:
    async with house(repairs()) as opened:
        report = await imported(opened, HEAD + "张三,13800138001\n张三,138 0013 8001\n", by_phone())
        assert ends(report) == {2: "created", 3: "skipped"}
        assert reasons_of(report.rows[1], "zh-CN") == ["与第 2 行是同一条记录。"]


async def test_only_the_chosen_fields_are_overwritten() -> None:
    async with house(repairs()) as opened:
        await imported(opened, HEAD + "张三,13800138001\n")
        text = "姓名,手机,重复于\n李四,13800138001,\n"
        report = await imported(opened, text, by_phone("overwrite", overwrites=["same_as"]))
        assert report.counts == {"same": 1}
        report = await imported(opened, text, by_phone("overwrite", overwrites=["name"]))
        assert report.counts == {"changed": 1}
        assert [row["name"] for row in await stored(opened)] == ["李四"]
