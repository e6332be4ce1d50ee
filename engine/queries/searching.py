"""Searching by words, by somebody who may not read everything that records are found by.

The store keeps one text by which a record is found: its names and its phone numbers. Either part is searched on the rows
on which its fields may be read: a masked number that could be found by its digits would be no secret. Only what a mask
shows anyway, the last four digits, may be looked for by whoever sees the number masked.
"""

import re
from dataclasses import replace

from engine.access.duty import Right
from engine.conditions.text import fold
from engine.conditions.tree import All, Any, Condition, Leaf, Literal, Path
from engine.conditions.types import TEXT, Kind
from engine.facts.scene import Scene
from engine.ports.store import Sought
from engine.queries.reading import conjunction, readable_rows
from engine.records.entity import Entity, Field, FieldKind

_MOST_WORDS = 8
_PHONE_LIKE = re.compile(r"[+()\-./\d]*\d[+()\-./\d]*")
_TAIL = re.compile(r"/\d+")
_NO_DIGIT = re.compile(r"\D")
_SHOWS_TAIL = "phone"  # the mask that shows the last digits


def sought(scene: Scene, entity: Entity, words: str, visible: Condition) -> tuple[Sought, ...]:
    """What the store looks for, word by word (at most eight); ``visible``: the rows that the actor may know of.

    ``/5678`` is the end of a phone number.
    """
    title = entity.field(entity.title) if entity.title else None
    named = title is None or title.kind is FieldKind.PHONE or not _is_text(title)
    names = visible if named or title is None else readable_rows(scene, entity.id, title.id)
    phones = [one for one in entity.fields.values() if one.kind is FieldKind.PHONE and one.stored]
    scopes = {one.id: readable_rows(scene, entity.id, one.id) for one in phones}
    readable = [scope for scope in scopes.values() if scope is not None]
    whole = conjunction(readable) if phones and len(readable) == len(phones) else None
    tails = _tails(scene, entity, phones)
    found: list[Sought] = []
    for one in sought_words(words):
        others = (
            [] if one.tail else _others(entity, phones, scopes, one.word, visible, named=names is not None)
        )
        other = Any(tuple(others)) if others else None
        mine = None if one.tail else names
        found.append(replace(one, names=mine, phones=whole, tails=tails, others=other))
    return tuple(found)


def sought_words(words: str) -> tuple[Sought, ...]:
    """The words as they are looked for, without where that may be done."""
    return tuple(
        Sought(
            word,
            _NO_DIGIT.sub("", word) if _PHONE_LIKE.fullmatch(word) else "",
            _TAIL.fullmatch(word) is not None,
        )
        for word in fold(words).split()[:_MOST_WORDS]
    )


def _is_text(field: Field) -> bool:
    return field.stored and field.type.kind is Kind.TEXT


def _tails(scene: Scene, entity: Entity, phones: list[Field]) -> Condition | None:
    """The rows on which the end of every phone number may be known."""
    scopes = [
        readable_rows(scene, entity.id, one.id, Right.MASKED if one.mask == _SHOWS_TAIL else Right.READ)
        for one in phones
    ]
    known = [scope for scope in scopes if scope is not None]
    return conjunction(known) if phones and len(known) == len(phones) else None


def _others(
    entity: Entity,
    phones: list[Field],
    scopes: dict[str, Condition | None],
    word: str,
    visible: Condition,
    *,
    named: bool,
) -> list[Condition]:
    """Single fields that may be read where the whole part may not: the number, and this or that phone number."""
    found: list[Condition] = []
    number = entity.field("number")
    if not named and number is not None:
        found.append(_holds(number, visible, word))
    if any(scope is None for scope in scopes.values()):
        found += [_holds(one, scope, word) for one in phones if (scope := scopes[one.id]) is not None]
    return found


def _holds(field: Field, scope: Condition, word: str) -> Condition:
    return All((scope, Leaf(Path(field.id, field.type), "contains", Literal(word, TEXT))))
