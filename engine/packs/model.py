"""What pack.json says, frozen: the name, the version, the languages and the parameters of a pack."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from engine.records.model import FieldFile, Names, Options, Raw, Shape, Source, Text


class ParameterFile(Shape):
    """A number or choice that a company sets without touching the pack."""

    type: Literal[
        "text",
        "integer",
        "decimal",
        "percent",
        "money",
        "boolean",
        "date",
        "time",
        "duration",
        "enum",
        "roles",
    ] = Field(description="The type of its values; roles: a list of roles of the pack.")
    default: Raw = Field(description="Its value until somebody sets another.")
    minimum: Raw = Field(default=None, description="The least value that may be set.")
    maximum: Raw = Field(default=None, description="The greatest value that may be set.")
    options: Options | None = Field(default=None, description="Of an enum: id of the option -> its label.")
    currency: str | None = Field(
        default=None, description="Of money: ISO 4217 code; the pack's when left out."
    )
    per: str | None = Field(
        default=None,
        description='"centre": each centre may have its own value; "centre.area": each option of that field of the centre.',
    )
    example: bool = Field(
        default=False, description="An example value until an owner of the process confirms it."
    )
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    help: Text = Field(default_factory=dict, description="A sentence below it, by language.")
    was: Names = Field(default=(), description="Earlier ids of this parameter.")
    source: Source = None


class QuietHoursFile(Shape):
    """The hours of the day in which people are left in peace, in the time zone of each."""

    start: Raw = Field(
        alias="from", description='Local time of day such as "21:00", or a parameter that is one.'
    )
    end: Raw = Field(alias="to", description="The same; over midnight when it is the earlier of the two.")


class CallFile(Shape):
    """Something asked of the world outside that answers."""

    about: str = Field(description="The entity whose records call it.")
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    answer: Mapping[str, FieldFile] = Field(
        default_factory=dict, description="What an answer brings as input: name -> field."
    )
    failure: Mapping[str, FieldFile] = Field(
        default_factory=dict, description="What a failure brings besides why it failed (why)."
    )


class PackFile(Shape):
    """The manifest of a pack: pack.json."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["pack"] = "pack"
    format: Literal[1] = Field(description="The version of the pack format.")
    id: str = Field(description="The id of the pack; its folder is called the same.")
    version: str = Field(
        description="Semantic version, such as 2.0.1; checked against the diff when published."
    )
    engine: str = Field(default="", description='Versions of the engine that it runs on, such as ">=1.0 <2".')
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    help: Text = Field(default_factory=dict, description="A sentence about it, by language.")
    locales: Annotated[tuple[str, ...], Field(strict=False, min_length=1)] = Field(
        description="The languages every text exists in."
    )
    default_locale: str = Field(description="The language of a person who has chosen none.")
    time_zone: str = Field(description="IANA time zone of a centre that names none, such as Asia/Shanghai.")
    currency: str = Field(description="ISO 4217 code of money that names none.")
    calendar: str | None = Field(
        default=None, description="The calendar of working hours of a centre that names none."
    )
    quiet_hours: QuietHoursFile | None = Field(
        default=None, description="When messages that can wait are not sent."
    )
    review: str | None = Field(
        default=None,
        description="The approval by which changes of the rules are reviewed: while one waits, no version is published.",
    )
    calls: Mapping[str, CallFile] = Field(
        default_factory=dict, description="adapter.verb -> a call whose answers rules and transitions hear."
    )
    terms: Mapping[str, Text] = Field(
        default_factory=dict, description="Words of the trade in place of ours: record -> by language."
    )
    parameters: Mapping[str, ParameterFile] = Field(
        default_factory=dict, description="Id -> what a company sets without touching the pack."
    )
    license: str | None = Field(default=None, description="SPDX id of the licence the pack is under.")
    source: Source = None
