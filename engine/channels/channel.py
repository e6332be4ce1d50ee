"""Channels as a release holds them."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.records.entity import Field
from engine.values.plain import Label

Place = tuple[str, ...]
"""The keys on the way to a value, from the outermost object of a message on."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way in. ``places``: field -> where its value stands. ``message_id``: the field that names the message.

    ``drops``: whether what is not declared is left aside; otherwise it refuses the message.
    """

    id: str
    label: Label
    fields: Mapping[str, Field]
    places: Mapping[str, Place]
    message_id: str | None = None
    drops: bool = False
