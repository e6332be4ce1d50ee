"""``pointsman pack``: make, format, check, test and compare packs, and publish them."""

from pathlib import Path
from typing import Annotated

import typer

from engine.diagnostics.problem import Diagnostic, Severity
from engine.packs.check import check as check_files
from engine.packs.diff import as_json as diff_json
from engine.packs.diff import diff as compare
from engine.packs.fmt import formatted
from engine.packs.init import new_pack
from engine.packs.pack_schemas import pack_schemas
from server.bootstrap import open_scratch, write_pack, write_schemas
from server.cli.exits import Code, Exit
from server.cli.place import DEFINITIONS, Folder, checked_pack, pack_files, run
from server.cli.publishing import export, plan, publish
from server.cli.show import show_difference, show_suite
from server.cli.talk import AsJson, Lang, Talk, faults_json
from server.scenarios.outcome import SuiteResult
from server.scenarios.run import BrokenSample, run_scenarios

app = typer.Typer(help="Packs: make, check, test, compare, publish.", no_args_is_help=True)
app.command()(plan)
app.command()(publish)
app.command()(export)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="The folder of the new pack; its name is the id.")],
    name: Annotated[str, typer.Option(help="What the pack is called.")] = "",
    template: Annotated[Path, typer.Option(help="The pack it is made from.")] = DEFINITIONS / "repairs",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Make a new pack from one that is there."""
    talk = Talk(lang, json=json)
    if folder.exists() and any(folder.iterdir()):
        talk.fail(f"{folder} is not empty", f"{folder} 不是空文件夹", Code.CONFLICT)
    made = new_pack(pack_files(template, talk), folder.name, name or None)
    if isinstance(made, Diagnostic):
        talk.faults([made], {})
        talk.document({"diagnostics": faults_json([made], {})})
        raise Exit(Code.INVALID)
    write_pack(folder, made)
    write_schemas(folder, pack_schemas(made))
    talk.line(str(folder))
    talk.document({"folder": str(folder), "files": sorted(made)})
    talk.say(
        f"Made {len(made)} files. Next: pointsman pack test {folder}",
        f"已生成 {len(made)} 个文件。下一步：pointsman pack test {folder}",
    )


@app.command()
def fmt(
    pack: Folder,
    only_check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 3 when a file is not in form.")
    ] = False,
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Write the files of a pack in their canonical form."""
    talk = Talk(lang, json=json)
    files = pack_files(pack, talk)
    changed, unread = formatted(files)
    talk.faults(unread, files)
    if not only_check and changed:
        write_pack(pack, {**files, **changed} if pack.suffix == ".zip" else changed)
    for path in sorted(changed):
        talk.line(path)
    talk.document({"changed": sorted(changed), "diagnostics": faults_json(unread, files)})
    if unread or (only_check and changed):
        raise Exit(Code.INVALID)


@app.command()
def check(
    pack: Folder,
    strict: Annotated[bool, typer.Option(help="Warnings count as errors.")] = False,
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Tell every fault of a pack."""
    talk = Talk(lang, json=json)
    files = pack_files(pack, talk)
    result = check_files(files)
    talk.faults(result.diagnostics, files)
    counts = {one: sum(d.severity is one for d in result.diagnostics) for one in Severity}
    bad = counts[Severity.ERROR] + (counts[Severity.WARNING] if strict else 0)
    release = result.release
    talk.document(
        {
            "pack": release.pack if release else None,
            "version": release.version if release else None,
            "release": release.id if release else None,
            "valid": not bad,
            "counts": {one.value: count for one, count in counts.items()},
            "diagnostics": faults_json(result.diagnostics, files),
        }
    )
    told = (counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.HINT])
    talk.say(
        "{} errors, {} warnings, {} hints".format(*told), "{} 个错误，{} 个警告，{} 个提示".format(*told)
    )
    if bad:
        raise Exit(Code.INVALID)


@app.command()
def test(
    pack: Folder,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Id of a scenario; may be given several times.")
    ] = None,
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Play the scenarios of a pack, and tell what they look at."""
    talk = Talk(lang, json=json)
    files, checked = checked_pack(pack, talk)

    async def work() -> SuiteResult:
        with talk.progress("Scenarios", "场景") as progress:
            return await run_scenarios(checked, files, open_scratch, only=only or (), progress=progress)

    try:
        suite = run(work())
    except LookupError as error:
        talk.fail(f"There is no scenario {error}", f"没有场景 {error}", Code.USAGE)
    except BrokenSample as error:
        talk.fail(f"A sample is refused: {error}", f"样例数据被拒绝：{error}", Code.FAILED)
    show_suite(talk, suite, tell=bool(only))
    talk.document(suite.as_json())
    if suite.failed:
        raise Exit(Code.FAILED)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="Folder or .zip of the earlier state.")],
    after: Annotated[Path, typer.Argument(help="Folder or .zip of the later state.")],
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Say in sentences what changed between two states of a pack."""
    talk = Talk(lang, json=json)
    old, new = (check_files(pack_files(place, talk)).loaded.source for place in (before, after))
    found = compare(old, new)
    show_difference(talk, found)
    talk.document(diff_json(found))


@app.command()
def schema(pack: Folder, json: AsJson = False, lang: Lang = "") -> None:
    """Write the JSON Schemas of a pack, with its own names filled in, where editors look for them."""
    talk = Talk(lang, json=json)
    made = pack_schemas(pack_files(pack, talk))
    target = write_schemas(pack, made)
    talk.line(str(target))
    talk.document({"folder": str(target), "files": sorted(made)})
