"""What a message file says: messages/<id>.json."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from engine.records.model import Names, Raw, Shape, Source, Text


class MessageFile(Shape):
    """A text about a record, per channel and language."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["message"] = "message"
    about: str = Field(description="The entity of the record it is about.")
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    channels: Names = Field(description="app, sms, mail, in the order in which they are tried.")
    text: Mapping[str, Text] = Field(
        description="Channel -> language -> text with places: {{customer.name}}, {{starts_at|time}}."
    )
    switch: str | None = Field(default=None, description="A boolean parameter that turns it on and off.")
    quiet: Raw = Field(default=None, description="In a later release.")
    expires: Raw = Field(default=None, description="In a later release.")
    digest: Raw = Field(default=None, description="In a later release.")
    source: Source = None
