"""The product knows no trade: words of one belong in its pack. And nothing is left for later, or left out."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.architecture.tree import CODE, ROOT, files, parse, plant, python_files, where

# An underscore separates words as a space does: school_id names the trade as well.
TRADE = re.compile(r"(?<![a-z])(lead|students?|schools?|teachers?|tutors?)(?![a-z])", re.IGNORECASE)
FOR_LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
LEFT_OUT_IN_THE_BROWSER = re.compile(r"\b(test|it|describe)\.(skip|only|todo|fixme)\b")
LEAVING_OUT = {
    "skip",
    "skipif",
    "skipIf",
    "skipUnless",
    "skipTest",
    "xfail",
    "importorskip",
    "expectedFailure",
}


def lines_with(root: Path, paths: Iterable[Path], pattern: re.Pattern[str]) -> list[str]:
    return [
        where(root, path, number)
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def trade_words(root: Path) -> list[str]:
    return lines_with(root, python_files(root, *CODE), TRADE)


def left_for_later(root: Path) -> list[str]:
    endings = (".py", ".ts", ".tsx", ".css", ".json", ".toml", ".yml", ".yaml")
    return lines_with(
        root, files(root, *CODE, "tests", "bench", "definitions", "web", endings=endings), FOR_LATER
    )


def left_out(root: Path) -> list[str]:
    found = [
        where(root, path, node.lineno)
        for path in python_files(root, "tests", "bench")
        for node in ast.walk(parse(path))
        if (isinstance(node, ast.Attribute) and node.attr in LEAVING_OUT)
        or (isinstance(node, ast.ImportFrom) and any(name.name in LEAVING_OUT for name in node.names))
    ]
    return found + lines_with(root, files(root, "web", endings=(".ts", ".tsx")), LEFT_OUT_IN_THE_BROWSER)


def test_the_product_speaks_of_no_trade() -> None:
    assert trade_words(ROOT) == []


@pytest.mark.parametrize("text", ["a Lead", "school_id = 1", "for_students", "x = 'TEACHER'", "# tutor"])
def test_a_word_of_a_trade_is_found(tmp_path: Path, text: str) -> None:
    plant(tmp_path, {"server/x.py": f'"""Text.\n{text}\n"""\n'})
    assert trade_words(tmp_path) == ["server/x.py:2"]


@pytest.mark.parametrize("text", ["leading", "misleads", "tutorial", "scholar", "preschooler"])
def test_longer_words_are_not_mistaken_for_one(tmp_path: Path, text: str) -> None:
    plant(tmp_path, {"engine/x.py": f"# {text}\n"})
    assert trade_words(tmp_path) == []


def test_nothing_is_left_for_later() -> None:
    assert left_for_later(ROOT) == []


def test_a_note_for_later_is_found(tmp_path: Path) -> None:
    plant(tmp_path, {"adapters/x.py": "x = 1  # TO" + "DO: more\n", "web/src/x.tsx": "// FIX" + "ME\n"})
    assert left_for_later(tmp_path) == ["adapters/x.py:1", "web/src/x.tsx:1"]


def test_no_test_is_left_out() -> None:
    assert left_out(ROOT) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tests/x.py", "import pytest\npytest.skip('no server')\n"),
        ("tests/x.py", "import pytest\n@pytest.mark.xfail\ndef test(): ...\n"),
        ("tests/x.py", "import unittest\nfrom pytest import importorskip\n"),
        ("web/tests/x.ts", "import x\ntest.skip('later')\n"),
    ],
)
def test_a_test_that_is_left_out_is_found(tmp_path: Path, name: str, text: str) -> None:
    plant(tmp_path, {name: text})
    assert left_out(tmp_path) == [f"{name}:2"]
