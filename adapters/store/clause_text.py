"""Folding, capital and small letters on PostgreSQL, exactly as ``engine.conditions.text`` does them.

Its own ``lower`` depends on the locale and the build. Here the text is decomposed, its characters are mapped by a table
made from Python's, and it is composed again.
"""

from collections.abc import Callable
from functools import cache
from typing import Literal
from unicodedata import normalize

from sqlalchemy import Text, case, func, literal, literal_column

from adapters.store.clause_target import Element

_LAST = 0x1FFFF  # no letter with a case has a higher code point
_SURROGATES = range(0xD800, 0xE000)
# Texts of these characters alone (ASCII, common Chinese) only need their ASCII letters lowered: no decomposition.
_OTHER_THAN_SIMPLE = "[^\x01-\x7f、。一-鿿]"


def folded(element: Element) -> Element:
    """``text.fold`` of a text."""
    plain = func.lower(element.collate("C"), type_=Text())
    whole = normal(_mapped(normal(element, "NFKD"), _fold_table), "NFKC")
    simple = element.collate("C").regexp_match(literal(_OTHER_THAN_SIMPLE, Text()))
    return case((simple, whole), else_=plain)


def lowered(element: Element) -> Element:
    """``text.lower`` of a text."""
    return normal(_mapped(normal(element, "NFD"), _lower_table), "NFC")


def uppered(element: Element) -> Element:
    """``text.upper`` of a text."""
    return normal(_mapped(normal(element, "NFD"), _upper_table), "NFC")


def normal(element: Element, form: str) -> Element:
    """A text in a Unicode normal form."""
    return func.normalize(element, literal_column(form), type_=Text())


def _mapped(element: Element, table: "Callable[[], tuple[str, str, tuple[tuple[str, str], ...]]]") -> Element:
    before, after, longer = table()
    for character, several in longer:
        element = func.replace(element, literal(character, Text()), literal(several, Text()), type_=Text())
    return func.translate(element, literal(before, Text()), literal(after, Text()), type_=Text())


def _table(
    change: Callable[[str], str], decompose: Literal["NFD", "NFKD"]
) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Single characters and what becomes of them, and those that become several."""
    before: list[str] = []
    after: list[str] = []
    longer: list[tuple[str, str]] = []
    for code in range(_LAST):
        character = chr(code)
        if code in _SURROGATES or normalize(decompose, character) != character:
            continue
        changed = change(character)
        if len(changed) > 1:
            longer.append((character, changed))
        elif changed != character:
            before.append(character)
            after.append(changed)
    return "".join(before), "".join(after), tuple(longer)


@cache
def _fold_table() -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return _table(str.casefold, "NFKD")


@cache
def _lower_table() -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return _table(str.lower, "NFD")


@cache
def _upper_table() -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return _table(str.upper, "NFD")
