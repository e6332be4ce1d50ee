"""The top of the tree, the packages of the engine, and the files that every room has."""

import ast
from pathlib import Path

from tests.architecture.tree import ROOT, parse, plant, top_folders

PLAN = {"engine", "definitions", "adapters", "server", "web", "tests", "bench", "docs"}
HOUSEKEEPING = {"requirements", ".ci", ".vscode"}
# Each is described by files of a pack, so who knows the files of one knows them all.
# Timers are told inside workflows (their JSON and checks lie in engine/effects); no file of a pack is theirs alone.
ROOMS = ("workflows", "approvals", "rules", "forms", "access", "limits", "pools", "messages")
FILES_OF_A_ROOM = ("model.py", "check.py", "problems.py")


def unplanned_folders(root: Path) -> list[str]:
    return sorted(top_folders(root) - PLAN - HOUSEKEEPING)


def packages_without_docstring(root: Path) -> list[str]:
    found: list[str] = []
    folders = {path.parent for path in (root / "engine").rglob("*.py")}
    for folder in sorted(folders):
        opening = folder / "__init__.py"
        if not opening.exists() or not ast.get_docstring(parse(opening)):
            found.append(opening.relative_to(root).as_posix())
    return found


def incomplete_rooms(root: Path) -> list[str]:
    rooms = [root / "engine" / name for name in ROOMS]
    return [
        (room / name).relative_to(root).as_posix()
        for room in rooms
        if room.exists()
        for name in FILES_OF_A_ROOM
        if not (room / name).exists()
    ]


def test_the_top_of_the_tree_is_the_plan() -> None:
    assert unplanned_folders(ROOT) == []


def test_an_unplanned_folder_is_found(tmp_path: Path) -> None:
    plant(
        tmp_path, {".gitignore": "/var/\n", "var/x": "", "engine/x.py": "", "helpers/x.py": "", ".git/x": ""}
    )
    assert unplanned_folders(tmp_path) == ["helpers"]


def test_every_package_of_the_engine_says_what_it_is() -> None:
    assert packages_without_docstring(ROOT) == []


def test_a_silent_package_is_found(tmp_path: Path) -> None:
    told = '"""Told."""\n'
    plant(tmp_path, {"engine/__init__.py": told, "engine/a/__init__.py": "x = 1\n", "engine/b/x.py": told})
    assert packages_without_docstring(tmp_path) == ["engine/a/__init__.py", "engine/b/__init__.py"]


def test_every_room_has_the_same_files() -> None:
    assert incomplete_rooms(ROOT) == []


def test_a_room_without_its_files_is_found(tmp_path: Path) -> None:
    plant(tmp_path, {"engine/rules/model.py": "", "engine/rules/problems.py": "", "engine/values/x.py": ""})
    assert incomplete_rooms(tmp_path) == ["engine/rules/check.py"]
