"""What the file of a pool says: pools/<id>.json."""

from typing import Literal

from pydantic import Field

from engine.records.model import Names, Raw, Shape, Source, Text


class ClaimFile(Shape):
    """How somebody takes a record out of the pool for themselves."""

    transition: str = Field(description="entity.transition, taken by whoever claims.")
    limits: Names = Field(default=(), description="The limits that count claims, or what is held by then.")
    former_owner_waits: Raw = Field(
        default=None, description="A duration: so long the last owner may not claim the record again."
    )


class PoolFile(Shape):
    """Records that nobody owns; a state says that it is one of a pool."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["pool"] = "pool"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    entity: str = Field(description="Whose records lie in it.")
    claim: ClaimFile = Field(description="The way out by one's own hand.")
    managed_by: str | None = Field(
        default=None, description="entity.transition by which somebody else hands the records out."
    )
    shows: Names = Field(
        default=(), description="The fields that whoever may claim sees before; all others are hidden."
    )
    source: Source = None
