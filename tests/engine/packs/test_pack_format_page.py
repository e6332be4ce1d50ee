"""Every example of docs/pack_format.md is checked: together they are one pack without fault."""

import json
import re

import pytest
from pydantic import TypeAdapter

from engine.conditions.names import Names
from engine.conditions.parse import condition, value
from engine.diagnostics.problem import Severity
from engine.effects.check import check_effects
from engine.effects.findings import Findings
from engine.effects.model import Effects
from engine.packs.check import check
from engine.packs.fmt import formatted
from engine.packs.kinds import FOLDERS, KINDS
from engine.packs.outline import Outline
from engine.packs.rooms import check_rooms
from engine.packs.sample import GENERATORS
from engine.values.json_text import Parsed, parse
from tests.engine.packs.builders import ROOT

PAGE = (ROOT / "docs" / "pack_format.md").read_text()
BLOCKS = re.findall(r"^```(\S*) ?(.*)\n((?:.*\n)*?)^```$", PAGE, re.MULTILINE)
FILES = {info: text.encode() for _, info, text in BLOCKS if info.endswith((".json", ".html"))}
FRAGMENTS = [(info.split(), text) for _, info, text in BLOCKS if not info.endswith((".json", ".html"))]
CHECKED = check(FILES)


def test_every_block_is_an_example_of_json_or_a_template():
    assert len(BLOCKS) == PAGE.count("```") / 2
    assert {language for language, _, _ in BLOCKS} == {"json", "html"}


def test_the_files_are_one_pack_without_fault():
    hints = Severity.HINT
    told = [
        f"{one.file}{one.pointer}: {one.text('en')}"
        for one in CHECKED.diagnostics
        if one.severity is not hints
    ]
    assert told == []
    assert CHECKED.release is not None


def test_the_files_are_written_in_canonical_form():
    changed, unread = formatted(FILES)
    assert unread == []
    assert {path: text.decode() for path, text in changed.items()} == {}


def test_every_kind_has_its_example_and_its_row():
    assert {json.loads(text)["kind"] for path, text in FILES.items() if path.endswith(".json")} == set(KINDS)
    for folder, kind in FOLDERS.items():
        assert f"`{kind.name}`" in PAGE
        assert f"`{folder}/`" in PAGE or folder == ""


def test_every_generator_is_described():
    assert [name for name in GENERATORS if f'`{{"{name}"' not in PAGE] == []


@pytest.mark.parametrize(
    ("info", "text"), FRAGMENTS, ids=[f"{n} {' '.join(info)}" for n, (info, _) in enumerate(FRAGMENTS)]
)
def test_every_fragment_means_something(info, text):
    sort, entity = info
    outline = Outline(CHECKED.loaded)
    rooms = check_rooms(CHECKED.loaded, outline)
    names = Names(outline.catalogue, entity, before=True)
    parsed = parse(text)
    assert isinstance(parsed, Parsed)
    if sort == "condition":
        assert condition(parsed.value, names).diagnostics == []
    elif sort == "value":
        assert value(parsed.value, names).diagnostics == []
    else:
        findings = Findings(outline.manifest.locales)
        effects = TypeAdapter(Effects).validate_python(parsed.value)
        assert len(check_effects(effects, names, rooms.around, findings, "")) == len(effects)
        assert findings.diagnostics == []
