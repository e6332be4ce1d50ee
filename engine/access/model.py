"""What files of roles and duties say: roles/<id>.json and duties/<id>.json."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from engine.records.model import Names, Raw, Shape, Source, Text


class RoleFile(Shape):
    """A post."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["role"] = "role"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    order: int = Field(default=0, description="Which of several posts acts when none is chosen: the lowest.")
    source: Source = None


class FieldsFile(Shape):
    """Rights on the fields of one entity; "*": every own field that is neither masked nor sensitive."""

    read: Names = Field(default=(), description="Fields that are shown.")
    write: Names = Field(default=(), description="Fields that are shown and may be changed.")
    mask: Names = Field(default=(), description="Fields whose masked view is shown.")


class AllowsFile(Shape):
    """What a duty allows."""

    create: Names = Field(default=(), description="Entities of which records may be made.")
    transitions: Names = Field(default=(), description="Transitions (entity.transition) that may be taken.")
    fields: Mapping[str, FieldsFile] = Field(
        default_factory=dict, description="Entity -> rights on its fields."
    )
    reveal: Mapping[str, Names] = Field(
        default_factory=dict, description="Entity -> masked fields that may be shown in full, on record."
    )
    export: Names = Field(default=(), description="Entities whose lists may be exported.")


class DutyFile(Shape):
    """A named thing a post must or may do."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["duty"] = "duty"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    held_by: Raw = Field(description="The roles that hold it.")
    scope: Raw = Field(description="own, team, centre, company, or a condition on the record.")
    allows: AllowsFile = Field(default_factory=AllowsFile, description="What it allows.")
    deadline: Raw = Field(default=None, description="In a later release.")
    evidence: Raw = Field(default=None, description="In a later release.")
    source: Source = None
