"""Chinese text in simplified characters, so that a name is found however it is written."""

from collections.abc import Callable
from functools import lru_cache
from typing import cast

from opencc import OpenCC

# The library tells no types of its own.
_convert = cast("Callable[[str], str]", OpenCC("t2s").convert)  # pyright: ignore[reportUnknownMemberType]


def simplified(text: str) -> str:
    """``text`` with each traditional character as its simplified one; as long as before.

    Character by character, not by phrases: what is looked for is part of a name, and must become what the whole became.
    """
    return text if text.isascii() else "".join(map(_simplified, text))


@lru_cache(maxsize=8_192)
def _simplified(character: str) -> str:
    found = _convert(character)
    return found if len(found) == 1 else character
