"""What a file of sample data says, frozen: samples/<id>.json.

A sample is a small company to try a pack with: centres, people, and records that come into being and move through
the ordinary commands. Everything follows from the seed: the same file makes the same data, to the last digit.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from engine.records.model import Names, Number, Raw, Shape, Source, Text


class PickJson(Shape):
    """One of these, each as likely as the others."""

    pick: Annotated[tuple[Raw, ...], Field(strict=False, min_length=1)]


class JoinJson(Shape):
    """Texts set side by side: one entry of each list in turn (the id of a list, or a list written here)."""

    join: Annotated[tuple[str | Names, ...], Field(strict=False, min_length=1)]
    separator: str = Field(default="", description="What stands between them.")


class WeightedJson(Shape):
    """One of these options, as likely as its weight says."""

    weighted: Mapping[str, Annotated[Number, Field(gt=0)]] = Field(min_length=1)


class PatternJson(Shape):
    """A text with a counter: {n} counts from 1 through the records of the entry, {n:4} fills up with zeros.

    {c} and {c:2} count the centres in which the same happens: 0 in the one that is copied, 1 in its first copy.
    """

    pattern: str = Field(description="Such as 1990000{n:4}.")


class NumberJson(Shape):
    """A number from low to high, both included, in steps."""

    number: Annotated[tuple[Number, ...], Field(strict=False, min_length=2, max_length=3)] = Field(
        description="[low, high] or [low, high, step]; the step is 1 when left out."
    )


Weight = Annotated[Number, Field(ge=0)]


class Span(Shape):
    """Days from the sample's clock (negative: before it), and hours of the local day."""

    days: Annotated[tuple[int, ...], Field(strict=False, min_length=2, max_length=2)] = (0, 0)
    hours: Annotated[
        tuple[Annotated[int, Field(ge=0, le=23)], ...], Field(strict=False, min_length=2, max_length=2)
    ] = (9, 18)
    minutes: Annotated[int, Field(ge=1, le=60)] = Field(
        default=15, description="Moments fall on multiples of these."
    )
    weekdays: Annotated[tuple[Weight, ...], Field(strict=False, min_length=7, max_length=7)] | None = Field(
        default=None,
        description="How likely each day of the week is, from Monday on; all alike when left out.",
    )
    by_hour: Annotated[tuple[Weight, ...], Field(strict=False, min_length=1, max_length=24)] | None = Field(
        default=None,
        description="How likely each of the hours is, from the first to the last; all alike when left out.",
    )


class MomentJson(Shape):
    """A moment between two days, at an hour of the local day."""

    moment: Span


Since = Annotated[
    Literal["clock", "made"],
    Field(
        description="From when the days count: the sample's clock, or the making of the record (in a step: the step)."
    ),
]


class ValueSpan(Span):
    """Days and hours of a value that is made for a record."""

    since: Since = "clock"


class MomentValueJson(Shape):
    """A moment between two days, at an hour of the local day."""

    moment: ValueSpan


class DayJson(Shape):
    """A day between two days from the sample's clock, or from when the record is made."""

    day: Annotated[tuple[int, ...], Field(strict=False, min_length=2, max_length=2)]
    since: Since = "clock"


class OneOfJson(Shape):
    """A record that an earlier entry made (its id in records), or one of several persons."""

    one_of: str | Names = Field(description='Id of an entry of "records", or a list of "@alias".')


class NextOfJson(Shape):
    """The records that an earlier entry made, one after the other, each once in the whole sample.

    Entries that take from the same one go on where the entry before them (by order, then id) stopped.
    """

    next_of: str = Field(description='Id of an entry of "records" with at least as many records.')
    path: str | None = Field(
        default=None,
        description="Path of links from that record to the one that is meant, such as visit.customer.",
    )


class RowsJson(Shape):
    """The rows of a list that is saved with the record: field -> value or generator."""

    rows: Annotated[tuple[Mapping[str, "Generator"], ...], Field(strict=False, min_length=1)]


class SameJson(Shape):
    """The same value as another field of this record that stands before it, or what a path from it leads to (visit.owner)."""

    same: str


class MaybeJson(Shape):
    """A value in this share of the records (0.3 is 30 %), absent in the others."""

    maybe: Annotated[Number, Field(ge=0, le=1)]
    value: "Generator"


class LiteralJson(Shape):
    """Any JSON as it stands, also what would be read as a generator."""

    literal: Raw


GENERATORS = (
    "pick",
    "join",
    "weighted",
    "pattern",
    "number",
    "moment",
    "day",
    "one_of",
    "next_of",
    "rows",
    "same",
    "maybe",
    "literal",
)


def _tag(value: object) -> str | None:
    if isinstance(value, Shape):
        value = value.model_dump(by_alias=True, exclude_unset=True)
    if isinstance(value, Mapping):
        return next((key for key in GENERATORS if key in value), None)
    return "value"


Generator = Annotated[
    Annotated[PickJson, Tag("pick")]
    | Annotated[JoinJson, Tag("join")]
    | Annotated[WeightedJson, Tag("weighted")]
    | Annotated[PatternJson, Tag("pattern")]
    | Annotated[NumberJson, Tag("number")]
    | Annotated[MomentValueJson, Tag("moment")]
    | Annotated[DayJson, Tag("day")]
    | Annotated[OneOfJson, Tag("one_of")]
    | Annotated[NextOfJson, Tag("next_of")]
    | Annotated[RowsJson, Tag("rows")]
    | Annotated[SameJson, Tag("same")]
    | Annotated[MaybeJson, Tag("maybe")]
    | Annotated[LiteralJson, Tag("literal")]
    | Annotated[Raw, Tag("value")],
    Discriminator(
        _tag,
        custom_error_type="unknown_generator",
        custom_error_message=f"a generator is one of: {', '.join(GENERATORS)}",
    ),
]


class PersonJson(Shape):
    """A person with posts. Other fields of a person are given under ``set``."""

    name: str
    role: str | None = Field(default=None, description="The role the person holds.")
    roles: Names = Field(default=(), description="Several roles, all held at the same centre.")
    centre: str | None = Field(
        default=None, description="Alias of a centre; without one the posts are company-wide."
    )
    team: str | None = None
    manager: str | None = Field(default=None, description='"@alias" of another person.')
    values: Mapping[str, Raw] = Field(
        default_factory=dict, alias="set", description="Other fields of the person."
    )

    @property
    def all_roles(self) -> tuple[str, ...]:
        """Every role the person holds."""
        return ((self.role,) if self.role else ()) + self.roles


class AfterJson(Shape):
    """So long after the latest change of the record that ``next_of`` gave."""

    after: Annotated[tuple[str, ...], Field(strict=False, min_length=1, max_length=2)] = Field(
        description="One duration, or the shortest and the longest."
    )


class ThenJson(Shape):
    """What happens to the records of an entry afterwards: a transition, or the decision of the approval that was asked for last."""

    do: str | None = Field(default=None, description="entity.transition")
    decide: Literal["approve", "reject"] | None = Field(
        default=None, description="What is decided about the record, instead of a transition."
    )
    reason: str | None = Field(default=None, description="The reason that is given with a decision.")
    on: str | None = Field(
        default=None,
        description="Path of links from the record to the one that moves; the record itself when left out.",
    )
    who: str | Names | None = Field(
        default=None,
        alias="as",
        description='"@alias", several of whom one does it, or a path to a person (visit.host); the owner of what moves when left out.',
    )
    chance: Annotated[Number, Field(gt=0, le=1)] | None = Field(
        default=None, description="The share of the records it happens to (0.3 is 30 %)."
    )
    after: Annotated[tuple[str, ...], Field(strict=False, min_length=1, max_length=2)] | None = Field(
        default=None, description="One duration, or the shortest and the longest, since the step before."
    )
    since: str | None = Field(
        default=None,
        description="Path to a moment of the record (at, visit.at) from which after counts instead, but no sooner than the step before; where the record has no such moment, from the step before.",
    )
    input: Mapping[str, Generator] = Field(
        default_factory=dict, description="What the transition's form asks for."
    )


class RecordsJson(Shape):
    """Records of one entity that come into being alike."""

    order: int = Field(default=0, description="Entries are made in this order, then by id.")
    entity: str
    count: Annotated[int, Field(ge=1, le=100_000)] = 1
    who: str | Names | None = Field(
        default=None,
        alias="as",
        description='Who makes them: "@alias", several in turn, or a path to a person from the values set (visit.host).',
    )
    at: MomentJson | AfterJson | str | None = Field(
        default=None, description="When they are made; at the sample's clock when left out."
    )
    owner: str | Names | None = Field(
        default=None,
        description='Whose they are: "@alias", or several in turn, each at the centre of that person. For what was brought over and nobody made here.',
    )
    state: str | None = Field(
        default=None,
        description="The state in which they are brought over; the initial one when left out.",
    )
    tracks: Mapping[str, str] = Field(
        default_factory=dict[str, str],
        description="Track -> the state in which they are brought over, also while it rests.",
    )
    values: Mapping[str, Generator] = Field(
        default_factory=dict, alias="set", description="Field -> value or generator."
    )
    then: Annotated[tuple[ThenJson, ...], Field(strict=False)] = Field(
        default=(), description="Steps, in order; a record that a step does not happen to stops there."
    )


class LeaverJson(Shape):
    """Somebody who has left: what they held went over to another, then they were switched off."""

    who: str = Field(description='"@alias" of the person.')
    to: str = Field(description='"@alias" of the one who took everything over.')
    at: MomentJson | str = Field(description="When.")


class CopiesJson(Shape):
    """Further centres in which the same happens as in one that is written down, to people of their own."""

    of: Mapping[str, Mapping[str, Mapping[str, Raw]]] = Field(
        description="Alias of a centre -> alias of its copy -> fields that the copy has otherwise, its name above all."
    )
    surnames: str = Field(description="Id of the list from which the people of copies have their surnames.")
    given_names: str = Field(description="Id of the list from which they have their given names.")


class SampleFile(Shape):
    """Sample data: samples/<id>.json."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["sample"] = "sample"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    seed: int = Field(default=1, description="Another seed makes other data of the same kind.")
    clock: str = Field(description="The moment at which the sample is complete, with its offset.")
    centres: Mapping[str, Mapping[str, Raw]] = Field(
        default_factory=dict, description="Alias -> fields of the centre."
    )
    people: Mapping[str, PersonJson] = Field(
        default_factory=dict, description='Alias -> person; elsewhere "@alias".'
    )
    lists: Mapping[str, Names] = Field(default_factory=dict, description="Id -> texts that join takes from.")
    records: Mapping[str, RecordsJson] = Field(
        default_factory=dict, description="Id -> records that come into being alike."
    )
    leavers: Annotated[tuple[LeaverJson, ...], Field(strict=False)] = Field(
        default=(), description="Who has left, in this order; after all records are there."
    )
    copies: CopiesJson | None = Field(
        default=None, description="Centres in which the same happens as in others of this sample."
    )
    source: Source = None
