"""The part of the description that is about channels: what may be sent by each."""

from collections.abc import Iterable

from engine.channels.channel import Channel
from engine.records.entity import FieldKind
from engine.records.schema import input_schema
from engine.values.plain import in_language
from server.openapi.fields import Schema
from server.openapi.operations import operation
from server.openapi.shared import RECEIVED
from server.ways import Way


def channel_paths(channels: Iterable[Channel], way: Way, language: str) -> dict[str, Schema]:
    """Address -> method -> operation, for each channel of the pack."""
    return {
        way.path.replace("{channel}", one.id): {
            "post": operation(
                way,
                f"inbound.{one.id}",
                f"{in_language(one.label, language, one.id)}: {way.doc}",
                (200, RECEIVED),
                body=message_schema(one, language),
            )
        }
        for one in channels
    }


def message_schema(channel: Channel, language: str) -> Schema:
    """The message as its sender sends it: each value at its place."""
    whole = _level(closed=not channel.drops)
    for name, field in channel.fields.items():
        level = whole
        *above, last = channel.places[name]
        needed = field.required and field.kind is not FieldKind.BOOLEAN
        for key in above:
            level = _inside(level, key, closed=not channel.drops, needed=needed)
        title = in_language(field.label, language, name)
        _properties(level)[last] = {"title": title, **input_schema(field, required=needed)}
        if needed:
            _require(level, last)
    return whole


def _level(*, closed: bool) -> Schema:
    return {"type": "object", "properties": {}, "required": [], "additionalProperties": not closed}


def _inside(level: Schema, key: str, *, closed: bool, needed: bool) -> Schema:
    found = _properties(level).setdefault(key, _level(closed=closed))
    if needed:
        _require(level, key)
    if not isinstance(found, dict):
        message = f"{key} is a value and holds others"
        raise TypeError(message)
    return found


def _properties(level: Schema) -> Schema:
    found = level["properties"]
    return found if isinstance(found, dict) else {}


def _require(level: Schema, key: str) -> None:
    required = level["required"]
    if isinstance(required, list) and key not in required:
        required.append(key)
