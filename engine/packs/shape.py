"""A document seen beside the JSON Schema of its kind: what may stand at each place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from engine.diagnostics.pointer import pointer
from engine.values.plain import Json

Schema = Mapping[str, Any]


def candidates(schema: Schema, nodes: Sequence[Schema], value: Json) -> list[Schema]:
    """The plain schemas (without references and unions) that a value at ``nodes`` may be meant by.

    ``schema`` is the whole schema, with its ``$defs``. A union is narrowed by the properties that have a fixed value.
    """
    found = _plain(schema, nodes)
    if isinstance(value, Mapping):
        fitting = [node for node in found if _fits(node, cast("Mapping[str, Json]", value))]
        return fitting or found
    return found


def walk(schema: Schema, value: Json) -> Iterator[tuple[str, str, Json, list[Schema]]]:
    """Every part of a document: its pointer, its own key, its value, and the schemas it may be meant by."""
    waiting: list[tuple[str, str, Json, Sequence[Schema]]] = [("", "", value, (schema,))]
    while waiting:
        at, key, part, nodes = waiting.pop()
        plain = candidates(schema, nodes, part)
        yield at, key, part, plain
        if isinstance(part, Mapping):
            members = cast("Mapping[str, Json]", part).items()
            waiting.extend(
                (at + pointer(name), name, inner, inner_schemas(plain, name)) for name, inner in members
            )
        elif isinstance(part, list | tuple):
            items = inner_schemas(plain, None)
            waiting.extend((f"{at}/{index}", "", inner, items) for index, inner in enumerate(part))


def keys_at(schema: Schema, value: Json, at: str) -> list[str]:
    """The keys that an object at this pointer of the document may have."""
    for place, _, _, nodes in walk(schema, value):
        if place == at:
            return list(dict.fromkeys(name for node in nodes for name in node.get("properties", ())))
    return []


def inner_schemas(nodes: Sequence[Schema], key: str | None) -> list[Schema]:
    """The schemas of the member ``key`` of an object, or (None) of the items of a list."""
    found = (
        node.get("items")
        if key is None
        else node.get("properties", {}).get(key, node.get("additionalProperties"))
        for node in nodes
    )
    return [cast("Schema", inner) for inner in found if isinstance(inner, Mapping)]


def is_label(key: str, nodes: Sequence[Schema]) -> bool:
    """Whether a place holds a text in several languages, and nothing else."""
    return (
        key in ("label", "help", "message")
        and any(_texts(node) for node in nodes)
        and not any(node.get("type") == "string" for node in nodes)
    )


def _texts(node: Schema) -> bool:
    inner = node.get("additionalProperties")
    return (
        isinstance(inner, Mapping)
        and cast("Schema", inner).get("type") == "string"
        and "properties" not in node
    )


def _plain(schema: Schema, nodes: Sequence[Schema]) -> list[Schema]:
    found: list[Schema] = []
    waiting = list(nodes)
    seen: set[str] = set()
    while waiting:
        node = waiting.pop(0)
        reference = node.get("$ref")
        if isinstance(reference, str):
            if reference not in seen:
                seen.add(reference)
                waiting.append(schema["$defs"][reference.rpartition("/")[2]])
        elif "anyOf" in node or "oneOf" in node:
            waiting.extend(node.get("anyOf", ()))
            waiting.extend(node.get("oneOf", ()))
        else:
            found.append(node)
    return found


def _fits(node: Schema, value: Mapping[str, Json]) -> bool:
    properties: Mapping[str, Schema | bool] = node.get("properties", {})
    closed = node.get("additionalProperties") is False
    for name, said in value.items():
        inner = properties.get(name)
        if inner is None:
            if closed:
                return False
        elif isinstance(inner, Mapping) and (  # true: anything may stand there
            ("const" in inner and said != inner["const"]) or said not in inner.get("enum", (said,))
        ):
            return False
    return all(name in value for name in node.get("required", ()))
