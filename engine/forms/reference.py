"""JSON Schema 2020-12 by the reference implementation: what ``engine.forms.validate`` answers is held to it.

It stands alone because it is slow to load. It fetches nothing, and its regular expressions are run by RE2 too.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import jsonschema
import re2
from referencing import Registry

from engine.forms.validate import Fault, told
from engine.values.plain import Json

# They have no types that fit; what enters from them is given one here.
_re2: Any = re2
_python: Any = jsonschema
_registry: Any = Registry


def _pattern(
    _checker: object, pattern: str, instance: object, _schema: object
) -> Iterable[jsonschema.ValidationError]:
    if isinstance(instance, str) and _re2.search(pattern, instance) is None:
        yield jsonschema.ValidationError("pattern")


def _is_integer(_checker: object, instance: object) -> bool:
    whole = isinstance(instance, float | Decimal) and instance == instance // 1
    return whole or (isinstance(instance, int) and not isinstance(instance, bool))


_Reference: Any = _python.validators.extend(
    _python.Draft202012Validator,
    {"pattern": _pattern},
    type_checker=_python.Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)


def reference(schema: Mapping[str, Json], instance: Json) -> list[Fault]:
    """The same as ``validate``, by the reference implementation (slower; tests hold the two equal)."""
    checker = _Reference(schema, registry=_registry())
    found = ((error.absolute_schema_path, error.absolute_path) for error in checker.iter_errors(instance))
    return told(found, schema, instance)
