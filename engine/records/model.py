"""What a file of an entity says, frozen: kinds of fields, and the entity around them.

Conditions and values stay raw JSON here; ``check`` types and compiles them.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from engine.values.plain import Json


class _Raw:
    """Takes any JSON as it is: what it means is decided when it is checked."""

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        return core_schema.any_schema()

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: object) -> JsonSchemaValue:
        return {}


class Shape(BaseModel):
    """A part of a file: frozen, strict, and nothing in it that is not named here."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


Raw = Annotated[Json, _Raw()]
Number = Annotated[Decimal, Field(strict=False)]
Names = Annotated[tuple[str, ...], Field(strict=False)]
Raws = Annotated[tuple[Raw, ...], Field(strict=False, min_length=1)]
Text = Mapping[str, str]  # language -> text
Source = Annotated[Mapping[str, str] | None, Field(description="Where the requirement comes from.")]


class SameAs(Shape):
    """The options of another field (E22)."""

    same_as: str = Field(description="entity.field whose options these are.")


class OptionFile(Shape):
    """One choice of an enum."""

    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    condition: Raw = Field(default=None, alias="if", description="Offered only while this condition holds.")


def _options_tag(options: object) -> str:
    if isinstance(options, Mapping):
        return "same" if isinstance(cast("Mapping[str, object]", options).get("same_as"), str) else "own"
    return "same" if isinstance(options, SameAs) else "own"


Options = Annotated[
    Annotated[Mapping[str, OptionFile], Tag("own")] | Annotated[SameAs, Tag("same")],
    Discriminator(_options_tag),
]


class FieldBase(Shape):
    """What every field may say."""

    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    help: Text = Field(default_factory=dict, description="A sentence below the field, by language.")
    sensitivity: Literal["normal", "personal", "sensitive"] = Field(
        default="normal", alias="class", description="How careful one must be with it."
    )
    mask: Literal["phone", "name", "email", "id", "all"] | None = Field(
        default=None, description="How the masked view of the value looks."
    )
    was: Names = Field(
        default=(), description="Earlier ids of this field, so that a rename is no drop and add."
    )
    source: Source = None


class ValueField(FieldBase):
    """A field that holds a value: entered, taken over, or derived (E18)."""

    required: bool = Field(default=False, description="Whether it must have a value.")
    default: Raw = Field(default=None, description="Its value in a new record, unless another is entered.")
    dedupe: bool = Field(default=False, description="Suggest existing records with the same value.")
    formula: str | None = Field(default=None, description="Computed from other fields; nobody writes it.")
    condition: Raw = Field(default=None, description="True while this condition holds; nobody writes it.")
    decision: str | None = Field(default=None, description="table.output of a decision; nobody writes it.")
    kept: bool | None = Field(
        default=None, description="Store the derived value, so that rules may listen to it."
    )
    copy_from: str | None = Field(
        default=None, description="Path whose value is taken over when the link is chosen."
    )


class TextField(ValueField):
    """Text, measured in characters."""

    type: Literal["text", "long_text", "address"]
    max_length: int | None = Field(default=None, description="The most characters it may have.")
    pattern: str | None = Field(
        default=None, description="A regular expression (RE2) the whole text must match."
    )


class ContactField(ValueField):
    """A mail address or a web address."""

    type: Literal["email", "url"]


class RegionalField(ValueField):
    """A phone number or a national id, read by the habits of a region."""

    type: Literal["phone", "national_id"]
    region: str | None = Field(default=None, description="ISO 3166 code of the country, such as CN.")


class NumberField(ValueField):
    """A whole number, a decimal or a share (0.08 is 8 %)."""

    type: Literal["integer", "decimal", "percent"]
    minimum: Number | None = Field(default=None, description="The least value allowed.")
    maximum: Number | None = Field(default=None, description="The greatest value allowed.")


class MoneyField(ValueField):
    """An amount of money."""

    type: Literal["money"]
    currency: str | None = Field(
        default=None, description="ISO 4217 code; the pack's currency when left out."
    )
    minimum: Number | None = Field(default=None, description="The least amount allowed.")
    maximum: Number | None = Field(default=None, description="The greatest amount allowed.")


class PlainField(ValueField):
    """Yes or no, a day, a time, a moment, a span."""

    type: Literal["boolean", "date", "time", "datetime", "duration"]


class EnumField(ValueField):
    """One option, or several; their order is the order in which they compare (A19)."""

    type: Literal["enum", "enums"]
    options: Options = Field(description="Id of the option -> its label, or the options of another field.")


class LinkField(ValueField):
    """A reference to another record."""

    type: Literal["link"]
    to: Annotated[str | Names, Field(description="The entity it points to, or a list of entities.")]
    handed_over: bool = Field(
        default=False,
        description="Of a link to person: handed over with what the person owns when they leave.",
    )


class PersonField(ValueField):
    """A reference to a person."""

    type: Literal["person"]
    handed_over: bool = Field(
        default=False, description="Handed over with the owner's records when the person leaves."
    )


class FileField(ValueField):
    """An uploaded file, kept by its id."""

    type: Literal["file", "image"]


class SerialField(FieldBase):
    """A number that the engine gives once, when the record is made."""

    type: Literal["serial"]
    serial: str = Field(description="Its pattern, such as CON-{yyyy}{MM}-{n:6}.")


class WindowFile(Shape):
    """A span of time that moves with now."""

    rolling: str = Field(description="ISO 8601 duration, such as P30D.")


class RollupField(FieldBase):
    """A figure over other records that point to this one, or over its own lines."""

    type: Literal["rollup"]
    of: str = Field(description="entity.link, or the name of a field of type lines.")
    function: Literal["count", "sum", "min", "max", "latest"]
    field: str | None = Field(default=None, description="The field of the rows that is summed and so on.")
    where: Raw = Field(default=None, description="A condition on the row.")
    window: WindowFile | None = Field(default=None, description="Only rows made within this span before now.")


class LinesField(FieldBase):
    """A list of rows that are saved with the record; the row's entity names it in ``part_of`` (E11)."""

    type: Literal["lines"]
    required: bool = Field(default=False, description="Whether there must be at least one row.")


class ClockField(FieldBase):
    """A stopwatch with a target (E14): the engine keeps its status, due_at and elapsed; nobody writes them."""

    type: Literal["clock"]
    starts_on: Raws = Field(
        description='What starts it: "created", "ticket.reopen" (a transition), or an event about the record itself.'
    )
    stops_on: Raws = Field(description="What stops it, written like starts_on.")
    pauses_in: Names = Field(default=(), description="States and groups in which it does not count.")
    counts: Literal["working", "elapsed"] = Field(
        default="elapsed", description="Working hours of the record's calendar, or every hour."
    )
    target: Raw = Field(
        description="How long it may count before it is missed: a duration, a parameter, the output of a decision."
    )


class LaterField(FieldBase):
    """A type that the format knows and this release does not; it is refused by name."""

    model_config = ConfigDict(extra="allow")

    type: Literal["track"]


FieldFile = Annotated[
    TextField
    | ContactField
    | RegionalField
    | NumberField
    | MoneyField
    | PlainField
    | EnumField
    | LinkField
    | PersonField
    | FileField
    | SerialField
    | RollupField
    | LinesField
    | ClockField
    | LaterField,
    Field(discriminator="type"),
]


class UniqueFile(Shape):
    """At most one record with these values (E10)."""

    fields: Names = Field(description="The fields that together occur only once.", min_length=1)
    condition: Raw = Field(
        default=None, alias="if", description="Only records for which this holds are compared."
    )
    absent: Literal["equal", "different"] = Field(
        default="different", description="Whether two absent values count as the same."
    )
    label: Text = Field(default_factory=dict, description="What is said when it is broken, by language.")


class NextActionFile(Shape):
    """What the owner of a record is to do next: it stands in the owner's queue when it is due."""

    at: str = Field(description="The field with its date or moment.")
    what: str | None = Field(default=None, description="The field that says what is to be done.")


class StoryFile(Shape):
    """Records of another kind that tell what happened around a record."""

    order: int = Field(default=0, description="Its place among the others; equal ones by name.")
    show: Names = Field(default=(), max_length=4, description="Their fields that are told, in this order.")
    pinned: Raw = Field(
        default=None, description="A condition on them: those for which it holds stand above the story."
    )
    listed: bool = Field(
        default=False,
        description="Whether they stand in a list of their own on the page of the record, each with its steps, and not in its story.",
    )


class DuplicatesFile(Shape):
    """What somebody is told of a record like the one being made, when they may not see it."""

    tells: Annotated[tuple[Literal["state", "owner", "team"], ...], Field(strict=False)] = Field(
        description="Its state, the name and the team of its owner; nothing else of it is ever told."
    )


class EntityFile(Shape):
    """A kind of record: entities/<id>.json."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["entity"] = "entity"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    title: str | None = Field(default=None, description="The field whose value stands for the record.")
    named_by: Names = Field(
        default=(),
        description="Without a title: the fields that name a record together, links by what they point to.",
    )
    duplicate_of: str | None = Field(
        default=None, description="The link to the record of the same kind that this one is a duplicate of."
    )
    serial: str | None = Field(default=None, description="Pattern of the number of a record, such as L-{n}.")
    part_of: str | None = Field(default=None, description="entity.field of the list whose rows these are.")
    fields: Mapping[str, FieldFile] = Field(
        default_factory=dict, description="Id of the field -> what it is."
    )
    unique: Mapping[str, UniqueFile] = Field(default_factory=dict, description="What may occur only once.")
    next_action: NextActionFile | None = Field(
        default=None, description="What the owner is to do next, and when."
    )
    story: Mapping[str, StoryFile] = Field(
        default_factory=dict,
        description="entity.field of records that link to this one -> how they are told in its story.",
    )
    duplicates: DuplicatesFile | None = Field(
        default=None, description="What is told of a record that looks the same and may not be seen."
    )
    merge: Mapping[str, Literal["keep", "newest", "both"]] | None = Field(
        default=None,
        description="How two records become one, by field; * is all others (keep). keep: the value of the one that survives, "
        "newest: of the one changed last, both: options and lines of the two together.",
    )
    was: Names = Field(default=(), description="Earlier ids of this entity.")
    source: Source = None
