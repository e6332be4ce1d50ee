"""What files of rules and invariants say: rules/<id>.json and invariants/<id>.json."""

from typing import Literal

from pydantic import Field

from engine.effects.model import Effects, EventJson, Events
from engine.records.model import Names, Raw, Shape, Source, Text


class RuleFile(Shape):
    """When something happened, and if a condition holds, then effects."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["rule"] = "rule"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    order: int = Field(default=0, description="Place among the rules of one event; then by id.")
    when: EventJson | Events = Field(description="The event, or several of one entity.")
    condition: Raw = Field(default=None, alias="if", description="Fires only while this holds.")
    then: Effects = Field(description="What shall happen, in order.")
    source: Source = None


class InvariantFile(Shape):
    """A sentence that must hold at the end of every command (C2)."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["invariant"] = "invariant"
    entity: str = Field(description="The records it is about.")
    fields: Names = Field(default=(), description="Judged when one of these differs.")
    at: Names = Field(
        default=(), description="Judged when one of these transitions (entity.transition) was taken."
    )
    label: Text = Field(default_factory=dict, description="The sentence itself, by language.")
    condition: Raw = Field(default=None, alias="if", description="Must hold only while this holds.")
    holds: Raw = Field(description="The condition that must hold.")
    if_broken: Literal["refuse", "confirm", "warn"] = Field(
        default="refuse", description="refuse, confirm (asks for a reason), or warn."
    )
    source: Source = None
