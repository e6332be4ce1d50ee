"""JSON Schemas (2020-12) of the files of a pack, made from the models: editors check and complete with them."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from engine.packs.canonical import key_order
from engine.packs.kinds import KINDS, Kind
from engine.packs.shape import Schema
from engine.packs.tree_schema import (
    CONDITION,
    CONDITIONS,
    SWITCHES,
    VALUE,
    VALUE_MAPS,
    VALUES,
    offered,
    tree_definitions,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_LABELS = frozenset({"label", "help", "message"})
_NULL = {"type": "null"}
Words = Mapping[str, Sequence[str]]

# Where a text (or each text of a list) names something of the pack: (model, key) -> the sort of name.
_NAMES: Mapping[tuple[str, str], str] = {
    ("workflow", "entity"): "entities",
    ("form", "entity"): "entities",
    ("invariant", "entity"): "entities",
    ("decision", "entity"): "entities",
    ("message", "about"): "entities",
    ("invariant", "at"): "transitions",
    ("scenario", "sample"): "samples",
    ("form", "steps"): "forms",
    ("entity", "part_of"): "lists",
    ("LinkField", "to"): "entities",
    ("RollupField", "of"): "sets",
    ("SameAs", "same_as"): "enums",
    ("ValueField", "decision"): "outputs",
    ("TransitionFile", "duty"): "duties",
    ("TransitionFile", "form"): "forms",
    ("TransitionFile", "from"): "states",
    ("TransitionFile", "to"): "states",
    ("StateFile", "parent"): "states",
    ("StateFile", "initial"): "states",
    ("workflow", "initial"): "states",
    ("EditableFile", "by"): "duties",
    ("AllowsFile", "create"): "entities",
    ("AllowsFile", "export"): "entities",
    ("AllowsFile", "transitions"): "transitions",
    ("duty", "held_by"): "roles",
    ("CreateJson", "create"): "entities",
    ("DoJson", "do"): "transitions",
    ("SendJson", "send"): "messages",
    ("TaskPart", "done_by"): "transitions",
    ("EachJson", "each"): "sets",
    ("AssignFromPart", "within"): "limits",
    ("ClaimFile", "transition"): "transitions",
    ("ClaimFile", "limits"): "limits",
    ("pool", "managed_by"): "transitions",
    ("pool", "entity"): "entities",
    ("CreatedJson", "created"): "entities",
    ("ChangedJson", "changed"): "entities",
    ("TransitionJson", "transition"): "transitions",
    ("EnteredJson", "entered"): "entity_states",
    ("LeftJson", "left"): "entity_states",
    ("message", "switch"): "parameters",
    ("LimitJson", "limit"): "limits",
    ("CreateOn", "create"): "entities",
    ("TransitionOn", "transition"): "transitions",
    ("HoldOn", "hold"): "entities",
    ("WhoFile", "role"): "roles",
    ("DutyLift", "duty"): "duties",
    ("limit", "gives_back"): "transitions",
    ("PersonJson", "role"): "roles",
    ("PersonJson", "roles"): "roles",
    ("ThenJson", "do"): "transitions",
    ("RecordsJson", "entity"): "entities",
    ("GivenJson", "entity"): "entities",
    ("GivenJson", "state"): "states",
    ("StepJson", "do"): "transitions",
    ("StepJson", "create"): "entities",
    ("MessageExpected", "message"): "messages",
    ("document", "entity"): "entities",
    ("document", "states"): "states",
    ("document", "by"): "duties",
    ("document", "signed_by"): "transitions",
    ("RowsFile", "of"): "sets",
    ("view", "for"): "roles",
    ("dashboard", "for"): "roles",
    ("QuickFormBlock", "entity"): "entities",
    ("QuickFormBlock", "form"): "forms",
    ("ListBlock", "entity"): "entities",
    ("StatesBlock", "entity"): "entities",
    ("StatesBlock", "states"): "states",
    ("TimeBlock", "entity"): "entities",
    ("FiguresBlock", "metrics"): "metrics",
    ("PoolBlock", "pool"): "pools",
}


class _Generator(GenerateJsonSchema):
    """As pydantic's, without a title on every property: an editor shows the name anyway."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


@cache
def model_schema(model: type[BaseModel]) -> Schema:
    """The JSON Schema of one model, keys as they are in the file."""
    return model.model_json_schema(by_alias=True, schema_generator=_Generator)


def kind_schema(kind: Kind, words: Words | None = None) -> dict[str, Any]:
    """The JSON Schema of one kind of file.

    ``words``: names of one pack by sort (see ``pack_schemas``); without them it is the schema that ships.
    """
    made = _Writer(words or {}).part(model_schema(kind.model), kind.name)
    properties = made["properties"]
    properties["kind"] = {"const": kind.name}
    properties["$schema"] = {"type": "string", "description": "The schema an editor checks this file with."}
    made["properties"] = {key: properties[key] for key in key_order(properties)}
    definitions = made.pop("$defs", {}) | tree_definitions(words or {})
    head = {"$schema": DIALECT, "title": f"Pointsman {kind.name}", "description": made.pop("description", "")}
    required = ["kind", *(name for name in made.pop("required", ()) if name != "kind")]
    return {**head, **made, "required": required, "$defs": _used(made, definitions)}


def schema_files(words: Words | None = None) -> dict[str, bytes]:
    """``<kind>.json`` -> the text of its schema, for every kind."""
    return {
        f"{name}.json": (json.dumps(kind_schema(kind, words), ensure_ascii=False, indent=2) + "\n").encode()
        for name, kind in KINDS.items()
    }


class _Writer:
    """Turns pydantic's schemas into ours: labels, conditions and values, names of the pack, nothing of later releases."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def part(self, node: Any, name: str) -> Any:
        """A copy of a schema; ``name`` is the model that it belongs to."""
        if isinstance(node, list):
            return [self.part(one, name) for one in cast("list[Any]", node)]
        if not isinstance(node, dict):
            return node
        made = {
            key: value
            for key, value in cast("dict[str, Any]", node).items()
            if key not in ("title", "discriminator")
        }
        if made.get("default", 0) is None:
            del made["default"]
        union = [one for key in ("anyOf", "oneOf") for one in made.pop(key, ())]
        for key, inner in made.items():
            if key == "properties":
                made[key] = {one: self._member(one, inner[one], name) for one in key_order(inner)}
            elif key == "$defs":
                made[key] = {one: self.part(inner[one], one) for one in inner if not one.startswith("Later")}
            elif key not in ("anyOf", "enum", "const", "default", "required"):
                made[key] = self.part(inner, name)
        return made | self._union(union, name) if union else made

    def _union(self, union: list[Any], name: str) -> dict[str, Any]:
        kept = [one for one in union if one != _NULL and not one.get("$ref", "").startswith("#/$defs/Later")]
        parts = [self.part(one, name) for one in kept]
        return parts[0] if len(parts) == 1 else {"anyOf": parts}

    def _member(self, key: str, node: Any, name: str) -> Any:
        made = self.part(node, name)
        if not isinstance(made, dict):
            return made
        made = cast("dict[str, Any]", made)
        told = {one: made[one] for one in ("description", "default") if one in made}
        bare = not made.keys() - told.keys()
        sort = _NAMES.get((name, key)) or _NAMES.get(
            ("ValueField", key) if name.endswith("Field") else ("", "")
        )
        if key in _LABELS and made.get("type") == "object":
            return {
                **told,
                "anyOf": [{one: part for one, part in made.items() if one not in told}, {"type": "string"}],
            }
        if sort is not None and self._words.get(sort):
            return told | self._named(made, sort)
        if bare and (key in CONDITIONS or key in SWITCHES):
            return {**told, **CONDITION}
        if bare and key in VALUES:
            return {**told, **VALUE}
        if key in VALUE_MAPS and made.get("additionalProperties") is True:
            return {**made, "additionalProperties": dict(VALUE)}
        return made

    def _named(self, made: dict[str, Any], sort: str) -> dict[str, Any]:
        one = offered(self._words, sort) if sort == "sets" else {"enum": [*self._words[sort]]}
        several = {"type": "array", "items": one}
        kinds = [part.get("type") for part in made.get("anyOf", [made])]
        if kinds == ["array"]:
            return several
        if kinds == ["string"]:
            return one
        # A value may stand here too (the target of a transition), or one name or several.
        return {"anyOf": [one, several, *([] if "array" in kinds else [{"type": "object"}])]}


def _used(made: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The definitions that are referred to, directly or by one another."""
    found: set[str] = set()
    waiting = [made]
    while waiting:
        text = json.dumps(waiting.pop())
        for name, part in definitions.items():
            if name not in found and f'"#/$defs/{name}"' in text:
                found.add(name)
                waiting.append(part)
    return {name: part for name, part in definitions.items() if name in found}
