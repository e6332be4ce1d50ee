"""Where a command works: the database that the settings (or ``--database``) name, and packs on disk."""

import asyncio
import os
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from engine.packs.check import CheckResult, check
from engine.packs.files import Files
from server.bootstrap import read_pack
from server.cli.exits import Code, Exit
from server.cli.talk import Talk, faults_json
from server.settings import Settings, read_settings

Made = TypeVar("Made")
Database = Annotated[
    str, typer.Option("--database", help="Address of the database (POINTSMAN_DATABASE_URL).")
]
Folder = Annotated[Path, typer.Argument(help="Folder or .zip of a pack.")]
DEFINITIONS = Path(__file__).parents[2] / "definitions"


def settings(database: str = "") -> Settings:
    """The settings of the environment; ``database`` stands in place of theirs. Raises ``BadSettings``."""
    found = read_settings({**os.environ, **({"POINTSMAN_DATABASE_URL": database} if database else {})})
    return replace(found, worker=False)


def run(work: Coroutine[Any, Any, Made]) -> Made:
    """Run one command's work to its end."""
    return asyncio.run(work)


def pack_files(place: Path, talk: Talk) -> Files:
    """The files of a pack; ends the command when they cannot be read."""
    files, found = read_pack(place)
    if found:
        talk.faults(found, files)
        talk.document({"diagnostics": faults_json(found, files)})
        raise Exit(Code.INVALID)
    return files


def checked_pack(place: Path, talk: Talk) -> tuple[Files, CheckResult]:
    """A pack without errors; ends the command when there are any."""
    files = pack_files(place, talk)
    result = check(files)
    if result.release is None:
        talk.faults(result.errors, files)
        talk.document({"diagnostics": faults_json(result.errors, files)})
        raise Exit(Code.INVALID)
    return files, result
