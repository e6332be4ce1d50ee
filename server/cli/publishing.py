"""``pointsman pack plan|publish|export``: what a publish would do, doing it, and getting a release back as files."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, cast

import typer

from engine.packs.files import Files
from engine.packs.identity import canonical_text
from engine.packs.source import Document
from server.bootstrap import open_house, open_scratch, write_pack
from server.cli.exits import Code, Exit
from server.cli.place import Database, Folder, pack_files, run, settings
from server.cli.show import preparation_json, show_preparation
from server.cli.talk import AsJson, Lang, Talk, reason_json
from server.house import House
from server.publish import Preparation, prepare
from server.publish import publish as make_live

Maps = Annotated[
    list[str] | None, typer.Option("--map", help="entity.old=new: where records of a state that is gone go.")
]
ConfirmDue = Annotated[
    bool, typer.Option("--confirm-due", help="What becomes due at once by it is meant so.")
]


def plan(
    pack: Folder,
    maps: Maps = None,
    confirm_due: ConfirmDue = False,
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Show what a publish would do; nothing is changed."""
    talk = Talk(lang, json=json)
    files = pack_files(pack, talk)

    async def work() -> Preparation:
        async with _prepared(talk, files, maps, database, confirm_due=confirm_due) as (_, made):
            return made

    _tell(talk, run(work()), files)


def publish(
    pack: Folder,
    maps: Maps = None,
    confirm_due: ConfirmDue = False,
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Make a pack the live one: check, test, compare, plan, then one switch."""
    talk = Talk(lang, json=json)
    files = pack_files(pack, talk)

    async def work() -> None:
        async with _prepared(talk, files, maps, database, confirm_due=confirm_due) as (house, made):
            was_live = made.is_live
            _tell(talk, made, files, document=not made.is_ready)
            outcome = await make_live(house, made, None)
        one = outcome.published
        talk.document(
            {
                "pack": one.pack,
                "version": one.version,
                "release": one.id,
                "number": one.number,
                "changed": not was_live,
                "moved": outcome.moved,
                "stayed": [
                    {"entity": entity, "id": id, "reasons": [reason_json(reason) for reason in why.reasons]}
                    for entity, id, why in outcome.stayed
                ],
            }
        )
        talk.line(f"{one.pack} {one.version}  {one.id[:12]}")
        if was_live:
            talk.say("It is live already: nothing was changed.", "该版本已在运行，未作任何修改。")
        for entity, id, why in outcome.stayed:
            talk.say(f"{entity} {id} had to stay:", f"{entity} {id} 未能转移：", "yellow")
            talk.reasons(why.reasons)

    run(work())


def export(
    target: Annotated[Path, typer.Argument(help="A folder, or a .zip.")],
    release: Annotated[
        str, typer.Option(help="Beginning of the id of a release; the live one when left out.")
    ] = "",
    database: Database = "",
    json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Write a published release as the files of a pack."""
    talk = Talk(lang, json=json)

    async def work() -> dict[str, bytes]:
        async with open_house(settings(database)) as house:
            known = await house.store.published.all()
            wanted = [one.id for one in known if (one.id.startswith(release) if release else one.live)]
            if len(wanted) != 1:
                talk.fail(
                    f"{len(wanted)} releases are meant by this",
                    f"有 {len(wanted)} 个发布版本符合",
                    Code.USAGE,
                )
            found = await house.store.published.get(wanted[0])
        source = cast("Mapping[str, Document]", found.source if found else {})
        return {path: canonical_text(path, said).encode() for path, said in source.items()}

    files = run(work())
    refused = write_pack(target, files)
    talk.faults(refused, {})
    if refused:
        raise Exit(Code.ERROR)
    talk.line(str(target))
    talk.document({"target": str(target), "files": sorted(files)})


@asynccontextmanager
async def _prepared(
    talk: Talk, files: Files, maps: list[str] | None, database: str, *, confirm_due: bool
) -> AsyncGenerator[tuple[House, Preparation]]:
    """The house, open, and what a publish of these files would do in it."""
    async with open_house(settings(database)) as house:
        with talk.progress("Scenarios", "场景") as progress:
            made = await prepare(
                house, files, open_scratch, _maps(talk, maps), progress, confirm_due=confirm_due
            )
        yield house, made


def _tell(talk: Talk, made: Preparation, files: Files, *, document: bool = True) -> None:
    """Show a preparation; ends the command when it cannot be published."""
    show_preparation(talk, made, files)
    if document:
        talk.document(preparation_json(made, files))
    if not made.is_valid:
        raise Exit(Code.INVALID)
    if made.suite is not None and made.suite.failed:
        raise Exit(Code.FAILED)
    if made.reasons:
        raise Exit(Code.CONFLICT)


def _maps(talk: Talk, said: list[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in said or ():
        source, equals, target = one.partition("=")
        if not equals or "." not in source or not target:
            talk.fail(
                f"--map {one}: entity.old=new is meant", f"--map {one}：应写作 实体.旧状态=新状态", Code.USAGE
            )
        found[source] = target
    return found
