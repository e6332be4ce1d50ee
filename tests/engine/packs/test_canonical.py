"""The canonical form: one way to write each meaning, found from every other way."""

import json
import random

from hypothesis import given
from hypothesis import strategies as st

from engine.packs.check import check
from engine.packs.fmt import formatted
from engine.packs.identity import canonical_text
from engine.values.json_text import Parsed, parse
from tests.engine.packs.builders import REPAIRS, edited, put


def test_the_repair_shop_is_in_canonical_form():
    assert formatted(REPAIRS) == ({}, [])


def test_any_other_writing_comes_back_to_it():
    shuffled = {path: _shuffled(content, path) for path, content in REPAIRS.items()}
    changed, unread = formatted(shuffled)
    assert unread == []
    assert {**shuffled, **changed} == REPAIRS


def test_what_cannot_be_read_is_said_and_left_alone():
    changed, unread = formatted({**REPAIRS, "roles/x.json": b"{"})
    assert changed == {}
    assert [(one.file, one.code) for one in unread] == [("roles/x.json", "packs.json_syntax")]


def test_a_file_with_faults_of_meaning_is_formatted_all_the_same():
    changed, unread = formatted(edited(workflows__repair=put("initial", value="nowhere")))
    assert unread == []
    assert b'"initial": "nowhere",\n' in changed["workflows/repair.json"]


def test_a_bare_label_is_written_out():
    changed, _ = formatted(edited(roles__technician=put("label", value="Technician")))
    assert b'"label": {"en": "Technician"},\n' in changed["roles/technician.json"]
    # A text that only happens to stand under "label" in data is none.
    changed, _ = formatted(edited(rules__repair_is_ready=put("then", value=[{"set": {"label": "x"}}])))
    assert b'{"set": {"label": "x"}}' in changed["rules/repair_is_ready.json"]


def test_the_order_of_options_is_the_authors():
    options = {name: {"label": {"en": name, "zh-CN": name}} for name in ("z", "a", "m")}
    changed, _ = formatted(edited(entities__repair=put("fields", "urgency", "options", value=options)))
    assert list(json.loads(changed["entities/repair.json"])["fields"]["urgency"]["options"]) == [
        "z",
        "a",
        "m",
    ]


def test_the_same_pack_has_the_same_id_however_it_is_written():
    shuffled = {path: _shuffled(content, path) for path, content in REPAIRS.items()}
    one, other = check(REPAIRS).release, check(shuffled).release
    assert one is not None
    assert other is not None
    assert one.id == other.id


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
words = st.sampled_from(["field", "op", "value", "all", "label", "then", "if", "kind", "set", "x"])
trees = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**10), 10**10) | texts | st.decimals(-1000, 1000, places=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words | texts, inner, max_size=4),
    max_leaves=25,
)
paths = st.sampled_from(["rules/x.json", "entities/x.json", "pack.json", "tests/x.json", "decisions/x.json"])


@given(st.dictionaries(words | texts, trees, max_size=6), paths)
def test_it_keeps_the_meaning_and_formatting_twice_changes_nothing(document, path):
    text = canonical_text(path, document)
    parsed = parse(text)
    assert parsed == Parsed(document)
    assert isinstance(parsed, Parsed)
    assert isinstance(parsed.value, dict)
    assert canonical_text(path, parsed.value) == text
    assert text.endswith("}\n")
    assert "\r" not in text


def _shuffled(content: bytes, seed: str) -> bytes:
    """Keys of the format in another order (ids stay: below them order may mean something), and on one line.

    A template is text that means what it says, so it stays as it is.
    """
    if not seed.endswith(".json"):
        return content
    order = random.Random(seed)

    def turn(value, at=""):
        if isinstance(value, list):
            return [turn(one) for one in value]
        if not isinstance(value, dict):
            return value
        keys = list(value)
        if not at or at in ("/guard", "/if"):
            order.shuffle(keys)
        return {key: turn(value[key], f"/{key}") for key in keys}

    return json.dumps(turn(json.loads(content)), ensure_ascii=True).encode()
