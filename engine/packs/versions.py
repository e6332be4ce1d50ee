"""Versions: semantic ones of packs, and the range of engines that a pack runs on."""

import re

ENGINE = (1, 0, 0)
"""The version of the engine that a pack's ``engine`` speaks of: it changes with what packs may say."""

_VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")
_BOUND = re.compile(r"(>=|<=|>|<|==)(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?")

Version = tuple[int, int, int]


def version(text: str) -> Version | None:
    """``2.0.1`` as numbers; None when the text is no semantic version (parts after the third are not used)."""
    found = _VERSION.fullmatch(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def runs_on(wanted: str, engine: Version = ENGINE) -> bool | None:
    """Whether an engine lies in a range such as ``>=1.0 <2`` (empty: any); None when the range cannot be read."""
    fits = True
    for part in wanted.split():
        bound = _BOUND.fullmatch(part)
        if bound is None:
            return None
        other = (int(bound[2]), int(bound[3] or 0), int(bound[4] or 0))
        fits = fits and {
            ">=": engine >= other, "<=": engine <= other, ">": engine > other, "<": engine < other, "==": engine == other
        }[bound[1]]  # fmt: skip
    return fits


def text(numbers: Version) -> str:
    """Numbers as text."""
    return ".".join(str(number) for number in numbers)
