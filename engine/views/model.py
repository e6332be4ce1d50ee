"""What the file of a page says: views/<id>.json and dashboards/<id>.json."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from engine.records.model import Names, Raw, Shape, Source, Text

Period = Literal["day", "week", "month", "quarter", "year"]


class BlockFile(Shape):
    """What every block may say."""

    label: Text = Field(
        default_factory=dict, description="Its heading, by language; left out: what it shows."
    )
    order: int = Field(default=0, description="Where it stands on the page; equal ones by id.")
    span: int = Field(default=1, ge=1, le=4, description="How many columns of the page it takes.")


class QuickFormBlock(BlockFile):
    """A form for making a record, open on the page."""

    show: Literal["quick_form"]
    entity: str = Field(description="What is made.")
    form: str | None = Field(default=None, description="The form that is filled in; left out: every field.")


class RecordsBlock(BlockFile):
    """What every block with records may say."""

    entity: str = Field(description="Whose records are shown.")
    where: Raw = Field(default=None, description="A condition on the record; the server judges it.")
    sort: Names = Field(default=(), max_length=3, description="Up to three fields, - for descending.")
    fields: Names = Field(default=(), description="The fields that are shown, in this order.")


class ListBlock(RecordsBlock):
    """A table of records; or one record whole with its lists, as it would be printed."""

    show: Literal["list", "document"]


class StatesBlock(RecordsBlock):
    """Records side by side by their state: a board to move them on, or lanes of a day's work."""

    show: Literal["board", "lanes"]
    states: Names = Field(
        default=(), description="Which states (or groups), in this order; left out: all, in the usual order."
    )


class TimeBlock(RecordsBlock):
    """Records by a date or moment of theirs: in a calendar, or one after the other."""

    show: Literal["calendar", "timeline"]
    at: str = Field(description="The field with the date or moment, or the begin.")
    until: str | None = Field(
        default=None, description="The field with the end: a moment, or how long it takes."
    )
    person: str | None = Field(default=None, description="The field with the person whose day it is.")
    period: Literal["day", "week", "month"] | None = Field(
        default=None, description="What a calendar shows at first."
    )


class FiguresBlock(BlockFile):
    """Metrics, each as a figure, by periods, or split."""

    show: Literal["figures"]
    metrics: Names = Field(min_length=1, description="Ids of metrics, in this order.")
    period: Period | None = Field(
        default=None, description="The current day, week ... that is measured; month."
    )
    rolling: bool = Field(
        default=False,
        description="The last 7, 30, 90 or 365 days in place of the running week, month, quarter or year.",
    )
    by: Period | None = Field(default=None, description="A figure for each of these; left out: one for all.")
    split: str | None = Field(default=None, description="A path that each of the metrics may be split by.")
    as_: Literal["bars", "funnel", "table"] | None = Field(
        default=None,
        alias="as",
        description="How they are drawn: bars beside each other, steps of a funnel, or a table with a column for each; "
        "left out: as a course over periods, as bars of a split, or as bare figures.",
    )
    compare: bool = Field(default=False, description="Whether the period before stands beside it.")


class QueueBlock(BlockFile):
    """What the reader should do now, or the approvals that wait for them."""

    show: Literal["queue", "approvals", "inbox"]


class PoolBlock(BlockFile):
    """The records of a pool, to claim from."""

    show: Literal["pool"]
    pool: str = Field(description="The id of the pool.")
    sort: Names = Field(default=(), max_length=3, description="Up to three fields, - for descending.")


AnyBlock = Annotated[
    QuickFormBlock | ListBlock | StatesBlock | TimeBlock | FiguresBlock | QueueBlock | PoolBlock,
    Field(discriminator="show"),
]


class PageFile(Shape):
    """A page, put together from blocks."""

    schema_: str | None = Field(default=None, alias="$schema")
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    help: Text = Field(default_factory=dict, description="A sentence about it, by language.")
    roles: Names = Field(default=(), alias="for", description="Roles whose page it is; none: everybody's.")
    home: bool = Field(default=False, description="Whether it is where these roles begin.")
    order: int = Field(default=0, description="Its place among the pages; equal ones by id.")
    icon: str | None = Field(
        default=None,
        pattern="^[a-z][a-z0-9-]{0,39}$",
        description="The name of a picture; clients choose theirs.",
    )
    columns: int = Field(default=1, ge=1, le=4, description="In how many columns its blocks stand.")
    blocks: Mapping[str, AnyBlock] = Field(min_length=1, description="Id of the block -> what it shows.")
    source: Source = None


class ViewFile(PageFile):
    """A page to work on: views/<id>.json."""

    kind: Literal["view"] = "view"


class DashboardFile(PageFile):
    """A page of figures: dashboards/<id>.json."""

    kind: Literal["dashboard"] = "dashboard"
