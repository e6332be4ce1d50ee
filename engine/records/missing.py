"""Which required fields of a record have no value: the last look before a new one is written."""

from collections.abc import Mapping

from engine.conditions.types import Kind
from engine.diagnostics.pointer import pointer
from engine.records.entity import Entity, FieldKind
from engine.records.reasons import reason
from engine.values.plain import Value
from engine.values.refusal import Reason


def missing(entity: Entity, values: Mapping[str, Value]) -> tuple[Reason, ...]:
    """One reason for each required field of ``entity`` that ``values`` leaves absent, with a pointer to it.

    Defaults and snapshots must stand in ``values`` already. A boolean is never absent (A15); whether a required list
    has rows is judged where its rows are.
    """
    wanted = (
        field for field in entity.fields.values() if field.required and field.kind is not FieldKind.LINES
    )
    return tuple(
        reason("required", pointer(field.id))
        for field in wanted
        if values.get(field.id) is None and field.type.kind is not Kind.BOOLEAN
    )
