"""``pointsman doctor``: what a house needs to run, looked at one by one; it says only what it has looked at."""

import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

from engine.ports.printer import Fault
from engine.ports.store import StoreUnavailable
from server.bootstrap import new_printer, open_house
from server.cli.exits import Code, Exit
from server.cli.place import Database, run, settings
from server.cli.talk import AsJson, Lang, Talk
from server.opening import BrokenRelease
from server.problems import DOCUMENT_GLYPHS, DOCUMENT_LIBRARY
from server.settings import BadSettings, Settings

_OLDEST_SQLITE = (3, 35)  # RETURNING
_PYTHON = ((3, 11), (3, 14))


def doctor(database: Database = "", json: AsJson = False, lang: Lang = "") -> None:
    """Look at the settings, the libraries, the database and the release in force."""
    talk = Talk(lang, json=json)
    found: list[tuple[str, bool, str]] = []
    found.append(("python", _PYTHON[0] <= _python() < _PYTHON[1], platform.python_version()))
    found.append(("sqlite", sqlite3.sqlite_version_info >= _OLDEST_SQLITE, sqlite3.sqlite_version))
    found.append(("pointsman", True, version("pointsman")))
    try:
        chosen = settings(database)
    except BadSettings as error:
        found += [("settings", False, str(fault)) for fault in error.faults]
    else:
        found.append(("settings", True, chosen.database_url.rpartition("@")[2]))
        name = chosen.database_url.removeprefix("sqlite:///")
        if name != chosen.database_url and not Path(name).exists():
            found.append(("database", True, f"{name} is not there yet; the first publish makes it"))
        else:
            found += run(_house(chosen))
    found.append(run(_documents()))
    for name, good, said in found:
        talk.line(f"{'ok  ' if good else 'BAD '} {name}: {said}", "green" if good else "red")
    talk.document([{"check": name, "ok": good, "said": said} for name, good, said in found])
    if not all(good for _, good, _ in found):
        raise Exit(Code.ERROR)


async def _house(chosen: Settings) -> list[tuple[str, bool, str]]:
    found: list[tuple[str, bool, str]] = []
    try:
        async with open_house(chosen) as house:
            await house.store.ready()
            found.append(("database", True, "it can be read and written"))
            if not house.is_published:
                found.append(("release", True, "nothing is published yet"))
                return found
            found.append(("release", True, f"{house.live.pack} {house.live.version} {house.live.id[:12]}"))
            texts = [
                one.id
                for one in house.live.parameters.values()
                if one.example and one.id not in house.confirmed
            ]
            found.append(("parameters", True, f"{len(texts)} still have the example values of the pack"))
            depth = await house.store.outbox.depth()
            stuck = depth.get("failed", 0) + depth.get("unknown", 0)
            found.append(
                ("outbox", not stuck, f"{stuck} effects wait for a person" if stuck else "nothing is stuck")
            )
    except (StoreUnavailable, BrokenRelease) as error:
        found.append(("database", False, str(error)))
    return found


async def _documents() -> tuple[str, bool, str]:
    fault = await new_printer().probe()
    if fault is None:
        return "documents", True, "they can be laid out, Chinese characters included"
    # Everything else works without them.
    needs = DOCUMENT_LIBRARY if fault.fault is Fault.LIBRARY else DOCUMENT_GLYPHS
    said = (
        f"{needs.text['en']} {needs.hint['en']}"
        if fault.fault in (Fault.LIBRARY, Fault.GLYPHS)
        else fault.fault
    )
    return "documents", False, said.replace("{detail} ({codes})", fault.detail)


def _python() -> tuple[int, int]:
    major, minor, _ = platform.python_version_tuple()
    return int(major), int(minor)
