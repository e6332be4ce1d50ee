"""What a message file says: messages/<id>.json."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from engine.records.model import Names, Raw, Shape, Source, Text


class DigestFile(Shape):
    """Messages that are collected, and sent as one at a local time of the recipient."""

    group: str = Field(description="What is collected together: messages of one group go out as one.")
    at: str = Field(description='Local time of day, such as "08:45".')
    on_days: str | Names | None = Field(
        default=None, description='"working", or weekdays (mon, tue, ...); left out: every day.'
    )


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
    quiet: str | None = Field(
        default=None,
        description="In the quiet hours of the recipient: defer (until they end), drop or ignore (ignore).",
    )
    expires: Raw = Field(default=None, description="A value that is a moment after which it is not sent.")
    digest: DigestFile | None = Field(default=None, description="Collects it per recipient.")
    stays: Raw = Field(
        default=None,
        alias="while",
        description='What must still be true when it is sent: "same_state", "any", or a condition on the record. '
        "Left out: same_state for one that was deferred or collected, any for one that is sent at once.",
    )
    consent: Raw = Field(
        default=None,
        description='A condition on the record, or {"field": path} of what must be present (or true): judged when '
        "it is sent. Without it the message is cancelled.",
    )
    once_within: Raw = Field(
        default=None,
        description="A duration in which the same recipient is told once at most about the same record.",
    )
    source: Source = None
