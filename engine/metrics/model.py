"""What a metric file says: metrics/<id>.json."""

from typing import Literal

from pydantic import Field

from engine.records.model import Names, Raw, Shape, Source, Text


class MetricFile(Shape):
    """One figure over the records of an entity, by the period into which each falls."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["metric"] = "metric"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    help: Text = Field(default_factory=dict, description="How to read the figure, by language.")
    entity: str = Field(description="The entity whose records are counted.")
    at: str = Field(description="The date or moment of a record that says into which period it falls.")
    where: Raw = Field(default=None, description="Only records for which this holds.")
    function: Literal["count", "sum", "average", "min", "max", "median", "percentile", "share"] = Field(
        description="count, share (of the records for which `holds` is true), or what is made of `field` or `formula`."
    )
    field: str | None = Field(
        default=None, description="The number or duration of a record that is summed and so on."
    )
    formula: str | None = Field(default=None, description="In place of `field`: a formula over a record.")
    percent: int | None = Field(
        default=None,
        ge=1,
        le=99,
        description="Of percentile: how many in a hundred lie at or below the figure.",
    )
    holds: Raw = Field(default=None, description="Of share: what must hold for a record to be in the share.")
    split: Names = Field(
        default=(), description="Paths by which the figure may be split: options, links, yes or no."
    )
    target: Raw = Field(
        default=None, description="What the figure should be: a number, a duration or a parameter."
    )
    better: Literal["more", "less"] | None = Field(
        default=None, description="Which direction is the good one."
    )
    duty: str | None = Field(
        default=None,
        description="Who may see it. Without it: whoever may read every field that it looks at.",
    )
    source: Source = None
