"""Strict JSON: every ambiguous or boundless text is a fault with its place, and quickly."""

import json
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values import json_text
from engine.values.json_text import Fault, Limits, Parsed, parse, place, positions, where

MANY = Limits(size=10_500_000, depth=32, keys=10_000, values=50_000)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (b'{"a": [1, 2.50, true, null, "x"]}', {"a": [1, Decimal("2.50"), True, None, "x"]}),
        (b"0.05", Decimal("0.05")),
        (b"1e5", Decimal("1e5")),
        (b"-12", -12),
        ('"\\ud83d\\ude00 \\\\ud800 \\u00e9"', "\U0001f600 \\ud800 é"),
        (b'{"a": "}]{[:,\\"", "b": {}}', {"a": '}]{[:,"', "b": {}}),
        ("[" * 32 + "]" * 32, json.loads("[" * 32 + "]" * 32)),
        (str(10**33), 10**33),
    ],
)
def test_what_is_lawful_is_read_exactly(source, value):
    parsed = parse(source)
    assert parsed == Parsed(value)
    assert isinstance(parsed, Parsed)
    assert type(parsed.value) is type(value)


FAULTY = [
    (b'{"a": 1, "b": {"c": 1, "c": 2}}', "duplicate_key", 23),
    (b'{"a": 1, "\\u0061": 2}', "duplicate_key", 9),
    (b"[1, NaN]", "not_a_number", 4),
    (b"[-Infinity]", "not_a_number", 1),
    (b"[1e400]", "number_too_long", 1),
    (b"[1e-99999999999999999999]", "number_too_long", 1),
    (b"[0, 1" + b"0" * 5000 + b"]", "number_too_long", 4),
    (b"[0." + b"3" * 40 + b"]", "number_too_long", 1),
    (b'"\\ud800"', "lone_surrogate", 1),
    (b'"x\\udc00\\ud800"', "lone_surrogate", 2),
    (b'"\\\\\\ud800"', "lone_surrogate", 3),
    ('"\ud800"', "lone_surrogate", 1),
    (b'"a\\u0000"', "null_character", 2),
    (b"\xef\xbb\xbf{}", "byte_order_mark", 0),
    (b'{"a": "\xff"}', "not_utf8", 7),
    ("{}".encode("utf-16"), "not_utf8", 0),
    (b'[1, "a\nb"]', "syntax", 6),
    (b"[1,]", "syntax", 3),
    (b"{'a': 1}", "syntax", 1),
    (b"", "syntax", 0),
    (b"{} {}", "syntax", 3),
    (b'"abc\\', "syntax", 0),
    (b"[01]", "syntax", 2),
    (b"]" * 10, "syntax", 0),
    (b"[" * 33, "too_deep", 32),
    (b'{"a":' * 33, "too_deep", 160),
    (b'["[[[", ' + b"[" * 32, "too_deep", 39),
    (b"[" + b"1," * 50_000 + b"1]", "too_many_values", 0),
    (b"{" + b",".join(b'"%d":1' % n for n in range(10_001)) + b"}", "too_many_keys", 0),
    (b" " * 1_000_001, "too_large", 0),
]


@pytest.mark.parametrize(
    ("source", "kind", "offset"), FAULTY, ids=[f"{n} {case[1]}" for n, case in enumerate(FAULTY)]
)
def test_what_is_not_is_a_fault_with_its_place(source, kind, offset):
    fault = parse(source)
    assert isinstance(fault, Fault)
    assert (fault.kind, fault.offset) == (kind, offset)
    assert fault.kind in json_text.FAULTS


SIZE = 10_000_000
HOSTILE = {
    "openers": b"[" * SIZE,
    "closers": b"]" * SIZE,
    "empty lists": b"[],"[:3] * (SIZE // 3),
    "objects": b'{"a":' * (SIZE // 5),
    "quotes": b'"' * SIZE,
    "backslashes": b'"' + b"\\" * SIZE,
    "escapes": b'"' + b"\\n" * (SIZE // 2) + b'"',
    "surrogates": b'"' + b"\\ud83d\\ude00" * (SIZE // 12) + b'\\ud800"',
    "commas": b"," * SIZE,
    "colons": b":" * SIZE,
    "digits": b"1" * SIZE,
    "exponent": b"1e" + b"9" * SIZE,
    "spaces": b" " * SIZE,
    "one text": b'"' + b"x" * SIZE + b'"',
    "three bytes": b'"' + "学".encode() * (SIZE // 3) + b'"',
    "nothing valid": b"\xff" * SIZE,
    "keys": b"{" + b'"k":0,' * (SIZE // 6) + b"}",
    "just below the counts": b"[" + b"[[]]," * 16_000 + b'"' + b"x" * 9_000_000 + b'",NaN]',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_ten_megabytes_of_anything_take_less_than_a_second(name):
    began = time.process_time()
    answer = parse(HOSTILE[name], MANY)
    assert time.process_time() - began < 1
    assert isinstance(answer, Parsed) == (name in {"escapes", "one text", "three bytes"})


TEXT = """{
  "name": "x",
  "a/b": [1, {"~": [true]}],
  "名": null
}"""


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("", 1, 1),
        ("/name", 2, 3),
        ("/a~1b", 3, 3),
        ("/a~1b/0", 3, 11),
        ("/a~1b/1/~0", 3, 15),
        ("/a~1b/1/~0/0", 3, 21),
        ("/名", 4, 3),
        ("/a~1b/1/missing/deeper", 3, 14),
        ("/missing", 1, 1),
    ],
)
def test_a_pointer_becomes_line_and_column(pointer, line, column):
    assert where(TEXT, pointer) == (line, column)


def test_an_offset_becomes_line_and_column():
    assert place("ab\nc\n", 0) == (1, 1)
    assert place("ab\nc\n", 3) == (2, 1)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(values, st.booleans())
def test_it_reads_what_was_written_and_finds_every_part(value, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=1)
    assert parse(text) == Parsed(value)
    expected = set(_pointers(value, ""))
    assert set(positions(text)) == expected


@given(st.text(st.sampled_from('{}[]",:\\ x1\n'), max_size=60))
def test_walking_over_garbage_never_fails(text):
    for token in json_text.walk(text):
        assert 0 <= token.offset < len(text)


def _pointers(value, at):
    yield at
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _pointers(inner, at + "/" + key.replace("~", "~0").replace("/", "~1"))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _pointers(inner, f"{at}/{index}")
