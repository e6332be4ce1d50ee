"""What pages say of the code is so: JSON, snippets of packs, routes, commands, settings, tests that are named."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
import typer

from engine.diagnostics.problem import Severity
from engine.packs.check import check
from server.cli.main import app
from server.routes.every_way import EVERY_WAY
from server.settings import PREFIX, Settings
from tests.docs.pages import ROOT, Block, blocks, pages, prose, read
from tests.docs.walk import compare, run, shell

_CODE = re.compile(r"`([^`]+)`")
_SNIPPET = re.compile(r"json ([a-z_]+/[a-z_.]+)")
SNIPPETS = [
    (page, block)
    for page in ("docs/access.md",)
    for block in blocks(read(page))
    if _SNIPPET.fullmatch(block.said)
]


@pytest.mark.parametrize("page", pages())
def test_every_block_of_json_can_be_read(page: str) -> None:
    for block in blocks(read(page)):
        if block.said.split(" ")[0] == "json":
            json.loads(block.text)


@pytest.mark.parametrize(("page", "block"), SNIPPETS, ids=[block.said for _, block in SNIPPETS])
def test_a_snippet_of_a_pack_is_right_in_its_place(page: str, block: Block) -> None:
    folder = ROOT / "definitions" / "repairs"
    files = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*.*")
        if path.suffix in (".json", ".html")
    }
    found = _SNIPPET.fullmatch(block.said)
    assert found is not None
    path = f"{found[1]}.json"
    assert path in files, f"{page}: the repair shop has no {path}"
    result = check({**files, path: block.text.encode()})
    assert [one.text("en") for one in result.diagnostics if one.severity is not Severity.HINT] == []


def test_there_are_snippets() -> None:
    assert len(SNIPPETS) > 1


def test_the_http_page_names_every_route_and_no_other() -> None:
    rows = re.findall(r"^\| `(GET|POST|PATCH|PUT|DELETE) ([^`]+)` \|", read("docs/http.md"), re.MULTILINE)
    assert sorted(rows) == sorted((way.method, way.path) for way in EVERY_WAY)


def test_the_command_page_names_every_command_and_no_other() -> None:
    table = read("docs/cli.md").split("| exit code")[0]
    rows = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    told = {name for row in rows for name in _CODE.findall(row)}
    group = typer.main.get_group(app)
    known: set[str] = set()
    for name, command in group.commands.items():
        inside = getattr(command, "commands", None)
        known |= {f"{name} {one}" for one in inside} if inside else {name}
    assert told == known


def test_the_page_of_settings_names_every_setting_and_its_default() -> None:
    rows = re.findall(rf"^\| `({PREFIX}\w+)` \| .+ \| (.+) \|$", read("docs/cli.md"), re.MULTILINE)
    told = {name: default.strip("`") for name, default in rows}
    assert sorted(told) == sorted(PREFIX + one.name.upper() for one in fields(Settings))
    for one in fields(Settings):
        default = told[PREFIX + one.name.upper()]
        if isinstance(one.default, bool | int):
            assert default == str(one.default).lower()
        elif isinstance(one.default, str):
            assert default == one.default


@pytest.mark.parametrize("page", ["docs/import.md", "docs/cli.md"])
def test_the_examples_of_the_command_line_go_as_they_are_written(page: str, tmp_path: Path) -> None:
    assert compare(page, run(shell(page), tmp_path)) == []


@pytest.mark.parametrize("page", ["docs/guarantees.md", "docs/architecture.md", "README.md"])
def test_every_file_and_test_that_is_named_is_there(page: str) -> None:
    named = [
        one
        for one in _CODE.findall(prose(read(page)))
        if re.fullmatch(r"(tests|engine|server|adapters|definitions)/\S+", one)
    ]
    assert named
    for one in named:
        path, _, test = one.partition("::")
        assert (ROOT / path).exists(), f"{page}: {path}"
        if test:
            assert re.search(rf"^(async )?def {test}\(", read(path), re.MULTILINE), f"{page}: {one}"


def test_the_floor_plan_names_every_room_and_every_adapter() -> None:
    plan = "\n".join(block.text for block in blocks(read("docs/architecture.md")))
    packages = [one.parent for top in ("engine", "adapters") for one in (ROOT / top).glob("*/__init__.py")]
    assert len(packages) > 15
    assert [one.name for one in packages if not re.search(rf"\b{one.name}\b", plan)] == []


def test_no_promise_stands_without_a_test() -> None:
    rows = [line for line in read("docs/guarantees.md").splitlines() if line.startswith("| ")]
    promises = [row for row in rows if not row.startswith("| promise")]
    assert len(promises) > 20
    assert [row for row in promises if not re.search(r"`(web/)?(tests|src)/", row)] == []
