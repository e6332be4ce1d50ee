"""JSON Schemas of values: as they come out of a record, and as they are sent in with a form."""

from collections.abc import Mapping

from engine.access.duty import Right, Rulebook
from engine.forms.form import Form, Item
from engine.packs.release import Release
from engine.records.entity import Entity, Field, FieldKind
from engine.records.schema import input_schema
from engine.values.plain import Json, in_language

Schema = dict[str, Json]

ID: Schema = {"type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"}
_NUMBERS = frozenset({FieldKind.DECIMAL, FieldKind.PERCENT, FieldKind.MONEY})
_FORMATS: Mapping[FieldKind, str] = {
    FieldKind.DATE: "date",
    FieldKind.DATETIME: "date-time",
    FieldKind.URL: "uri",
}


def closed(**properties: Json) -> Schema:
    """An object with just these properties, all of them there."""
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def masked_fields(book: Rulebook, entity: str) -> frozenset[str]:
    """The fields that some duty shows masked only: such a value is a text, whatever its type."""
    return frozenset(
        name
        for duty in book.duties.values()
        for name, right in duty.fields.get(entity, {}).items()
        if right is Right.MASKED
    )


def value_schema(field: Field, language: str, *, masked: bool) -> Schema:
    """A value as a record shows it; absent is null."""
    named: Schema = {"title": in_language(field.label, language, field.id)}
    help_text = in_language(field.help, language)
    if help_text:
        named["description"] = help_text
    if masked:
        return {**named, **_type("string")} if _is_text(field) else {**named}
    return {**named, **_plain(field)}


def _is_text(field: Field) -> bool:
    return _plain(field).get("type") == ["string", "null"]


def _plain(field: Field) -> Schema:
    kind = field.kind
    if field.rollup is not None or kind is FieldKind.ROLLUP:
        return (
            {}
            if field.type.kind not in ("integer", "money", "number")
            else {"type": ["integer", "string", "null"]}
        )
    if kind is FieldKind.BOOLEAN:
        return _type("boolean")
    if kind is FieldKind.INTEGER:
        return _type("integer")
    if kind in _NUMBERS:
        return {**_type("string"), "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
    if kind is FieldKind.ENUM:
        return {"enum": [*field.options, None]}
    if kind is FieldKind.ENUMS:
        return {**_type("array"), "items": {"enum": [*field.options]}}
    if kind in _FORMATS:
        return {**_type("string"), "format": _FORMATS[kind]}
    return _type("string")


def _type(name: str) -> Schema:
    return {"type": [name, "null"]}


def form_schema(release: Release, form: Form, language: str, *, creates: bool = False) -> Schema:
    """What may be sent with a form by somebody who may send all of it.

    Conditions are left to the effective form. ``creates``: what a new record cannot be without is required.
    """
    if form.steps:
        steps = {step: form_schema(release, release.forms[step], language) for step in form.steps}
        return {"type": "object", "properties": steps, "additionalProperties": False}
    items = [item for item in form.items.values() if _is_sent(item)]
    required: list[Json] = [item.path for item in items if _is_needed(item, creates=creates)]
    return {
        "type": "object",
        "properties": {item.path: _sent(release, item, language) for item in items},
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _is_sent(item: Item) -> bool:
    fixed = (
        item.readonly is True or item.field.derived or item.field.kind in (FieldKind.SERIAL, FieldKind.ROLLUP)
    )
    return not fixed and (item.own or "." not in item.path)


def _is_needed(item: Item, *, creates: bool) -> bool:
    wanted = item.required is True or (item.field.required and (creates or item.own))
    kept = (
        item.field.default is not None
        or item.field.copy_from is not None
        or item.field.kind is FieldKind.BOOLEAN
    )
    return wanted and item.visible is True and item.readonly is False and not kept


def _sent(release: Release, item: Item, language: str) -> Schema:
    field = item.field
    named: Schema = {"title": in_language(item.label, language, field.id)}
    if field.kind is FieldKind.LINES and field.lines:
        return {**named, **_rows(release.entities[field.lines])}
    return {**named, **input_schema(field, required=field.required and field.kind is not FieldKind.BOOLEAN)}


def _rows(rows: Entity) -> Schema:
    cells: Schema = {name: input_schema(field) for name, field in rows.fields.items() if not field.derived}
    own: Schema = {"id": {"type": ["string", "null"]}, "version": {"type": ["integer", "null"]}, **cells}
    item: Schema = {"type": "object", "properties": own, "additionalProperties": False}
    return {"type": ["array", "null"], "items": item, "maxItems": 500}
