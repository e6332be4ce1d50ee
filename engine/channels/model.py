"""What a file of a channel says: channels/<id>.json."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from engine.records.model import FieldFile, Shape, Source, Text


class ChannelFile(Shape):
    """A way in for another system's messages: which values a message brings, and where they stand in it."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["channel"] = "channel"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    fields: Mapping[str, FieldFile] = Field(
        description="Id -> a value of the message, typed like a question of a form; rules see it as input.<id>."
    )
    places: Mapping[str, str] = Field(
        default_factory=dict,
        description="Field -> JSON Pointer of its value in what is sent; left out: a key of that name.",
    )
    message_id: str | None = Field(
        default=None,
        description="The field that tells one message from another: a repeat of it changes nothing.",
    )
    undeclared: Literal["refuse", "drop"] = Field(
        default="refuse", description="What becomes of a message that holds more than what is declared."
    )
    source: Source = None
