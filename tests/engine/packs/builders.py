"""Packs for tests: the repair shop, changed as a test needs it."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from adapters.pack_files.folder import read_folder
from engine.packs.check import CheckResult, check

ROOT = Path(__file__).parents[3]
REPAIRS: dict[str, bytes] = dict(read_folder(ROOT / "definitions" / "repairs").files)

Edit = Callable[[dict[str, Any]], None]


def edited(**edits: Edit | Any) -> dict[str, bytes]:
    """The repair shop with some files changed: a function changes the document of a file, anything else replaces it.

    Names are paths with ``__`` for the slash and ``_DOT_`` for a dot inside a stem: ``entities__repair``.
    """
    files = dict(REPAIRS)
    for name, edit in edits.items():
        path = name.replace("__", "/").replace("_DOT_", ".") + ".json"
        if edit is None:
            del files[path]
        elif isinstance(edit, bytes):
            files[path] = edit
        elif callable(edit):
            document = json.loads(files[path])
            edit(document)
            files[path] = json.dumps(document).encode()
        else:
            files[path] = json.dumps(copy.deepcopy(edit)).encode()
    return files


def codes(result: CheckResult) -> set[str]:
    """The codes of everything that was found."""
    return {one.code for one in result.diagnostics}


def found(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """File, pointer and code of everything that was found in a pack."""
    return [(one.file, one.pointer, one.code) for one in check(files).diagnostics]


def put(*path: str | int, value: Any) -> Edit:
    """An edit that puts a value at a place of the document."""

    def edit(document: dict[str, Any]) -> None:
        here: Any = document
        for part in path[:-1]:
            here = here[part]
        here[path[-1]] = value

    return edit


def drop(*path: str | int) -> Edit:
    """An edit that takes away what stands at a place of the document."""

    def edit(document: dict[str, Any]) -> None:
        here: Any = document
        for part in path[:-1]:
            here = here[part]
        del here[path[-1]]

    return edit
