"""The typed tree that conditions and formulas become. Frozen: it is made once a release and shared.

Every node knows its type; nothing in it is a name that is still to be looked up, and nothing in it can run.
"""

from dataclasses import dataclass

from engine.conditions.types import BOOLEAN, Type
from engine.values.duration import Duration
from engine.values.plain import Value

# ---------------------------------------------------------------- values


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that was written down. A list (on the right of ``in`` and its like) is a tuple of values."""

    value: Value | tuple[Value, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Path:
    """A fact: ``facts[path]``; see ``names`` for how paths are spelled."""

    path: str
    type: Type


@dataclass(frozen=True, slots=True)
class Now:
    """The moment of the command, moved by ``offset``; with ``day`` the local date of the record's centre."""

    offset: Duration | None
    day: bool
    type: Type


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``+ - * / // %`` and unary minus (right is None): absent when either side is."""

    operator: str
    left: "ValueNode"
    right: "ValueNode | None"
    type: Type


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the formula language: round, abs, min, max, length, days, if, coalesce, ..."""

    function: str
    arguments: "tuple[ValueNode | Condition, ...]"
    type: Type


SPANS = "spans"
MOST_SPANS = 2_000


@dataclass(frozen=True, slots=True)
class SetQuery:
    """A figure over rows of ``entity`` whose ``link`` is a record, or over the lines of one.

    ``of``: path (in the outer names) of the record whose set it is; "" is the record itself.
    ``function``: count, sum, min, max, latest. ``field`` is the path in the row that is summed and so on.
    ``where`` is a condition on the row; the outer values that it takes are listed in ``outer`` (paths, in order; inside
    ``where`` they appear as ``record.<path>``, ``actor``, ``input.<field>``, ``parameter.<name>`` and ``now``).
    ``window``: only rows created within this rolling span before now. ``id`` is stable for equal content.
    ``more``: of ``spans`` (the first ``MOST_SPANS`` rows, in the order of ``field``), what else is told of each; the last of it, or
    ``field``, is of the ``type``, what stands before it are moments.
    """

    id: str
    entity: str
    link: str
    of: str
    function: str
    field: str | None
    where: "Condition | None"
    outer: tuple[str, ...]
    type: Type
    prefix: str = ""  # text before the id in a link that may point to several entities: "customer/"
    window: Duration | None = None
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetValue:
    """The figure of a set: ``facts["set." + query.id]``."""

    query: SetQuery
    type: Type


@dataclass(frozen=True, slots=True)
class DecisionValue:
    """An output of a decision table on this record: ``facts["decision.<table>.<output>"]``."""

    table: str
    output: str
    type: Type


@dataclass(frozen=True, slots=True)
class Choose:
    """The value of the first branch whose condition holds; the last has none."""

    branches: "tuple[tuple[Condition | None, ValueNode], ...]"
    type: Type


ValueNode = Literal | Path | Now | Arithmetic | Call | SetValue | DecisionValue | Choose

# ------------------------------------------------------------ conditions


@dataclass(frozen=True, slots=True)
class Constant:
    """Always, or never."""

    holds: bool


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; of no parts, true."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds; of no parts, false."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The exact opposite of its part."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One comparison. ``right`` is None for present and absent, a pair for between, a window name for during."""

    left: ValueNode
    operator: str
    right: "ValueNode | tuple[ValueNode, ValueNode] | str | None"


Condition = Constant | All | Any | Not | Leaf
CONDITION_TYPE = BOOLEAN
OPERATORS = [
    "eq",
    "ne",
    "lt",
    "lte",
    "gt",
    "gte",
    "in",
    "not_in",
    "between",
    "contains",
    "starts_with",
    "present",
    "absent",
    "within",
    "before",
    "after",
    "any_of",
    "all_of",
    "during",
]
