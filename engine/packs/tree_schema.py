"""The JSON Schema of conditions and values: what the models leave as plain JSON, because the language reads it."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.conditions.tree import OPERATORS

CONDITIONS = frozenset({"if", "guard", "where", "holds", "condition", "fails_when", "choices"})
"""Keys under which a condition stands."""
SWITCHES = frozenset({"visible", "required", "readonly"})
"""Keys under which true, false or a condition stands, where the model leaves them as plain JSON."""
VALUES = frozenset({"max", "warn_at", "weight", "former_owner_waits"})
"""Keys under which a value stands, where the model leaves it as plain JSON."""
VALUE_MAPS = frozenset({"set", "input", "with"})
"""Keys under which a map of values stands, where the model leaves them as plain JSON."""

CONDITION: Mapping[str, Any] = {"$ref": "#/$defs/condition"}
VALUE: Mapping[str, Any] = {"$ref": "#/$defs/value"}


def tree_definitions(words: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The ``$defs`` of conditions and values.

    ``words``: names to offer, by sort (``paths``, ``parameters``, ``outputs``, ``sets``); none: any text.
    """
    return {
        "condition": {
            "description": "all, any, not, or one comparison.",
            "anyOf": [
                _part({"all": _list(CONDITION)}),
                _part({"any": _list(CONDITION)}),
                _part({"not": CONDITION}),
                {"$ref": "#/$defs/leaf"},
                {"type": "boolean"},
            ],
        },
        "leaf": {
            "description": "One comparison.",
            "anyOf": [_leaf({"field": offered(words, "paths")}), _leaf({"formula": {"type": "string"}}), _leaf({"decision": offered(words, "outputs")}), _some(words), _count(words)],
        },
        "value": {
            "description": "A literal, or what a field, parameter, formula or decision gives.",
            "anyOf": [
                {"type": ["string", "number", "boolean", "array", "null"]},
                _part({"field": offered(words, "paths")}),
                _part({"parameter": offered(words, "parameters")}),
                _part({"now": {"type": "string", "description": 'now, today, or a duration from now: "-P30D".'}}),
                _part({"formula": {"type": "string"}}),
                _part({"decision": offered(words, "outputs")}),
                _part({"choose": {"type": "array", "minItems": 1, "items": _branch()}}),
            ],
        },
    }  # fmt: skip


def offered(words: Mapping[str, Sequence[str]], sort: str) -> dict[str, Any]:
    """A text for which an editor offers the names of a sort, without refusing others (paths go on through links)."""
    names = list(words.get(sort, ()))
    return {"anyOf": [{"enum": names}, {"type": "string"}]} if names else {"type": "string"}


def _leaf(left: dict[str, Any]) -> dict[str, Any]:
    return _part({**left, "op": {"enum": [*OPERATORS]}, "value": VALUE}, required=(*left, "op"))


def _some(words: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return _part({"some": offered(words, "sets"), "of": VALUE, "where": CONDITION}, required=("some",))


def _count(words: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    parts = {
        "count": offered(words, "sets"),
        "of": VALUE,
        "where": CONDITION,
        "op": {"enum": [*OPERATORS]},
        "value": VALUE,
    }
    return _part(parts, required=("count", "op", "value"))


def _branch() -> dict[str, Any]:
    return _part({"if": CONDITION, "value": VALUE}, required=("value",))


def _part(properties: Mapping[str, Any], required: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [*(required or properties)],
        "additionalProperties": False,
    }


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(items)}
