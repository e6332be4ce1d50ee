"""What is generated is current, complete, and means what it should."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry

from engine.packs.kinds import KINDS
from tests.conformance import made

PACKS = sorted(
    path.parent for path in made.ROOT.glob("definitions/*/pack.json") if path.parent != made.SCHEMAS
)
FILES = sorted(
    path for pack in PACKS for path in pack.rglob("*.json") if not path.name.endswith(".layout.json")
)


@pytest.fixture(scope="module")
def validators():
    return {
        kind: Draft202012Validator(
            json.loads((made.SCHEMAS / f"{kind}.json").read_text()), registry=Registry()
        )
        for kind in KINDS
    }


def test_generated_files_are_current():
    stale = [
        str(path)
        for path, content in made.made().items()
        if not path.exists() or path.read_bytes() != content
    ]
    assert stale == [], "run: python -m tests.conformance.made"


def test_no_schema_is_left_over():
    assert {path.stem for path in made.SCHEMAS.iterdir()} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_and_refers_to_nothing_outside(kind):
    text = (made.SCHEMAS / f"{kind}.json").read_text()
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["kind"] == {"const": kind}
    assert schema["description"]
    references = [line.split('"')[3] for line in text.splitlines() if '"$ref"' in line]
    assert all(
        one.startswith("#/$defs/") and one.removeprefix("#/$defs/") in schema["$defs"] for one in references
    )


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(made.ROOT)) for path in FILES])
def test_every_definition_is_valid_by_its_schema(path: Path, validators):
    document = json.loads(path.read_text())
    faults = [f"{one.json_path}: {one.message}" for one in validators[document["kind"]].iter_errors(document)]
    assert faults == []


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("rule", {"then": [{"sned": "x", "to": {"field": "owner"}}]}),
        ("rule", {"if": {"field": "a", "operator": "eq"}}),
        ("rule", {"if": {"field": "a", "op": "equals", "value": 1}}),
        ("rule", {"if": {"all": {"field": "a"}}}),
        ("rule", {"when": {"happened": "x"}}),
        ("rule", {"kind": "rules"}),
        ("rule", {"label": 3}),
    ],
)
def test_a_schema_refuses_what_the_engine_refuses(kind, part, validators):
    whole = {"kind": "rule", "label": {"en": "x"}, "when": {"created": "order"}, "then": [{"set": {"a": 1}}]}
    assert validators[kind].is_valid(whole)
    assert validators[kind].is_valid({**whole, "label": "a bare text"})
    assert not validators[kind].is_valid({**whole, **part})


def test_every_code_of_the_catalogue_is_told_once_in_both_languages():
    for code, told in made.catalogue().items():
        assert len(told) == 1, code
        assert "." in code
        assert code == code.lower()
        for one in told:
            assert one.text["en"], code
            assert one.text["zh-CN"], code
            assert set(one.hint) in (set(), {"en", "zh-CN"}), code


def test_the_catalogue_holds_every_room():
    rooms = {code.partition(".")[0] for code in made.catalogue()}
    assert {
        "packs",
        "records",
        "conditions",
        "decisions",
        "workflows",
        "rules",
        "forms",
        "access",
        "messages",
        "effects",
    } <= rooms
