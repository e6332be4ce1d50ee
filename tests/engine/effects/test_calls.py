"""Calls that a pack declares: what is refused about them, and the types of what comes back (E16)."""

import json
from typing import Any

import pytest

from engine.packs.check import check
from tests.server.delivery.papers import CALLS, RULES, WORKFLOW, papers


def codes(**more: Any) -> set[tuple[str, str, str]]:
    source = {path: json.loads(json.dumps(said)) for path, said in papers().source.items()}
    for path, change in more.items():
        name = path.replace("__", "/").replace("/json", ".json")
        source[name] = {**source[name], **change}
    found = check({path: json.dumps(said).encode() for path, said in source.items()})
    return {(one.code, one.file, one.pointer) for one in found.errors}


def test_what_is_declared_is_compiled() -> None:
    release = papers()
    call = release.calls["esign.send"]
    assert call.about == "deal"
    assert [*call.brings(failed=False)] == ["signer", "signed_at"]
    assert [*call.brings(failed=True)] == ["why", "code"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"about": "deel"}, ("packs.unknown_called_entity", "pack.json", "/calls/esign.send/about")),
        (
            {"answer": {"sum": {"type": "integer", "formula": "1 + 1"}}},
            ("records.not_asked", "pack.json", "/calls/esign.send/answer/sum/type"),
        ),
    ],
)
def test_a_declaration_is_checked(change: dict[str, Any], expected: tuple[str, str, str]) -> None:
    found = codes(pack__json={"calls": {"esign.send": {**CALLS["esign.send"], **change}}})
    assert expected[:2] in {one[:2] for one in found}, found


def test_a_name_is_adapter_and_verb() -> None:
    said = {**CALLS, "Sign!": {"about": "deal"}}
    assert ("packs.bad_verb", "pack.json", "/calls/Sign!") in codes(pack__json={"calls": said})


def test_only_what_is_declared_can_be_heard() -> None:
    found = codes(rules__count__json={"when": {"answer": "esign.sent"}})
    assert ("effects.unknown_call", "rules/count.json", "/when/answer") in found


def test_input_is_what_the_answer_brings() -> None:
    then = [{"set": {"trouble": {"field": "input.signer"}}}]
    assert codes(rules__note__json={**RULES["note"], "then": then}) == {
        ("conditions.unknown_name", "rules/note.json", "/then/0/set/trouble/field")
    }
    assert WORKFLOW["transitions"]["sign"]["when"] == {"answer": "esign.send"}
