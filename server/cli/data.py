"""``pointsman data``: records in from tables and out to tables."""

from collections import Counter
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from engine.access.duty import Actor
from engine.commands.import_row import Strategy
from engine.diagnostics.problem import Diagnostic, Severity
from engine.ports.sheets import Sheet
from engine.values import json_text
from engine.values.plain import Json
from engine.values.refusal import Refusal
from server.bootstrap import csv_parts, csv_rows, open_house, read_sheet, workbook
from server.cli.exits import Code, Exit
from server.cli.place import Database, run, settings
from server.cli.talk import AsJson, Lang, Talk, faults_json
from server.exports.export import ExportAsk, export
from server.house import EVERYTHING, House
from server.imports.mapping import ImportMapping, To, read_mapping
from server.imports.result import STATES, reasons_of, result_table
from server.imports.row_result import REFUSED
from server.imports.run import ImportReport, prepare_import, run_import
from server.imports.undo import undo_import
from server.imports.whole import import_whole
from server.sign_in.actors import actor_of

app = typer.Typer(help="Records: import, export.", no_args_is_help=True)
Entity = Annotated[str, typer.Argument(help="Id of the entity, such as customer.")]
As = Annotated[
    str, typer.Option("--as", help="Login of the person who does it; the owner of the machine when left out.")
]
_SHOWN = 10
_WORKBOOK = ".xlsx"


@app.command(name="import")
def import_(
    entity: Entity,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV (also .gz) or XLSX.")],
    mapping_file: Annotated[
        Path | None, typer.Option("--map", exists=True, dir_okay=False, help="A mapping file (JSON).")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would become of each row; change nothing.")
    ] = False,
    strategy: Annotated[
        Strategy | None, typer.Option(help="What becomes of a row whose key is taken.")
    ] = None,
    key: Annotated[list[str] | None, typer.Option(help="A field that says which record a row is.")] = None,
    to_person: Annotated[
        str, typer.Option("--to-person", help="Login of the person who gets the new records.")
    ] = "",
    to_pool: Annotated[
        str, typer.Option("--to-pool", help="Id of the pool that the new records are put into.")
    ] = "",
    whole: Annotated[
        bool, typer.Option("--whole", help="Import nothing when a single row would be refused.")
    ] = False,
    confirm_due: Annotated[
        bool, typer.Option("--confirm-due", help="What is due at once, being past already, is meant so.")
    ] = False,
    sheet: Annotated[str, typer.Option(help="Sheet of a workbook; the first when left out.")] = "",
    result: Annotated[
        Path | None, typer.Option(help="Where the result of each row is written (.csv or .xlsx).")
    ] = None,
    person: As = "",
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Import records from a table."""
    talk = Talk(lang, json=json)
    mapping = _mapping(talk, mapping_file)
    changes: dict[str, object] = {"key": tuple(key)} if key else {}
    changes |= {"strategy": strategy} if strategy else {}
    changes |= {"to": To(person=to_person or None, pool=to_pool or None)} if to_person or to_pool else {}
    mapping = mapping.model_copy(update=changes)
    data = file.read_bytes()

    def read() -> Sheet:
        found = read_sheet(data, sheet or None)
        if isinstance(found, Diagnostic):
            _faults(talk, [found])
        return found

    async def work() -> ImportReport:
        async with open_house(settings(database)) as house:
            return await imported(house)

    async def imported(house: House) -> ImportReport:
        actor = await _actor(talk, house, person)
        prepared = await prepare_import(house, entity, read(), mapping, actor, file.name, data)
        if isinstance(prepared, list):
            _faults(talk, prepared)
        talk.faults([one for one in prepared.found if one.severity is not Severity.HINT], {})
        with talk.progress("Rows", "行") as progress:
            if dry_run:
                return await run_import(
                    house, prepared, dry=True, due_confirmed=confirm_due, progress=progress
                )
            return await import_whole(
                house, prepared, read, progress, due_confirmed=confirm_due, all_or_nothing=whole
            )

    report = run(work())
    _write_result(talk, report, result or file.with_name(f"{file.name.partition('.')[0]}.result.csv"))
    _tell(talk, report, dry=report.job is None)
    if report.job is None and report.due and not (dry_run or confirm_due):
        talk.say(
            "Nothing was imported: something would be due at once. If that is meant: --confirm-due.",
            "未导入任何内容：有事项将立即到期。若确认如此，请加 --confirm-due。",
            "yellow",
        )
    if report.counts[REFUSED]:
        raise Exit(Code.ERROR)


@app.command()
def undo(
    job: Annotated[str, typer.Argument(help="Id of the import.")],
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Take an import back; nothing is undone when one of its records was changed since."""
    talk = Talk(lang, json=json)

    async def work() -> None:
        async with open_house(settings(database)) as house:
            undone = await undo_import(house, job, EVERYTHING)
        if isinstance(undone, Refusal):
            talk.refused(undone)
        told = (undone.removed, undone.restored)
        talk.line(talk.word("{} removed, {} restored", "删除 {} 条，恢复 {} 条").format(*told))
        talk.document({"job": job, "removed": undone.removed, "restored": undone.restored})

    run(work())


@app.command(name="export")
def export_(
    entity: Entity,
    file: Annotated[Path, typer.Argument(help="A .csv or .xlsx to write.")],
    field: Annotated[
        list[str] | None, typer.Option(help="A field; all when left out. May be given several times.")
    ] = None,
    where: Annotated[str, typer.Option(help="A condition (JSON), as in lists.")] = "",
    sort: Annotated[list[str] | None, typer.Option(help="A field to sort by; -field for descending.")] = None,
    ids: Annotated[bool, typer.Option("--ids", help="Ids of fields and options in place of labels.")] = False,
    person: As = "",
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Write records into a table."""
    talk = Talk(lang, json=json)
    condition = _json(talk, where.encode(), "--where") if where else None

    async def work() -> int:
        async with open_house(settings(database)) as house:
            actor = await _actor(talk, house, person)
            ask = ExportAsk(
                entity,
                condition,
                tuple(sort or ("id",)),
                tuple(field or ()),
                labels=not ids,
                language=talk.language,
            )
            found = export(house, house.scene(actor), ask)
            if isinstance(found, Refusal):
                talk.refused(found, Code.ERROR)
            pages = [page async for page in found.pages]
        rows = [row for page in pages for row in page]
        if file.suffix == _WORKBOOK:
            file.write_bytes(workbook(found.headers, rows))
        else:
            file.write_bytes(b"".join(csv_parts(found.headers, ())) + csv_rows(rows))
        return len(rows)

    count = run(work())
    talk.line(str(file))
    talk.say(f"{count} records", f"{count} 条记录")
    talk.document({"file": str(file), "records": count})


def _mapping(talk: Talk, place: Path | None) -> ImportMapping:
    if place is None:
        return ImportMapping()
    found = read_mapping(_json(talk, place.read_bytes(), str(place)))
    return _faults(talk, found) if isinstance(found, list) else found


def _json(talk: Talk, said: bytes, where: str) -> Json:
    parsed = json_text.parse(said)
    if isinstance(parsed, json_text.Fault):
        talk.fail(f"{where} is no JSON", f"{where} 不是有效的 JSON", Code.USAGE)
    return parsed.value


async def _actor(talk: Talk, house: House, login: str) -> Actor:
    """Who does it: a person by login, else the owner of the machine."""
    if not login:
        return EVERYTHING
    account = await house.store.people.account(login=login.strip().casefold())
    actor = await actor_of(house, account.person) if account else None
    return actor or talk.fail(f"There is no account {login}", f"没有账号 {login}", Code.USAGE)


def _faults(talk: Talk, found: list[Diagnostic]) -> NoReturn:
    talk.faults(found, {})
    talk.document({"diagnostics": faults_json(found, {})})
    raise Exit(Code.INVALID if any(one.severity is Severity.ERROR for one in found) else Code.ERROR)


def _write_result(talk: Talk, report: ImportReport, place: Path) -> None:
    headers, rows = result_table(report, talk.language)
    if place.suffix == _WORKBOOK:
        place.write_bytes(workbook(headers, rows))
    else:
        place.write_bytes(b"".join(csv_parts(headers, rows)))
    talk.say(f"The result of each row: {place}", f"每行的结果：{place}")


def _tell(talk: Talk, report: ImportReport, *, dry: bool) -> None:
    if dry:
        talk.say("A dry run: nothing was changed.", "试运行：未作任何修改。")
    counts: Counter[str] = report.counts
    for state, label in STATES.items():
        if counts[state]:
            talk.line(f"{counts[state]:>8}  {talk.label(label)}")
    for name, count in sorted(report.due.items()):
        talk.line(f"{count:>8}  {talk.word('due at once', '立即到期')}: {name}", "yellow")
    refused = [row for row in report.rows if row.state == REFUSED]
    for row in refused[:_SHOWN]:
        why = " ".join(reasons_of(row, talk.language))
        talk.say(f"row {row.number}: {why}", f"第 {row.number} 行：{why}", "red")
    if report.job is not None:
        talk.say(
            f"To take it back: pointsman data undo {report.job}",
            f"如需撤销：pointsman data undo {report.job}",
        )
    talk.document(
        {
            "job": report.job,
            "dry_run": dry,
            "rows": len(report.rows),
            "counts": dict(counts),
            "due": dict(report.due),
            "refused": [{"row": row.number, "reasons": row.reasons} for row in refused],
        }
    )
