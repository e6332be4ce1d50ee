"""The shape of what may be sent with a form, as JSON Schema, compiled once for a release.

It knows the fields and nothing of the actor or of conditions, so that one validator serves every request.
"""

from collections.abc import Callable, Mapping

from engine.forms.form import Item
from engine.forms.validate import Fault, validator
from engine.records.entity import FieldKind
from engine.records.schema import input_schema
from engine.values.plain import Json


def shape_of(items: Mapping[str, Item]) -> Callable[[Json], list[Fault]]:
    """A validator for the values of these items; lists of sub-records are judged row by row elsewhere."""
    properties: dict[str, Json] = {
        path: input_schema(item.field, required=False)
        for path, item in items.items()
        if item.field.kind is not FieldKind.LINES and not item.field.derived
    }
    return validator({"type": "object", "properties": properties})
