"""What is generated and kept in the repository: schemas of packs, the page of problems, the engine's public holidays.

The HTTP interface and the cases of conditions for the web application are among it.

``python -m tests.conformance.made`` writes it anew; tests hold it current.
"""

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from engine.diagnostics.problem import Problem
from engine.packs.catalogue import page, problems_in
from engine.packs.check import check
from engine.packs.schemas import schema_files
from server.openapi.document import openapi
from server.routes.every_way import EVERY_WAY
from tests.conformance.browser_cases import CASES, browser_cases

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "definitions" / "schema"
PROBLEMS = ROOT / "docs" / "reference" / "problems.md"
CALENDARS = ROOT / "definitions" / "calendars"
PUBLIC_DAYS = ROOT / "engine" / "timers" / "public_days.py"
INTERFACE = ROOT / "web" / "openapi.json"
_BARE = {
    "$schema": "../schema/pack.json",
    "kind": "pack",
    "id": "any",
    "version": "1.0.0",
    "label": {"en": "Any pack", "zh-CN": "任一业务包"},
    "format": 1,
    "engine": ">=1.0 <2",
    "locales": ["en", "zh-CN"],
    "default_locale": "en",
    "currency": "CNY",
    "time_zone": "Asia/Shanghai",
}
_HEAD = '''"""Public holidays (None) and make-up working days (the weekday they stand for), by country.

Generated from definitions/calendars by ``python -m tests.conformance.made``.
"""

from collections.abc import Mapping

PUBLIC_DAYS: Mapping[str, Mapping[str, str | None]] = {
'''


def modules() -> Iterator[ModuleType]:
    """Every module of the product in which problems are made."""
    for package in ("engine", "adapters", "server"):
        for path in sorted((ROOT / package).rglob("*.py")):
            text = path.read_text()
            if "Problem(" in text or "problems_of(" in text:
                yield importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def catalogue() -> dict[str, list[Problem]]:
    """Code -> problems, of the whole product; the tables of reasons of a room's values included."""
    found = problems_in(modules())
    for room in ("records", "forms"):
        reasons = importlib.import_module(f"engine.{room}.reasons")
        for slug, text in reasons._TEXTS.items():
            found.setdefault(f"{room}.{slug}", []).append(Problem(f"{room}.{slug}", text))
    return dict(sorted(found.items()))


def made() -> dict[Path, bytes]:
    """Path -> content of everything that is generated."""
    schemas = {SCHEMAS / name: text for name, text in schema_files().items()}
    return {
        **schemas,
        PROBLEMS: page(catalogue()).encode(),
        PUBLIC_DAYS: public_days().encode(),
        INTERFACE: interface(),
        CASES: browser_cases(),
    }


def interface() -> bytes:
    """The HTTP interface as it is with any pack: what the web application's types are made from."""
    release = check({"pack.json": json.dumps(_BARE).encode()}).release
    if release is None:
        raise RuntimeError("a pack with nothing in it has faults")
    document = openapi(release, EVERY_WAY, "session", "en")
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def public_days() -> str:
    """The module of public holidays, from the files of the announced years."""
    by_country: dict[str, list[str]] = {}
    for path in sorted(CALENDARS.glob("*.json")):
        file = json.loads(path.read_text())
        for day, said in file["days"].items():
            like = json.dumps(said["like"]) if "like" in said else "None"
            by_country.setdefault(file["country"], []).append(f'        "{day}": {like},\n')
    parts = [f'    "{name}": {{\n{"".join(lines)}    }},\n' for name, lines in by_country.items()]
    return _HEAD + "".join(parts) + "}\n"


if __name__ == "__main__":
    for path, content in made().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
