"""The page of limits says what the constants say."""

import importlib
import re
from dataclasses import fields
from datetime import timedelta

import pytest

from server.settings import Settings
from tests.docs.pages import read

_ROW = re.compile(r"^\| (.+?) \| ([\d,]+) \| `([\w.]+):([\w.]+)` \|$", re.MULTILINE)
ROWS = [(what, bound, module, name) for what, bound, module, name in _ROW.findall(read("docs/limits.md"))]
_PLAIN = {1900, 2999}  # years are written without a comma


def told(value: object) -> str:
    """As the page writes it: spans in hours, numbers in groups of three."""
    if isinstance(value, timedelta):
        value = int(value.total_seconds()) // 3_600
    assert isinstance(value, int)
    return str(value) if value in _PLAIN else f"{value:,}"


def constant(module: str, name: str) -> object:
    if name.startswith("Settings."):
        return {one.name: one.default for one in fields(Settings)}[name.removeprefix("Settings.")]
    found: object = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


@pytest.mark.parametrize(
    ("what", "bound", "module", "name"), ROWS, ids=[f"{row[2]}.{row[3]}" for row in ROWS]
)
def test_a_limit_is_what_the_page_says(what: str, bound: str, module: str, name: str) -> None:
    assert bound == told(constant(module, name)), what


def test_every_row_of_a_limit_is_looked_at() -> None:
    rows = [line for line in read("docs/limits.md").splitlines() if line.startswith("| ") and "`" in line]
    assert len(ROWS) == len(rows) > 40


def test_the_window_of_tries_is_the_one_that_the_page_names() -> None:
    assert constant("server.sign_in.sign_in", "_WINDOW") == timedelta(minutes=5)
