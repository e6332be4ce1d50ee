"""What a document file says: documents/<id>.json, with a template documents/<id>.<language>.html for each language."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from engine.records.model import Names, Raw, Shape, Source, Text


class RowsFile(Shape):
    """Records that point to the one of the document, told one after the other."""

    of: str = Field(description="A list of the record, or entity.link: the records whose link is this one.")
    where: Raw = Field(
        default=None, description="A condition on the row; record. is the one of the document."
    )
    sort: str | None = Field(
        default=None, description="A field of the row, - for descending; left out: as made."
    )


class DocumentFile(Shape):
    """A sheet that is made of a record."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["document"] = "document"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    entity: str = Field(description="Whose records it is made of.")
    order: int = Field(default=0, description="Its place among the documents of a record; equal ones by id.")
    languages: Names = Field(min_length=1, description="There is a template for each of them.")
    states: Names = Field(
        default=(), description="States (or groups) in which it may be made; left out: any."
    )
    by: Names = Field(
        default=(),
        description="Duties of which one makes it; left out: whoever may read all that stands in it.",
    )
    file_name: str | None = Field(
        default=None, description="A text with places; left out: the label and the number of the record."
    )
    conditions: Mapping[str, Raw] = Field(
        default_factory=dict[str, Raw], description="Name -> a condition on the record, for {{#if name}}."
    )
    lists: Mapping[str, RowsFile] = Field(
        default_factory=dict[str, RowsFile], description="Name -> rows, for {{#each name}}."
    )
    signed_by: Names = Field(
        default=(), description="Transitions by which the version made last becomes the one that was signed."
    )
    source: Source = None
