"""JSON Schemas (2020-12) of the files of a pack, made from the models: editors check and complete with them."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from engine.packs.canonical import key_order
from engine.packs.kinds import KINDS, Kind
from engine.packs.shape import Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """As pydantic's, without a title on every property: an editor shows the name anyway."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


@cache
def model_schema(model: type[BaseModel]) -> Schema:
    """The JSON Schema of one model, keys as they are in the file."""
    return model.model_json_schema(by_alias=True, schema_generator=_Generator)


def kind_schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema that ships for one kind: ``definitions/schema/<kind>.json``.

    ``kind`` and ``$schema`` come first, other keys in the canonical order; a label may also be a bare text.
    """
    made = _tidied(model_schema(kind.model))
    properties = cast("dict[str, Any]", made["properties"])
    properties["kind"] = {"const": kind.name}
    properties["$schema"] = {"type": "string", "description": "The schema an editor checks this file with."}
    required = ["kind", *(name for name in made.get("required", ()) if name != "kind")]
    head = {"$schema": DIALECT, "title": f"Pointsman {kind.name}", "description": made.get("description", "")}
    rest = {key: value for key, value in made.items() if key not in ("title", "description", "required")}
    return _sorted({**head, **rest, "required": required})


def all_schemas() -> Mapping[str, dict[str, Any]]:
    """Kind -> its JSON Schema, for every kind."""
    return {name: kind_schema(kind) for name, kind in KINDS.items()}


def _tidied(node: Any) -> Any:
    """A deep copy in which a label may be a bare text, and null stands only where a file may say null."""
    if isinstance(node, list):
        return [_tidied(part) for part in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    made = {key: _tidied(part) for key, part in cast("dict[str, Any]", node).items()}
    if isinstance(made.get("properties"), dict):
        made["properties"] = {key: _bare_label(key, part) for key, part in made["properties"].items()}
    if made.get("default", 0) is None:
        del made["default"]
    return made


def _bare_label(key: str, node: Any) -> Any:
    if key not in ("label", "help", "message") or node.get("type") != "object":
        return node
    kept = {name: part for name, part in node.items() if name == "description"}
    return {
        **kept,
        "anyOf": [{key: part for key, part in node.items() if key != "description"}, {"type": "string"}],
    }


def _sorted(node: Any) -> Any:
    """Properties in the canonical order, so that completion offers them as they will stand."""
    if isinstance(node, list):
        return [_sorted(part) for part in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    made = {key: _sorted(part) for key, part in cast("dict[str, Any]", node).items()}
    if isinstance(made.get("properties"), dict):
        named = made["properties"]
        made["properties"] = {key: named[key] for key in key_order(named)}
    return made
