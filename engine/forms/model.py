"""What a file of a form says, frozen: sections of items, cross checks, steps (C3)."""

from collections.abc import Mapping

from pydantic import Field

from engine.records.model import FieldFile, Names, Raw, Shape, Source, Text


class ItemFile(Shape):
    """One field on the form. Its key is a field of the entity, or a path through a link (shown, never written)."""

    order: int = Field(default=0, description="Where it stands in its section; equal ones by id.")
    label: Text = Field(default_factory=dict, description="In place of the field's label, by language.")
    help: Text = Field(default_factory=dict, description="In place of the field's help, by language.")
    span: int = Field(default=1, ge=1, le=4, description="How many columns it takes.")
    visible: Raw = Field(
        default=True, description="true, false or a condition; hidden is not sent and not written."
    )
    required: Raw = Field(default=False, description="true, false or a condition.")
    readonly: Raw = Field(default=False, description="true, false or a condition.")
    choices: Raw = Field(
        default=None,
        description="A condition on the candidate, which narrows a link; on its id, for an enum.",
    )
    ask: FieldFile | None = Field(
        default=None, description="A question of the form itself, no field of the entity."
    )
    lines: "LinesFile | None" = Field(default=None, description="How the rows of a list are laid out.")


class LinesFile(Shape):
    """The columns of a list of rows: fields of the row's entity."""

    items: Mapping[str, ItemFile] = Field(description="Field of the row -> how it stands in its row.")


class SectionFile(Shape):
    """Items under one heading."""

    order: int = Field(default=0, description="Where it stands on the form; equal ones by id.")
    label: Text = Field(default_factory=dict, description="Its heading, by language.")
    columns: int = Field(default=1, ge=1, le=4, description="In how many columns its items stand.")
    visible: Raw = Field(default=True, description="true, false or a condition.")
    items: Mapping[str, ItemFile] = Field(description="Field or path -> how it stands on the form.")


class CheckFile(Shape):
    """A sentence about several fields that must not be broken when the form is sent."""

    fails_when: Raw = Field(description="The condition under which the form is refused.")
    message: Text = Field(description="What is said then, by language.", min_length=1)
    fields: Names = Field(default=(), description="The fields it is about; the first one gets the message.")


class PresetFile(Shape):
    """Values that are filled in together, at one press."""

    order: int = Field(default=0, description="Its place among the presets; equal ones by id.")
    label: Text = Field(min_length=1, description="What it is called, by language.")
    key: str | None = Field(
        default=None,
        pattern="^[a-z]$",
        description="Pressed beside a record, it sends the form with these values and nothing else.",
    )
    values: Mapping[str, Raw] = Field(
        min_length=1, description="Field or question -> a value, as effects set it."
    )


class FormFile(Shape):
    """A layout of an entity's fields: forms/<id>.json."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: str = Field(default="form", pattern="^form$")
    entity: str = Field(description="The entity whose fields it lays out.")
    label: Text = Field(default_factory=dict, description="Its heading, by language.")
    sections: Mapping[str, SectionFile] = Field(
        default_factory=dict, description="Id of the section -> its items."
    )
    checks: Mapping[str, CheckFile] = Field(default_factory=dict, description="What is judged across fields.")
    steps: Names = Field(default=(), description="Ids of other forms that are asked one after the other.")
    key: str | None = Field(
        default=None,
        pattern="^[a-z]$",
        description="Pressed beside a record that it is about, it opens the form.",
    )
    presets: Mapping[str, PresetFile] = Field(
        default_factory=dict, description="Id of the preset -> what is filled in together."
    )
    was: Names = Field(default=(), description="Earlier ids of this form.")
    source: Source = None


ItemFile.model_rebuild()
