"""A metric as a release holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.conditions.compiled import Computed, Guard
from engine.conditions.types import Type
from engine.values.plain import Label


class Function(StrEnum):
    """What is made of the records of one period."""

    COUNT = "count"
    SUM = "sum"
    AVERAGE = "average"
    MIN = "min"
    MAX = "max"
    MEDIAN = "median"
    PERCENTILE = "percentile"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure over the records of ``entity``.

    ``at``: the field that says into which period a record falls, of the type ``at_type``. ``value``: the number or
    duration of a record (not of count and share); ``percent``: of a percentile,
    how many in a hundred lie at or below it. ``holds``: what puts a record into the share. ``split``: path -> its type.
    ``reads``: every path of a record that the figure looks at. ``better``: ``more`` or ``less``.
    """

    id: str
    label: Label
    entity: str
    at: str
    at_type: Type
    function: Function
    where: Guard | None = None
    value: Computed | None = None
    percent: int | None = None
    holds: Guard | None = None
    split: Mapping[str, Type] = field(default_factory=dict[str, Type])
    target: Computed | None = None
    better: str | None = None
    duty: str | None = None
    help: Label = field(default_factory=dict[str, str])
    reads: frozenset[str] = frozenset()
