"""The one way a definition is written: so that a change of meaning is the only thing a diff shows.

UTF-8, LF, two spaces, one trailing newline. Keys of the format stand in the order of their schema; keys that are ids
stay as the author put them (the order of an enum's options means something). What fits on a line stands on one.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import cast

from engine.packs.shape import Schema, candidates, inner_schemas
from engine.packs.source import Document
from engine.values.plain import Json

WIDTH = 160
_FIRST = ("$schema", "kind", "type", "show")
_LAST = ("label", "help")
_END = ("license", "was", "source")
_TREE = "all any not some count of each where field formula decision parameter now op value choose if".split()  # noqa: SIM905 - read as a line
_TREE_RANK = {key: rank for rank, key in enumerate(_TREE)}


def key_order(keys: Iterable[str]) -> list[str]:
    """The keys of one object of the format as they are written.

    Takes them in the order of the model. What it is comes first, where it comes from last; something with a ``type``
    (a field, a parameter) says that before, and its label after all the rest.
    """
    keys = list(dict.fromkeys(keys))
    last = _LAST if "type" in keys else ()
    middle = [key for key in keys if key not in (*_FIRST, *last, *_END)]
    return [key for key in (*_FIRST, *middle, *last, *_END) if key in keys]


def dump(value: Document, schema: Schema) -> str:
    """The canonical text of a definition; ``schema`` is the JSON Schema of its kind.

    Equal documents give equal texts, and the text reads back to an equal document.
    """
    return _block(cast("Mapping[str, Json]", _ordered(value, schema, (schema,))), 0) + "\n"


def _ordered(value: Json, schema: Schema, nodes: Sequence[Schema]) -> Json:
    plain = candidates(schema, nodes, value)
    if isinstance(value, list | tuple):
        inner = inner_schemas(plain, None)
        return [_ordered(part, schema, inner) for part in value]
    if not isinstance(value, Mapping):
        return value
    return {key: _ordered(value[key], schema, inner_schemas(plain, key)) for key in _keys(value, plain)}


def _keys(value: Mapping[str, Json], nodes: Sequence[Schema]) -> list[str]:
    named = [name for node in nodes for name in node.get("properties", ())]
    if named:
        order = key_order(named)
        return sorted(value, key=lambda key: order.index(key) if key in order else len(order))
    if not any("additionalProperties" in node for node in nodes) and all(key in _TREE_RANK for key in value):
        # Below raw JSON stand conditions and values: nothing there means anything by its order.
        return sorted(value, key=_TREE_RANK.__getitem__)
    return list(value)


def _block(value: Mapping[str, Json] | Sequence[Json], level: int) -> str:
    inner = "  " * (level + 1)
    if isinstance(value, Mapping):
        parts = [
            f"{inner}{_line(key)}: " + _part(part, level + 1, len(inner) + len(_line(key)) + 3)
            for key, part in value.items()
        ]
        return "{\n" + ",\n".join(parts) + "\n" + "  " * level + "}"
    parts = [inner + _part(part, level + 1, len(inner) + 1) for part in value]
    return "[\n" + ",\n".join(parts) + "\n" + "  " * level + "]"


def _part(value: Json, level: int, used: int) -> str:
    """A value that begins when ``used`` characters of its line are taken."""
    line = _line(value)
    if not value or not isinstance(value, Mapping | list | tuple):
        return line
    # Directly below the file each definition has a line of its own: fields, states, transitions, effects.
    entries = value.values() if isinstance(value, Mapping) else value
    own_lines = (
        level == 1
        and all(isinstance(part, Mapping) for part in entries)
        and (len(value) > 1 or isinstance(value, Mapping))
    )
    return line if used + len(line) <= WIDTH and not own_lines else _block(value, level)


def _line(value: Json) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_line(key)}: {_line(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_line(part) for part in value) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)
