"""The moment at which a condition changes by the passing of time alone, and whether it can be computed.

A derived field that is kept needs it: the engine must know when to look again.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.conditions.compiled import Guard
from engine.conditions.moments import start_of_day
from engine.conditions.needs import children, nodes
from engine.conditions.tree import Condition, Leaf, Literal, Now, Path, ValueNode
from engine.conditions.types import Kind
from engine.values.duration import Duration

_MOMENTS = (Kind.DATE, Kind.DATETIME)
_TICK = timedelta(microseconds=1)
_NEAR = timedelta(days=3)  # months and clock changes move a span by less
_AGAINST_NOW = ("before", "after", "lt", "lte", "gt", "gte")


def flips_at_computable(tree: Condition | ValueNode) -> bool:
    """Whether every look at now is "a date or moment of the record within, before or after now ± a duration"."""
    plain: set[int] = set()
    for node in nodes(tree):
        if isinstance(node, Leaf) and _computable(node):
            plain.update(id(child) for child in children(node))
        elif (isinstance(node, Leaf) and node.operator in ("within", "during")) or (
            isinstance(node, Now) and id(node) not in plain
        ):
            return False
    return True


def _computable(leaf: Leaf) -> bool:
    left, right = leaf.left, leaf.right
    if isinstance(left, Now) and isinstance(right, Path):
        left, right = right, left
    if not isinstance(left, Path) or left.type.kind not in _MOMENTS:
        return False
    if leaf.operator == "within":
        return isinstance(right, Literal | Path)
    return leaf.operator in _AGAINST_NOW and isinstance(right, Now)


def looks_at_now(tree: Condition | ValueNode) -> list[Leaf]:
    """The comparisons with now in a tree of which ``flips_at_computable`` holds."""
    return [
        node
        for node in nodes(tree)
        if isinstance(node, Leaf)
        and (node.operator == "within" or any(isinstance(one, Now) for one in children(node)))
    ]


def next_flip(leaf: Guard, facts: Mapping[str, object], now: datetime) -> datetime | None:
    """The first moment (UTC) after ``now`` at which such a comparison answers otherwise; None when it stays as it is.

    It is found by asking the comparison itself: between two of the moments around which it can change, to the
    microsecond. ``facts`` hold what it needs, and ``zone``.
    """
    around = sorted({one for one in _moments(leaf.tree, facts) if one > now})
    asked = dict(facts)

    def holds(moment: datetime) -> bool:
        asked["now"] = moment
        return leaf.test(asked)

    low, held = now, holds(now)
    for high in around:
        if holds(high) is not held:
            return _between(low, high, held, holds)
        low = high
    return None


def _between(low: datetime, high: datetime, held: bool, holds: Callable[[datetime], bool]) -> datetime:  # noqa: FBT001 - it is what holds answers
    while high - low > _TICK:
        middle = low + (high - low) / 2
        low, high = (middle, high) if holds(middle) is held else (low, middle)
    return high


def _moments(tree: Condition, facts: Mapping[str, object]) -> Iterator[datetime]:
    """Moments between each two of which a comparison changes at most once: the field's, and those a span away."""
    zone = facts.get("zone")
    sides = children(tree)
    found = next((_value(one, facts) for one in sides if _is_moment(one)), None)
    if not isinstance(zone, ZoneInfo) or not isinstance(found, date):
        return
    start = found if isinstance(found, datetime) else start_of_day(found, zone)
    spans = [span for one in sides if (span := _span(one, facts)) is not None]
    for span in (Duration(), *spans, *(-one for one in spans)):
        for near in (timedelta(0), -_NEAR, _NEAR):
            try:
                yield span.after(start, zone) + near
            except (OverflowError, ValueError):
                continue  # beyond the calendar: a moment that never comes


def _is_moment(node: Condition | ValueNode) -> bool:
    """Whether a side of a comparison is the date or moment that is compared."""
    return isinstance(node, Path) and node.type.kind in _MOMENTS


def _value(node: Condition | ValueNode, facts: Mapping[str, object]) -> object:
    return facts.get(node.path) if isinstance(node, Path) else None


def _span(node: Condition | ValueNode, facts: Mapping[str, object]) -> Duration | None:
    said = (
        node.offset
        if isinstance(node, Now)
        else node.value
        if isinstance(node, Literal)
        else _value(node, facts)
    )
    return said if isinstance(said, Duration) else None
