"""The form that is used when none is named: all own fields of the entity, in the order of its file."""

from collections.abc import Mapping
from dataclasses import replace

from engine.forms.form import Form, Item, Section
from engine.forms.shape import shape_of
from engine.records.clock_parts import is_shown
from engine.records.entity import Entity, Field, FieldKind


def default_form(entity: Entity, entities: Mapping[str, Entity]) -> Form:
    """All own fields of ``entity``; what the engine computes or gives is read-only.

    ``entities`` are those of the release: the rows of its lists are laid out in the same manner.
    """
    form = _form("", entity, entities)
    return replace(form, shape=shape_of(form.items))


def row_form(path: str, rows: Entity) -> Form:
    """All own fields of the rows of a list; ``path`` is the field of the list."""
    return _form(path, rows, {})


def _form(form_id: str, entity: Entity, entities: Mapping[str, Entity]) -> Form:
    fields = {name: field for name, field in entity.fields.items() if is_shown(field)}
    items = {name: _item(index, field, entities) for index, (name, field) in enumerate(fields.items())}
    return Form(
        form_id, entity.id, entity.label, (Section("fields", {}, 0, tuple(items.values())),), items=items
    )


def _item(index: int, field: Field, entities: Mapping[str, Entity]) -> Item:
    given = field.derived or field.kind is FieldKind.SERIAL
    rows = entities.get(field.lines or "")
    lines = None if rows is None else row_form(field.id, rows)
    return Item(field.id, field, index, field.label, field.help, readonly=given, lines=lines)
