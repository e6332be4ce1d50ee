"""How Chinese text is typed by its sound: each way to read it whole, and its initials."""

import os
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

# Names are read character by character, each with all its readings, so the library's dictionary of phrases (most of its
# size) is not needed. It looks at these when it is imported.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")

from pypinyin import Style, pinyin

_MOST_WAYS = 8  # of a text in which several characters are read in several ways
_MOST_READ = 30  # characters of a title that are read; names are shorter
_FIRST_CHINESE = "\u3007"


def spoken(text: str) -> str:
    """What a text can be found by besides itself, with single spaces; empty without a Chinese character.

    ``单小明`` gives ``danxiaoming shanxiaoming ... dxm sxm``.
    """
    if text.isascii():
        return ""
    parts = [_readings(character) for character in text[:_MOST_READ] if not character.isspace()]
    if not any(chinese for _, chinese in parts):
        return ""
    ways = [*_ways([readings for readings, _ in parts])]
    initials = dict.fromkeys("".join(part[0] for part in way) for way in ways)
    return " ".join([*dict.fromkeys("".join(way) for way in ways), *initials])


def _ways(parts: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Readings of the whole: of the last characters only the first reading when there would be too many."""
    room = _MOST_WAYS
    kept: list[tuple[str, ...]] = []
    for part in parts:
        kept.append(part if len(part) <= room else part[:1])
        room //= len(kept[-1])
    yield from product(*kept)


@lru_cache(maxsize=8_192)
def _readings(character: str) -> tuple[tuple[str, ...], bool]:
    """The readings of a character without their tones, the usual one first; whether it is a Chinese one."""
    if character < _FIRST_CHINESE:
        return (character,), False
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return (tuple(dict.fromkeys(found[0])), True) if found and found[0][0] else ((character,), False)
