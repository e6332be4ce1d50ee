"""What a record can be found by: one folded text of its title, its number and the digits of its phone numbers."""

import re
from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, or_

from engine.conditions import text
from engine.conditions.types import Kind
from engine.records.entity import Entity, FieldKind
from engine.values.plain import Value

COLUMN = "_search"
_MAX_WORDS = 8
_PHONE_LIKE = re.compile(r"[+()\-./\d]*\d[+()\-./\d]*")
_NO_DIGIT = re.compile(r"\D")


def fold(words: str) -> str:
    """Text without differences of case, width and form, with single spaces."""
    return " ".join(text.fold(words).split())


def sources(entity: Entity) -> tuple[tuple[str, bool], ...]:
    """The columns that make up the search text, each with whether only its digits count."""
    found: list[tuple[str, bool]] = []
    title = entity.field(entity.title) if entity.title else None
    if (
        title is not None
        and title.stored
        and title.type.kind is Kind.TEXT
        and title.kind is not FieldKind.PHONE
    ):
        found.append((title.id, False))
    if "number" in entity.common and entity.title != "number":
        found.append(("number", False))
    found += [
        (field.id, True) for field in entity.fields.values() if field.stored and field.kind is FieldKind.PHONE
    ]
    return tuple(found)


def search_text(parts: tuple[tuple[str, bool], ...], values: Mapping[str, Value]) -> str | None:
    """The search text of a record; None when there is nothing to find it by."""
    texts = [
        _NO_DIGIT.sub("", value) if digits else fold(value)
        for name, digits in parts
        if isinstance(value := values.get(name), str)
    ]
    return " ".join(texts) or None


def found_by(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Whether a search text holds every word (at most eight count); of a written phone number its digits."""
    conditions: list[ColumnElement[bool]] = []
    for word in fold(words).split()[:_MAX_WORDS]:
        here = column.contains(word, autoescape=True)
        digits = _NO_DIGIT.sub("", word)
        if _PHONE_LIKE.fullmatch(word) and digits != word:
            here = or_(here, column.contains(digits, autoescape=True))
        conditions.append(here)
    return and_(True, *conditions)
