"""The JSON Schema (2020-12) of what an actor may send with a form.

It holds what can be said without conditions: what ``accept`` takes (as it is kept) conforms; what conforms is taken
unless a condition, a cross check, a choice or the value itself (a day that does not exist) stands against it.
"""

from engine.forms.given import MAX_ROWS
from engine.forms.view import EffectiveForm, EffectiveItem
from engine.records.entity import FieldKind
from engine.records.schema import input_schema
from engine.values.plain import Json

_URI = "https://json-schema.org/draft/2020-12/schema"


def json_schema(form: EffectiveForm) -> dict[str, Json]:
    """The schema of the object that may be sent; every item that the actor might send is a property."""
    always = {
        item.item.path
        for section in form.sections
        if section.section.visible is True
        for item in section.items
    }
    needed = [item.item.path for item in form.items if item.item.path in always and _must_be_sent(item)]
    return {"$schema": _URI, "title": form.label, **_object(form.items, needed)}


def _object(items: tuple[EffectiveItem, ...], required: list[str]) -> dict[str, Json]:
    properties = {item.item.path: _property(item) for item in items if item.writable}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": [*required]} if required else {}),
    }


def _property(item: EffectiveItem) -> Json:
    field = item.item.field
    named: dict[str, Json] = {"title": item.label, **({"description": item.help} if item.help else {})}
    if field.kind is FieldKind.LINES and item.item.lines is not None:
        row = _object(item.columns, [])
        properties = row["properties"]
        own: dict[str, Json] = {"id": {"type": ["string", "null"]}, "version": {"type": ["integer", "null"]}}
        if isinstance(properties, dict):
            own |= properties
        rows: dict[str, Json] = {"items": {**row, "properties": own}, "maxItems": MAX_ROWS}
        return {**named, "type": ["array", "null"], **rows}
    return {**named, **input_schema(field, required=_is_always_required(item))}


def _is_always_required(item: EffectiveItem) -> bool:
    """Whether there is no moment at which the item may be sent without a value."""
    return item.item.field.kind is not FieldKind.BOOLEAN and (
        item.item.field.required or item.item.required is True
    )


def _must_be_sent(item: EffectiveItem) -> bool:
    """Whether the item must be in the input: nothing can hide or close it, and it has no value to keep."""
    open_ = item.writable and item.item.visible is True and item.item.readonly is False
    kept = item.value is not None or item.rows or item.item.field.copy_from is not None
    return open_ and _is_always_required(item) and not kept
