"""What is generated from the code and kept in the repository: schemas of packs, and the page of problems.

``python -m tests.conformance.made`` writes it anew; tests hold it current.
"""

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from engine.diagnostics.problem import Problem
from engine.packs.catalogue import page, problems_in
from engine.packs.schemas import schema_files

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "definitions" / "schema"
PROBLEMS = ROOT / "docs" / "reference" / "problems.md"


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
    return {**schemas, PROBLEMS: page(catalogue()).encode()}


if __name__ == "__main__":
    for path, content in made().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
