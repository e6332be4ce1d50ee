"""Searching by words, by somebody who may not read everything that records are found by.

The store keeps one text by which a record is found: its title, its number, its phone numbers. Who may read all of that
searches in it. Anybody else searches only in the fields they may read: a masked number that could be found by its
digits would be no secret.
"""

from engine.conditions.text import fold
from engine.conditions.tree import All, Any, Condition, Constant, Leaf, Literal, Path
from engine.conditions.types import TEXT, Kind
from engine.facts.scene import Scene
from engine.queries.reading import readable_rows
from engine.records.entity import Entity, Field, FieldKind

_MOST_WORDS = 8
_ALWAYS, _NEVER = Constant(holds=True), Constant(holds=False)


def search(scene: Scene, entity: Entity, words: str, visible: Condition) -> tuple[str | None, Condition]:
    """What the store searches by itself, and the condition that stands in its place where it must not.

    ``visible``: the rows that the actor may know of.
    """
    scopes = {field.id: readable_rows(scene, entity.id, field.id) for field in _searched(entity)}
    if all(scope in (_ALWAYS, visible) for scope in scopes.values()):
        return words, _ALWAYS
    readable = [(field, scope) for field in _searched(entity) if (scope := scopes[field.id]) is not None]
    found = [
        Any(tuple(_holds(field, scope, word) for field, scope in readable))
        for word in fold(words).split()[:_MOST_WORDS]
    ]
    return None, All(tuple(found)) if readable and found else _NEVER


def _searched(entity: Entity) -> tuple[Field, ...]:
    title = entity.field(entity.title) if entity.title else None
    named = (
        title,
        entity.field("number"),
        *(one for one in entity.fields.values() if one.kind is FieldKind.PHONE),
    )
    return tuple(
        {
            one.id: one for one in named if one is not None and one.stored and one.type.kind is Kind.TEXT
        }.values()
    )


def _holds(field: Field, scope: Condition, word: str) -> Condition:
    return All((scope, Leaf(Path(field.id, field.type), "contains", Literal(word, TEXT))))
