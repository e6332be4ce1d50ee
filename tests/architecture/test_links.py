"""Every link of the documentation leads somewhere: to a file of this tree, and to a heading that is there."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.architecture.tree import ROOT, files, plant, where

FENCE = re.compile(r"^\s*(```|~~~)")
CODE_SPAN = re.compile(r"`[^`]*`")
LINK = re.compile(
    r"!?\[[^\]]*\]\(\s*<?([^\s)>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)|<(?:img|a)\s[^>]*(?:src|href)=\"([^\"]+)\""
)
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def broken_links(root: Path) -> list[str]:
    found: list[str] = []
    for page in files(root, endings=(".md",)):
        for number, line in prose(page):
            for groups in LINK.findall(CODE_SPAN.sub("", line)):
                target = next(filter(None, groups))
                if not ELSEWHERE.match(target) and not leads_somewhere(root, page, unquote(target)):
                    found.append(f"{where(root, page, number)} {target}")
    return found


def prose(page: Path) -> list[tuple[int, str]]:
    """The numbered lines of a page, without those of its code blocks."""
    lines: list[tuple[int, str]] = []
    in_code = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if FENCE.match(line):
            in_code = not in_code
        elif not in_code:
            lines.append((number, line))
    return lines


def leads_somewhere(root: Path, page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    file = page if not path else (root / path[1:] if path.startswith("/") else page.parent / path)
    if not file.exists():
        return False
    return not anchor or file.suffix != ".md" or anchor in anchors(file)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, made as code hosts make them."""
    seen: Counter[str] = Counter()
    made: set[str] = set()
    for _, line in prose(page):
        heading = HEADING.match(line)
        if heading:
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).lower()
            anchor = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
            made.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
            seen[anchor] += 1
        made.update(re.findall(r"<a\s[^>]*(?:id|name)=\"([^\"]+)\"", line))
    return made


def test_every_link_leads_somewhere() -> None:
    assert broken_links(ROOT) == []


@pytest.mark.parametrize(
    "link",
    [
        "[x](missing.md)",
        "[x](#nowhere)",
        "![x](../x.png)",
        "[x](other.md#no)",
        "[x]: gone.md",
        '<a href="gone">x</a>',
    ],
)
def test_a_broken_link_is_found(tmp_path: Path, link: str) -> None:
    plant(tmp_path, {"docs/page.md": f"# Page\n\n{link}\n", "docs/other.md": "# Other\n"})
    assert [finding.split()[0] for finding in broken_links(tmp_path)] == ["docs/page.md:3"]


@pytest.mark.parametrize(
    "link",
    [
        "[x](other.md#two-words-1)",
        "[x](/docs/other.md)",
        "[x](#page)",
        "[x](https://example.org/x)",
        "`[x](y)`",
        "[中文](other.md#中文)",
    ],
)
def test_a_good_link_is_left_alone(tmp_path: Path, link: str) -> None:
    plant(tmp_path, {"docs/page.md": f"# Page\n\n{link}\n\n```\n[x](y)\n```\n"})
    plant(tmp_path, {"docs/other.md": "# Two words\n## Two, words!\n## 中文\n"})
    assert broken_links(tmp_path) == []
