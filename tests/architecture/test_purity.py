"""The engine imports openly, and asks nobody for the time, for chance or for a file."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, parse, plant, python_files, where

# What a command depends on is handed to it; otherwise running it again would decide otherwise.
ASKED_OF_THE_HOST = {"now", "utcnow", "today", "uuid1", "uuid4", "uuid7"}
REACHING_OUT = {"open", "print", "input", "breakpoint", "__import__", "import_module"}
# The one place that defines what a host's clock is; commands receive its moments.
CLOCK = "engine/clock/"


def hidden_imports(root: Path) -> list[str]:
    """Imports inside functions, and imports that only a type checker sees."""
    return [
        where(root, path, line)
        for path in python_files(root, "engine")
        for line in sorted(hidden_lines(parse(path)))
    ]


def hidden_lines(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        hides = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        )
        if hides:
            inside = [child for child in ast.walk(node) if isinstance(child, ast.Import | ast.ImportFrom)]
            yield from {child.lineno for child in inside}


def reaching_out(root: Path) -> list[str]:
    """Calls whose answer depends on when or where they are made."""
    return [
        where(root, path, node.lineno)
        for path in python_files(root, "engine")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and reaches_out(node.func, path.relative_to(root).as_posix())
    ]


def reaches_out(called: ast.expr, file: str) -> bool:
    return name_of(called) in REACHING_OUT or (asks_the_host(called) and not file.startswith(CLOCK))


def name_of(called: ast.expr) -> str:
    """The bare name of what is called; a method of an object is not the built-in of its name."""
    return called.id if isinstance(called, ast.Name) else ""


def asks_the_host(called: ast.expr) -> bool:
    """``datetime.now()``, ``uuid.uuid4()`` and the like, by either name."""
    if isinstance(called, ast.Attribute):
        owner = ast.unparse(called.value).split(".")[-1]
        return called.attr in ASKED_OF_THE_HOST and owner in {"datetime", "date", "uuid"}
    return name_of(called) in {"uuid1", "uuid4", "uuid7"}


def test_the_engine_hides_no_import() -> None:
    assert hidden_imports(ROOT) == []


@pytest.mark.parametrize(
    "text",
    [
        "def f() -> None:\n    import engine.values\n",
        "if TYPE_CHECKING:\n    from engine.packs import Release\n",
        "if typing.TYPE_CHECKING:\n    import engine.packs\n",
        "class Record:\n    import json\n",
    ],
)
def test_a_hidden_import_is_found(tmp_path: Path, text: str) -> None:
    plant(tmp_path, {"engine/x.py": text, "engine/open.py": "import json\n"})
    assert hidden_imports(tmp_path) == ["engine/x.py:2"]


def test_the_engine_asks_nobody() -> None:
    assert reaching_out(ROOT) == []


@pytest.mark.parametrize(
    "text",
    ["datetime.now(UTC)", "datetime.datetime.now()", "date.today()", "uuid4()", "uuid.uuid4()", "open('x')"],
)
def test_a_call_of_the_host_is_found(tmp_path: Path, text: str) -> None:
    plant(
        tmp_path,
        {"engine/x.py": f"x = {text}\n", "engine/clock/y.py": "x = clock.now()\ny = datetime.now(UTC)\n"},
    )
    assert reaching_out(tmp_path) == ["engine/x.py:1"]
