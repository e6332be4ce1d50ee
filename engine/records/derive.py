"""Computing what is derived: formulas, conditions and decisions of one record, in the order that ``check`` found."""

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from engine.conditions.arithmetic import rounded
from engine.conditions.types import Kind
from engine.records.accept import PLACES, WHOLE_DIGITS
from engine.records.entity import Entity, Field
from engine.records.reasons import reason
from engine.values.plain import Value
from engine.values.refusal import Reason


def derive(entity: Entity, facts: Mapping[str, object]) -> dict[str, Value] | Reason:
    """The values of all derived fields, kept or not.

    Takes the facts that the compiled fields need (the record's own values, ``set.<id>`` of its roll-ups, ``now``,
    ``zone``, paths behind links, decisions); each field sees those derived before it. Those that are ``kept`` belong
    into the record. Refused, with a pointer to the field, when a kept number has more digits than can be kept.
    """
    seen = dict(facts)
    found: dict[str, Value] = {}
    for name in entity.derived_order:
        field = entity.fields[name]
        value = derived_value(field, seen)
        if field.kept and too_large(value):
            return reason("result_too_large", f"/{name}", digits=WHOLE_DIGITS)
        seen[name] = found[name] = value
    return found


def derived_value(field: Field, facts: Mapping[str, object]) -> Value:
    """The value of one derived field, from facts that hold all it needs; a number has at most six places."""
    if field.condition is not None:
        return field.condition.test(facts)
    if field.rollup is not None:
        value = cast("Value", facts.get(f"set.{field.rollup.id}"))
    else:
        value = field.formula.value(facts) if field.formula is not None else None
    return _fitting(field, value)


def _fitting(field: Field, value: Value) -> Value:
    """The value as a column of the field's type holds it, so that what is computed and what is read back are equal."""
    if field.type.kind is Kind.BOOLEAN:
        return bool(value)
    if field.type.kind in (Kind.NUMBER, Kind.MONEY) and isinstance(value, int | Decimal):
        text = format(rounded(value, PLACES), "f")
        return Decimal(text.rstrip("0").rstrip(".")) + 0
    return value


def too_large(value: Value) -> bool:
    """Whether a number has more digits than a column holds."""
    return isinstance(value, int | Decimal) and abs(value) >= 10**WHOLE_DIGITS
