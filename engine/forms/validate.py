"""JSON Schema 2020-12 on the way in, by ``jsonschema-rs``; ``engine.forms.reference`` judges the same, slower.

It fetches nothing (a ``$ref`` to elsewhere is an error of whoever made the schema), and has its regular expressions
run by RE2, so that no expression takes more than linear time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

import jsonschema_rs
import re2

from engine.values.plain import Json

Fault = tuple[str, tuple[str | int, ...]]  # keyword, and the steps to the place
# They have no types that fit; what enters from them is given one here.
_re2: Any = re2
_rust: Any = jsonschema_rs
_BY_NAME = frozenset({"required", "additionalProperties"})


def validate(schema: Mapping[str, Json], instance: Json) -> list[Fault]:
    """What of ``instance`` does not conform: each keyword that is broken, with the path to the place.

    A missing or surplus property is told at the property itself. Sorted; empty when all conforms.
    """
    return validator(schema)(instance)


def validator(schema: Mapping[str, Json]) -> Callable[[Json], list[Fault]]:
    """``validate`` for one schema, compiled once. Raises ``ValueError`` when it is no schema."""
    compiled = _rust.Draft202012Validator(schema, keywords={"pattern": _Pattern}, offline=True)

    def run(instance: Json) -> list[Fault]:
        found = ((error.schema_path, error.instance_path) for error in compiled.iter_errors(instance))
        return told(found, schema, instance)

    return run


class _Pattern:
    """The keyword ``pattern`` for jsonschema-rs, by RE2."""

    def __init__(self, parent: object, value: str, path: object) -> None:
        self._found = _re2.compile(value).search

    def validate(self, instance: object) -> None:
        if isinstance(instance, str) and self._found(instance) is None:
            raise ValueError("pattern")


def told(
    errors: Iterable[tuple[Iterable[str | int], Iterable[str | int]]],
    schema: Mapping[str, Json],
    instance: Json,
) -> list[Fault]:
    """Errors of a validator (path in the schema, path in the instance) as faults, each once, sorted."""
    found: set[Fault] = set()
    for schema_path, place in errors:
        *above, keyword = schema_path
        at = tuple(place)
        if keyword in _BY_NAME:
            found.update(
                (str(keyword), (*at, name))
                for name in _names(str(keyword), _at(schema, above), _at(instance, at))
            )
        else:
            found.add((str(keyword), at))
    return sorted(found, key=lambda fault: ([str(step) for step in fault[1]], fault[0]))


def _names(keyword: str, schema: Json, instance: Json) -> list[str]:
    """The properties that are missing, or that are too many."""
    known, sent = cast("Mapping[str, Any]", schema), cast("Mapping[str, Json]", instance)
    if keyword == "required":
        return [name for name in known["required"] if name not in sent]
    return [name for name in sent if name not in known.get("properties", {})]


def _at(node: Json, path: Iterable[str | int]) -> Json:
    for step in path:
        node = node[str(step)] if isinstance(node, Mapping) else cast("Sequence[Json]", node)[int(step)]
    return node
