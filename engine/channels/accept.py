"""The verb of this room: a message as it was sent becomes typed values, or all the reasons why it does not."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast
from zoneinfo import ZoneInfo

from engine.channels import problems
from engine.channels.channel import Channel, Place
from engine.diagnostics.pointer import pointer
from engine.diagnostics.refuse import reason
from engine.records.accept import accept_value
from engine.records.entity import Field, FieldKind
from engine.values.plain import Json, Value
from engine.values.refusal import Reason


def accept(
    channel: Channel, sent: Mapping[str, Json], zone: ZoneInfo
) -> Mapping[str, Value] | tuple[Reason, ...]:
    """Field -> value of everything that the channel declares (absent ones as None), or every fault by its place.

    ``sent``: the message as it came. ``zone``: in which a moment without an offset is meant. Whether a linked record
    exists is not judged here.
    """
    found: list[Reason] = []
    values: dict[str, Value] = {}
    for name, field in channel.fields.items():
        value = _value(field, _at(sent, channel.places[name]), zone)
        if isinstance(value, Reason):
            found.append(replace(value, pointer=pointer(*channel.places[name]) + value.pointer))
        else:
            values[name] = value
    if not channel.drops:
        declared = frozenset(channel.places.values())
        found += (
            reason(problems.UNDECLARED, {}, pointer(*place)) for place in _undeclared(sent, declared, ())
        )
    return tuple(found) or values


def _value(field: Field, raw: Json, zone: ZoneInfo) -> Value | Reason:
    value = accept_value(field, raw, zone)
    missing = value is None and field.required and field.kind is not FieldKind.BOOLEAN
    return reason(problems.REQUIRED, {}) if missing else value


def _at(sent: Mapping[str, Json], place: Place) -> Json:
    found: Json = sent
    for key in place:
        if not isinstance(found, Mapping):
            return None
        found = cast("Mapping[str, Json]", found).get(key)
    return found


def _undeclared(sent: Mapping[str, Json], declared: frozenset[Place], above: Place) -> Iterator[Place]:
    """The places that hold something which no field takes."""
    for key, inner in sent.items():
        place = (*above, key)
        if place in declared:
            continue
        if isinstance(inner, Mapping) and any(one[: len(place)] == place for one in declared):
            yield from _undeclared(cast("Mapping[str, Json]", inner), declared, place)
        else:
            yield place
