"""What the product stands on: locked with hashes, from nowhere in particular, explained, and free to use."""

import json
import re
import tomllib
from email.message import Message
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture import licences, locks
from tests.architecture.tree import ROOT, files, plant, where

PAGE = ROOT / "docs" / "dependencies.md"
LOCKS = [ROOT / "requirements" / name for name in ("run.txt", "build.txt", "test.txt")]
ADDRESS = re.compile(r"://|(^|\s)/[\w.]|^\s*-|\s@\s|--(extra-)?index|--find-links", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def addresses(path: Path) -> list[str]:
    """What a lock must not name: where files come from, or where they lie on the machine that made it."""
    text = re.sub(r"--hash=\S+", "", path.read_text(encoding="utf-8"))
    return [line for line in text.splitlines() if ADDRESS.search(line)]


def registries(root: Path) -> list[str]:
    """Places that name where packages come from: whoever installs decides that."""
    hosts = re.compile(
        "|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(org|com)", "npm" + "mirror"))
    )
    endings = (
        ".cfg",
        ".in",
        ".ini",
        ".js",
        ".json",
        ".md",
        ".mjs",
        ".py",
        ".sh",
        ".toml",
        ".ts",
        ".tsx",
        ".txt",
        ".yaml",
        ".yml",
    )
    paths = [*files(root, endings=endings), *files(root, ".ci"), *filter(Path.exists, [root / "Makefile"])]
    return [
        where(root, path, number)
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if hosts.search(line)
    ]


def table(page: Path, heading: str) -> dict[str, str]:
    """The first table under a heading: its first column, and its second."""
    section = page.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line[:1] == "|"
    ]
    return {name.strip(): cells[1] for cells in rows[2:] for name in cells[0].split(",")}


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def allowed_licences() -> set[str]:
    section = PAGE.read_text(encoding="utf-8").split("\n## Licences\n")[1].split("\nGPL and AGPL never")[0]
    return set(re.findall(r"`([^`]+)`", section))


def forbidden_licences(found: dict[str, str], explained: dict[str, str], allowed: set[str]) -> list[str]:
    """Libraries whose licence is on no list; LGPL is allowed where the page says so of that library."""
    assert not {name for name in allowed if "GPL" in name}, "GPL, AGPL and LGPL are on no general list"
    return [
        f"{name}: {licence}"
        for name, licence in sorted(found.items())
        if not licences.is_allowed(
            licence, allowed | {word for word in licence.split() if is_admitted(word, name, explained)}
        )
    ]


def is_admitted(licence: str, name: str, explained: dict[str, str]) -> bool:
    return licence.startswith("LGPL") and "LGPL" in explained.get(name, "")


def test_every_library_to_run_is_explained_and_no_other() -> None:
    assert set(table(PAGE, "To run")) == names(PROJECT["project"]["dependencies"])


def test_every_library_to_test_and_to_build_is_explained_and_no_other() -> None:
    wanted = set[str]().union(*(names(group) for group in PROJECT["dependency-groups"].values()))
    assert set(table(PAGE, "To test and to build")) == wanted


def test_the_licences_of_everything_that_runs_are_on_the_list() -> None:
    elsewhere = table(PAGE, "Licences")
    pins = locks.read(LOCKS[0])
    found = {pin.name: licences.licence_of(pin.name) for pin in pins if pin.belongs_here}
    found |= {pin.name: elsewhere.get(pin.name, "not on the page") for pin in pins if not pin.belongs_here}
    assert len(found) > len(PROJECT["project"]["dependencies"])
    chosen = table(PAGE, "Licences of our choice")
    assert not chosen.keys() - found.keys(), "a choice about a library that is not locked"
    found |= chosen
    assert forbidden_licences(found, table(PAGE, "To run"), allowed_licences()) == []


def test_the_page_tells_the_licence_that_the_library_tells() -> None:
    told = table(PAGE, "To run")
    assert told == {name: licences.licence_of(name) for name in told}


@pytest.mark.parametrize(
    ("licence", "is_found"),
    [
        ("MIT", False),
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("MIT OR GPL-2.0-only", False),
        ("MIT AND GPL-2.0-only", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", True),
        ("LGPL-3.0-only", True),
        ("Proprietary", True),
        ("none stated", True),
        ("not on the page", True),
    ],
)
def test_a_licence_that_is_on_no_list_is_found(licence: str, is_found: bool) -> None:  # noqa: FBT001 - a column of the table
    assert bool(forbidden_licences({"library": licence}, {}, allowed_licences())) is is_found


def test_the_lesser_licence_is_allowed_only_where_the_page_says_so() -> None:
    found = {"one": "LGPL-3.0-only", "two": "LGPL-3.0-only"}
    assert forbidden_licences(found, {"one": "LGPL-3.0-only", "two": "MIT"}, allowed_licences()) == [
        "two: LGPL-3.0-only"
    ]


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        (["License-Expression: MIT", "License: GPL"], "MIT"),
        (["License: MIT license"], "MIT"),
        (["License: UNKNOWN", "Classifier: License :: OSI Approved :: ISC License (ISCL)"], "ISC"),
        (
            ["Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)"],
            "GNU General Public License v3 (GPLv3)",
        ),
        ([], "none stated"),
    ],
)
def test_a_licence_is_read_from_what_the_metadata_says(lines: list[str], licence: str) -> None:
    metadata = Message()
    for line in lines:
        key, _, value = line.partition(": ")
        metadata[key] = value
    assert licences.licence_in(metadata) == licence


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_place(lock: Path) -> None:
    assert addresses(lock) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://host/simple",
        "--find-links /somewhere/wheels",
        "-i https://host/simple",
        "-e .",
        "x @ file:///somewhere/x.whl",
        "x==1  # from https://host",
        "    # via -r /somewhere/x.in",
    ],
)
def test_a_place_in_a_lock_is_found(tmp_path: Path, line: str) -> None:
    plant(
        tmp_path,
        {
            "run.txt": f"a==1 \\\n    --hash=sha256:{'0' * 64}\n    # via\n    #   -c requirements/test.txt\n{line}\n"
        },
    )
    assert addresses(tmp_path / "run.txt") == [line]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_everything_that_is_locked_has_hashes(lock: Path) -> None:
    assert [pin.name for pin in locks.read(lock) if not pin.hashes or not pin.version] == []


def test_the_locks_agree_with_each_other() -> None:
    versions = {pin.name: pin.version for pin in locks.read(LOCKS[2])}
    others = [pin for lock in LOCKS[:2] for pin in locks.read(lock)]
    assert [pin.name for pin in others if versions.get(pin.name) != pin.version] == []


def test_the_locks_satisfy_the_project() -> None:
    groups = PROJECT["dependency-groups"]
    wanted = {
        "run.txt": PROJECT["project"]["dependencies"],
        "build.txt": groups["build"],
        "test.txt": [
            *PROJECT["project"]["dependencies"],
            *(text for group in groups.values() for text in group),
        ],
    }
    for lock in LOCKS:
        versions = {pin.name: pin.version for pin in locks.read(lock)}
        for requirement in map(Requirement, wanted[lock.name]):
            version = versions.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement} is not in {lock.name}: run make lock"
            assert requirement.specifier.contains(version), (
                f"{lock.name} is older than {requirement}: run make lock"
            )


def test_no_lock_that_writes_down_addresses_is_kept() -> None:
    assert not (ROOT / "uv.lock").exists()


def test_nothing_names_a_registry() -> None:
    assert registries(ROOT) == []


def test_a_registry_is_found(tmp_path: Path) -> None:
    host = "pypi" + ".org"
    plant(
        tmp_path,
        {"Makefile": f"x\n# {host}\n", "web/package-lock.json": "https://registry.npm" + "js.org/x\n"},
    )
    assert registries(tmp_path) == ["web/package-lock.json:1", "Makefile:2"]


def test_every_library_in_the_browser_is_explained_and_no_other() -> None:
    package = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    explained = table(PAGE, "In the browser")
    assert set(explained) == set(package["dependencies"])
    assert set(explained.values()) <= allowed_licences()
    to_build = PAGE.read_text(encoding="utf-8").split("\nTo build and test it: ")[1].split("\n\n")[0]
    assert [name for name in package["devDependencies"] if name not in to_build] == []


def test_the_lock_of_the_browser_says_what_is_installed_and_not_from_where() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))
    parts = {name: part for name, part in lock["packages"].items() if name and not part.get("link")}
    assert [name for name, part in parts.items() if "integrity" not in part or "resolved" in part] == []
    installed = {
        name.rpartition("node_modules/")[2]: part.get("license", "none stated")
        for name, part in parts.items()
        if not part.get("dev")
    }
    assert {
        name: found for name, found in installed.items() if not licences.is_allowed(found, allowed_licences())
    } == {}
