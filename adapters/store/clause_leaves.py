"""One comparison as a clause. Where the right side is known, it is bound so that an index on the left serves."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, false, literal, null, true
from sqlalchemy import Integer as Whole

from adapters.store.clause_target import NUMBERS, Element, Fixed, Operand, Side, Target
from adapters.store.clause_values import Values
from engine.conditions.compile import test
from engine.conditions.moments import local_day, span, start_of_day, window
from engine.conditions.tree import Leaf, Literal, ValueNode
from engine.conditions.types import Kind
from engine.values.duration import Duration
from engine.values.plain import Value

_OPPOSITES = {"ne": "eq", "not_in": "in", "absent": "present"}
_SAME = {"before": "lt", "after": "gt"}
_MIRRORED = {"eq": "eq", "lt": "gt", "lte": "gte", "gt": "lt", "gte": "lte"}
_DAY = timedelta(days=1)
_LISTS = ("contains", "any_of", "all_of")


def fixed_leaf(leaf: Leaf, values: Values, facts: Mapping[str, object]) -> bool | None:
    """The verdict of a comparison in which nothing of the row is looked at; None otherwise."""
    return test(leaf)(facts) if values.is_fixed(leaf) else None


def leaf_clause(
    leaf: Leaf, values: Values, target: Target, facts: Mapping[str, object]
) -> tuple[Element, bool]:
    """A clause (false or NULL where it does not hold), and whether the leaf is its opposite."""
    name = _SAME.get(leaf.operator, leaf.operator)
    clauses = _Leaf(values, target, facts)
    return clauses.clause(leaf.left, _OPPOSITES.get(name, name), leaf.right), name in _OPPOSITES


class _Leaf:
    def __init__(self, values: Values, target: Target, facts: Mapping[str, object]) -> None:
        self._values = values
        self._target = target
        self._facts = facts

    def clause(
        self, left: ValueNode, name: str, right: ValueNode | tuple[ValueNode, ValueNode] | str | None
    ) -> Element:
        side = self._values.operand(left)
        if isinstance(right, tuple):
            low, high = (self._values.operand(end) for end in right)
            return and_(self._compare(side, "gte", low), self._compare(side, "lte", high))
        if isinstance(right, str):
            return self._days(cast("Operand", side), *window(right, self._today()))
        if right is None:
            return self._present(cast("Operand", side))
        other = self._values.operand(right)
        if name == "within":
            return self._within(cast("Operand", side), cast("Duration | None", cast("Fixed", other).value))
        if name == "in":
            return self._among(side, other)
        if name == "starts_with" or name in _LISTS:
            return self._parts(side, name, other)
        return self._compare(side, name, other)

    def _compare(self, left: Side, name: str, right: Side) -> Element:
        if isinstance(left, Fixed):
            if isinstance(right, Fixed):  # one end of a between
                return true() if self._both_fixed(left, name, right) else false()
            return self._compare(right, _MIRRORED[name], left)
        if isinstance(right, Fixed) and right.value is None:
            return false()
        kinds = {left.type.kind, right.type.kind}
        if kinds == {Kind.DATE, Kind.DATETIME}:
            return self._day_and_moment(left, name, right)
        if left.type.kind in NUMBERS:
            return _related(name, *self._target.numbers(left, right))
        if left.type.kind is Kind.DURATION:
            return _related(name, self._target.length(left), self._target.length(right))
        if left.type.kind is Kind.ENUM and name != "eq":
            return self._by_rank(left, name, right)
        return self._plain(left, name, right)

    def _plain(self, left: Operand, name: str, right: Side) -> Element:
        kind = left.type.kind
        if kind is Kind.TEXT and isinstance(right, Operand):
            first, second = self._values.present(left), self._values.present(right)
        else:
            first, second = left.element, self._target.together(right)
        if kind is Kind.TEXT and name != "eq":
            first, second = (
                self._target.ordered_text(self._values.present(left)),
                self._target.ordered_text(second),
            )
        return _related(name, first, second)

    def _day_and_moment(self, left: Operand, name: str, right: Side) -> Element:
        """A day against a moment: against its local day; a known day becomes a span of moments."""
        zone = self._zone()
        if isinstance(right, Operand):
            return _related(name, self._values.day(left), self._values.day(right))
        if left.type.kind is Kind.DATE:
            return _related(
                name,
                left.element,
                self._target.bind(local_day(cast("datetime", right.value), zone), Kind.DATE),
            )
        day = cast("date", right.value)
        first, after = self._moment(start_of_day(day, zone)), self._moment(start_of_day(day + _DAY, zone))
        moment = left.element
        spans = {"lt": moment < first, "lte": moment < after, "gt": moment >= after, "gte": moment >= first}
        return and_(moment >= first, moment < after) if name == "eq" else spans[name]

    def _by_rank(self, left: Operand, name: str, right: Side) -> Element:
        options = left.type.options
        if isinstance(right, Operand):
            return _related(name, _rank(left), _rank(right))
        if right.value not in options:
            return false()
        rank = options.index(cast("str", right.value))
        spans = {
            "lt": options[:rank],
            "lte": options[: rank + 1],
            "gt": options[rank + 1 :],
            "gte": options[rank:],
        }
        return self._target.among(left, spans[name]) if spans[name] else false()

    def _among(self, left: Side, right: Side) -> Element:
        if isinstance(right, Operand):
            return self._target.has(right.element, self._target.together(left))
        options = right.value if isinstance(right.value, tuple) else ()
        return self._target.among(cast("Operand", left), options) if options else false()

    def _parts(self, left: Side, name: str, right: Side) -> Element:
        if isinstance(right, Fixed) and right.value in (None, "", ()):
            return false()
        if left.type.kind is Kind.ENUMS:
            compare = {
                "contains": self._target.has,
                "any_of": self._target.any_of,
                "all_of": self._target.all_of,
            }[name]
            return compare(self._target.together(left), self._list_or_option(right, name))
        compare = self._target.contains if name == "contains" else self._target.starts_with
        part = Operand(self._values.present(right), right.type) if isinstance(right, Operand) else right
        return compare(self._target.together(left), part)

    def _list_or_option(self, right: Side, name: str) -> Element:
        if isinstance(right, Fixed):
            return self._target.bind(
                cast("Value", right.value), Kind.ENUM if name == "contains" else Kind.ENUMS
            )
        return right.element

    def _present(self, side: Operand) -> Element:
        if side.type.kind is Kind.BOOLEAN:
            return true()
        if side.type.kind is Kind.ENUMS:
            return self._target.filled(side.element)
        return self._values.present(side).is_not(null())

    def _within(self, side: Operand, length: Duration | None) -> Element:
        if length is None:
            return false()
        zone = self._zone()
        first, last = span(cast("datetime", self._facts["now"]), length, zone)
        if side.type.kind is Kind.DATE:
            return self._days(side, local_day(first, zone), local_day(last, zone))
        return and_(side.element >= self._moment(first), side.element <= self._moment(last))

    def _days(self, side: Operand, first: date, last: date) -> Element:
        """Whether a day, or the local day of a moment, lies from first to last."""
        if side.type.kind is Kind.DATE:
            low, high = self._target.bind(first, Kind.DATE), self._target.bind(last, Kind.DATE)
            return and_(side.element >= low, side.element <= high)
        zone = self._zone()
        low, high = self._moment(start_of_day(first, zone)), self._moment(start_of_day(last + _DAY, zone))
        return and_(side.element >= low, side.element < high)

    def _both_fixed(self, left: Fixed, name: str, right: Fixed) -> bool:
        return test(Leaf(Literal(left.value, left.type), name, Literal(right.value, right.type)))(self._facts)

    def _moment(self, moment: datetime) -> Element:
        return self._target.bind(moment, Kind.DATETIME)

    def _zone(self) -> ZoneInfo:
        return cast("ZoneInfo", self._facts["zone"])

    def _today(self) -> date:
        return local_day(cast("datetime", self._facts["now"]), self._zone())


def _related(name: str, left: Element, right: Element) -> ColumnElement[bool]:
    if name == "eq":
        return left == right
    return {"lt": left < right, "lte": left <= right, "gt": left > right, "gte": left >= right}[name]


def _rank(side: Operand) -> Element:
    ranks = {option: literal(rank, Whole()) for rank, option in enumerate(side.type.options)}
    return case(ranks, value=side.element)
