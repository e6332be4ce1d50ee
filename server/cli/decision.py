"""``pointsman decision``: carry decision tables to and from JDM, the format of GoRules."""

from pathlib import Path
from typing import Annotated

import typer

from engine.conditions.decisions.jdm_export import to_jdm
from engine.conditions.decisions.jdm_import import from_jdm
from engine.diagnostics.problem import Diagnostic, Severity
from engine.packs.files import Files
from engine.packs.identity import canonical_text
from engine.values.json_text import FAULTS, Fault, Limits, parse
from engine.values.plain import in_language
from server.bootstrap import write_pack
from server.cli.exits import Code, Exit
from server.cli.place import Folder, checked_pack
from server.cli.talk import AsJson, Lang, Talk, faults_json
from server.json_out import dump

app = typer.Typer(help="Decision tables: to and from JDM (GoRules).", no_args_is_help=True)
_LARGEST = 2_000_000


@app.command(name="export")
def export_table(
    pack: Folder,
    table: Annotated[str, typer.Argument(help="Id of the table.")],
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Print a table as a JDM document; what JDM cannot say is refused, cell by cell."""
    talk = Talk(lang, json=json)
    files, checked = checked_pack(pack, talk)
    found = checked.release.decisions.get(table) if checked.release else None
    if found is None:
        talk.fail(f"There is no decision table “{table}”.", f"没有决策表“{table}”。")
    document, faults = to_jdm(found.sheet, talk.language)
    _tell(talk, [Diagnostic(d.problem, d.pointer, f"decisions/{table}.json", d.data) for d in faults], files)
    if document is None:
        raise Exit(Code.INVALID)
    talk.line(dump(document).decode())
    talk.document(document)


@app.command(name="import")
def import_table(
    pack: Folder,
    table: Annotated[str, typer.Argument(help="Id of the new table.")],
    file: Annotated[Path, typer.Argument(help="The JDM document.", exists=True, dir_okay=False)],
    entity: Annotated[str, typer.Option(help="The entity whose fields the columns are.")] = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Write a table of a JDM document into a pack; the pack is to be checked afterwards."""
    talk = Talk(lang, json=json)
    path = f"decisions/{table}.json"
    if (pack / path).exists():
        talk.fail(f"{path} is there already", f"{path} 已存在", Code.CONFLICT)
    parsed = parse(file.read_bytes(), Limits(size=_LARGEST))
    if isinstance(parsed, Fault):
        said = in_language(FAULTS[parsed.kind], talk.language)
        talk.fail(f"{file}: {said}", f"{file}：{said}", Code.INVALID)
    made, faults = from_jdm(parsed.value, entity or None)
    _tell(talk, faults, {})
    if not isinstance(made, dict):
        raise Exit(Code.INVALID)
    write_pack(pack, {path: canonical_text(path, made).encode()})
    talk.line(path)
    talk.document({"file": path, "diagnostics": faults_json(faults, {})})


def _tell(talk: Talk, faults: list[Diagnostic], files: Files) -> None:
    talk.faults(faults, files)
    if any(one.severity is Severity.ERROR for one in faults):
        talk.document({"diagnostics": faults_json(faults, files)})
        raise Exit(Code.INVALID)
