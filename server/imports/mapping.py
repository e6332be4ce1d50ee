"""What a mapping says: which column is which field, and how its cells are to be read."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, cast

from pydantic import Field, ValidationError

from engine.commands.import_row import Owned, Strategy
from engine.diagnostics.problem import Diagnostic
from engine.records.model import Names, Raw, Shape, Text
from engine.values.plain import Json
from server.imports.problems import BAD_MAPPING


class To(Shape):
    """Who gets new records: a person or a pool; without either the rules decide."""

    person: str | None = Field(default=None, description="Id of a person; on the command line also a login.")
    pool: str | None = Field(default=None, description="Id of a pool.")


class ImportMapping(Shape):
    """A mapping file. Everything may be left out: then columns are known by the ids and labels of fields."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: str = "import"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    columns: Mapping[str, str | None] = Field(
        default_factory=dict, description="Header -> field; null leaves the column out."
    )
    aliases: Mapping[str, str] = Field(
        default_factory=dict, description="Other header -> field, where it occurs."
    )
    only: bool = Field(default=False, description="Only the columns named here are read.")
    key: Names = Field(default=(), description="Fields that say which record a row is.")
    strategy: Annotated[Strategy, Field(strict=False)] = Field(
        default=Strategy.SKIP, description="What becomes of a row whose key is taken."
    )
    overwrites: Names = Field(
        default=(), description="The only fields that “overwrite” writes; all of the row when empty."
    )
    owned: Annotated[Owned, Field(strict=False)] = Field(
        default=Owned.KEEP, description="What becomes of a row whose record belongs to somebody else."
    )
    empty: Names = Field(default=(), description="Cells that mean nothing was entered.")
    values: Mapping[str, Mapping[str, Raw]] = Field(
        default_factory=dict,
        description="Field -> cell -> value; cells are compared without case and spaces.",
    )
    texts: Mapping[str, str] = Field(
        default_factory=dict, description="Field -> text with places for cells, such as Repair {Number}."
    )
    constants: Mapping[str, Raw] = Field(default_factory=dict, description="Field -> its value in every row.")
    defaults: Mapping[str, Raw] = Field(
        default_factory=dict, description="Field -> its value where the cell is empty."
    )
    links: Mapping[str, str] = Field(
        default_factory=dict,
        description="Link -> the field of the other record that the cell names (its title).",
    )
    state: str | None = Field(
        default=None, description="The state of new records; the initial one when left out."
    )
    tracks: Mapping[str, str] = Field(
        default_factory=dict, description="Track -> the state of new records, also while it rests."
    )
    owner: str | None = Field(default=None, description="Login of the person who owns new records.")
    centre: str | None = Field(default=None, description="Name or id of the centre of new records.")
    to: To | None = Field(
        default=None, description="Who gets new records, by a step that whoever imports may take."
    )
    messages: Literal["send", "none"] = Field(
        default="send", description="none: what rules would send because of the rows is not sent."
    )


def read_mapping(said: Json) -> ImportMapping | list[Diagnostic]:
    """The mapping that a JSON object says, or every fault of it by pointer."""
    try:
        return ImportMapping.model_validate(said)
    except ValidationError as error:
        return [
            Diagnostic(
                BAD_MAPPING,
                "".join(f"/{part}" for part in one["loc"]),
                data={"detail": cast("dict[str, Any]", one)["msg"]},
            )
            for one in error.errors()
        ]
