"""Values under the names that fields have now and under those that they had before."""

from collections.abc import Mapping

from engine.records.entity import Entity
from engine.values.plain import Value


def under_both_names(values: Mapping[str, Value], entity: Entity) -> Mapping[str, Value]:
    """The values of a record, each also by the name that its field has in ``entity``, and by those it had before.

    So a release from before a renaming and the one that renames may both read a record, whichever of them wrote it.
    """
    more: dict[str, Value] = {}
    for field in entity.columns:
        names = (field.id, *(was for was in field.was if entity.field(was) is None))
        known = next((name for name in names if name in values), None)
        if known is not None and len(names) > 1:
            more |= {name: values[known] for name in names if name not in values}
    return {**values, **more} if more else values
