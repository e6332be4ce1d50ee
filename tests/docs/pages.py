"""Pages of the documentation, taken apart: blocks of code, headings, links."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^```(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)]+)\)")
ANYTHING = "..."


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: what stands behind the fence, its text, and where it begins."""

    said: str
    text: str
    line: int


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pages() -> list[str]:
    """Every page that tells about the product, by its path in the repository."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "definitions").glob("*/*.md")]
    return sorted(str(path.relative_to(ROOT)) for path in found)


def blocks(text: str) -> list[Block]:
    return [
        Block(found[1].strip(), found[2], text.count("\n", 0, found.start()) + 1)
        for found in _FENCE.finditer(text)
    ]


def prose(text: str) -> str:
    """The page without its blocks."""
    return _FENCE.sub("", text)


def headings(text: str) -> list[tuple[int, str]]:
    return [(len(marks), title) for marks, title in _HEADING.findall(prose(text))]


def links(text: str) -> list[str]:
    return _LINK.findall(prose(text))


def differences(told: Any, found: Any, place: str = "") -> list[str]:
    """Where JSON differs from what a page tells; "..." stands for anything."""
    if told == ANYTHING:
        return []
    if isinstance(told, dict) and isinstance(found, dict):
        keys = sorted({*told, *found})
        missing = [f"{place}/{key}: on one side only" for key in keys if (key in told) != (key in found)]
        return missing + [
            one for key in keys if key in told and key in found
            for one in differences(told[key], found[key], f"{place}/{key}")
        ]  # fmt: skip
    if isinstance(told, list) and isinstance(found, list) and len(told) == len(found):
        return [
            one
            for number, (left, right) in enumerate(zip(told, found, strict=True))
            for one in differences(left, right, f"{place}/{number}")
        ]
    return [] if told == found else [f"{place}: the page says {told!r}, it is {found!r}"]
