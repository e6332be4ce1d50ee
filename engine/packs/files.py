"""A pack as plain data: path -> bytes; which paths there may be, and how much of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.diagnostics.problem import Diagnostic
from engine.packs import problems
from engine.values import json_text

Files = Mapping[str, bytes]
"""Path inside the pack, with forward slashes -> content."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a pack may hold: bytes unpacked, files, bytes of one file, levels of folders, growth on unpacking."""

    total: int = 10_000_000
    files: int = 2_000
    file: int = 2_000_000
    depth: int = 4
    ratio: int = 100


BOUNDS = Bounds()
TEXT = json_text.Limits(size=BOUNDS.file, depth=100, keys=100_000, values=200_000, digits=15)
"""Bounds of the JSON of one file. 15 digits are kept exactly by every JSON reader there is."""

MANIFEST = "pack.json"
_SEGMENT = re.compile(r"[a-z][a-z0-9_.]{0,99}")
# The texts of documents: an id, a language, html.
_TEMPLATE = re.compile(r"documents/([a-z][a-z0-9_]{0,79})\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.html")
_COMPANION = re.compile(r"(README|CHANGELOG|LICENSE|NOTICE)[A-Za-z.-]{0,20}")
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


def name_fault(path: str, bounds: Bounds = BOUNDS) -> Diagnostic | None:
    """Why a file cannot lie at this path, or None.

    A path is up to ``bounds.depth`` ASCII parts; README, CHANGELOG, LICENSE and NOTICE may lie at the top, templates of
    documents beside them (``documents/contract.zh-CN.html``).
    """
    parts = path.split("/")
    if len(parts) > bounds.depth:
        return Diagnostic(problems.TOO_DEEP, file=path[:200], data={"limit": bounds.depth})
    if (len(parts) == 1 and _COMPANION.fullmatch(path)) or template_of(path):
        return None
    if all(_SEGMENT.fullmatch(part) for part in parts):
        return None
    return Diagnostic(problems.BAD_NAME, file=path[:200], data={"name": path[:200]})


def bounds_faults(sizes: Iterable[tuple[str, int]], bounds: Bounds = BOUNDS) -> list[Diagnostic]:
    """What is wrong with the names and sizes of files, all of it."""
    found: list[Diagnostic] = []
    count = total = 0
    for path, size in sizes:
        count, total = count + 1, total + size
        if fault := name_fault(path, bounds):
            found.append(fault)
        if size > bounds.file:
            found.append(Diagnostic(problems.FILE_TOO_LARGE, file=path[:200], data={"limit": bounds.file}))
    if count > bounds.files:
        found.append(Diagnostic(problems.TOO_MANY_FILES, data={"limit": bounds.files}))
    if total > bounds.total:
        found.append(Diagnostic(problems.TOO_LARGE, data={"limit": bounds.total}))
    return found


def is_companion(path: str) -> bool:
    """Whether a file goes along with a pack without being read: README.md, CHANGELOG.md, LICENSE, layouts."""
    return path.endswith(".layout.json") or ("/" not in path and _COMPANION.fullmatch(path) is not None)


def template_of(path: str) -> tuple[str, str] | None:
    """Document and language of a template; None when the path is none of a template."""
    found = _TEMPLATE.fullmatch(path)
    return (found[1], found[2]) if found else None


def is_id(text: str) -> bool:
    """Whether a text can be the id of a definition: lower-case words, joined by dots."""
    return _ID.fullmatch(text) is not None


def split(path: str) -> tuple[str, str]:
    """Folder ("" at the top) and stem of a path: ``duties/order.take.json`` is ``("duties", "order.take")``."""
    folder, _, name = path.rpartition("/")
    return folder, name.removesuffix(".json")
