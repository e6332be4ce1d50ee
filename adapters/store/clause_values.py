"""Values of the tree as operands: fixed when nothing of the row is in them, elements of the statement otherwise."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, case, func, literal

from adapters.store.clause_parameters import SETTINGS, chosen, differs
from adapters.store.clause_target import Element, Fixed, Operand, Side, Target
from engine.conditions.compile import value_of
from engine.conditions.moments import local_day
from engine.conditions.needs import nodes
from engine.conditions.tree import (
    Arithmetic,
    Call,
    Choose,
    Condition,
    DecisionValue,
    Literal,
    Path,
    SetQuery,
    SetValue,
    ValueNode,
)
from engine.conditions.types import INTEGER, Kind, Type
from engine.facts.scene import Scene
from engine.values.plain import Value

_FACTS = frozenset({"actor", "parameter", "now", "zone", "input", "before", "event"})


class Row(Protocol):
    """The part of ``clause.Columns`` that values need."""

    record_is_fact: bool

    def path(self, path: str) -> Element:
        """The element of a path of the row."""
        ...

    def type(self, path: str) -> Type:
        """The type of what is at the end of a path."""
        ...

    def of_centre(self, name: str) -> Element | None:
        """A field of the row's centre; None for rows that have none."""
        ...

    def set_value(self, query: SetQuery) -> Element:
        """The figure of a set of the row."""
        ...


class Values:
    """Makes operands of value nodes, for one statement."""

    def __init__(
        self, target: Target, row: Row, facts: Mapping[str, object], holds: Callable[[Condition], Element]
    ) -> None:
        """``holds`` makes the clause of a condition (of a branch)."""
        self._target = target
        self._row = row
        self._facts = facts
        self._holds = holds

    @property
    def zone(self) -> str:
        """The name of the time zone in which days are looked at."""
        return cast("ZoneInfo", self._facts["zone"]).key

    def is_fixed(self, tree: ValueNode | Condition) -> bool:
        """Whether nothing of the row is in it."""
        return all(self._is_fact(node) for node in nodes(tree))

    def operand(self, node: ValueNode) -> Side:
        """The operand of a value."""
        if isinstance(node, Literal):
            return Fixed(node.value, node.type)
        if self.is_fixed(node):
            return Fixed(value_of(node)(self._facts), node.type)
        match node:
            case Path(path=path):
                if differs(path, self._scene):
                    return chosen(node, cast("Scene", self._scene), self._row, self._target)
                return self._target.stored(self._row.path(path), node.type)
            case SetValue(query=query):
                element = self._row.set_value(query)
                counted = query.function in ("count", "sum")
                return self._target.stored(
                    func.coalesce(element, literal(0, Integer())) if counted else element, node.type
                )
            case DecisionValue():
                raise TypeError(
                    f"the decision {node.table}.{node.output} is no column and is not among the facts"
                )
            case Arithmetic():
                # Unary minus is what is missing to nothing.
                left = Fixed(0, INTEGER) if node.right is None else self.operand(node.left)
                right = self.operand(node.left if node.right is None else node.right)
                operator = "-" if node.right is None else node.operator
                return self._target.arithmetic(operator, left, right, node.type)
            case Call():
                return self._call(node)
            case Choose():
                return self._choose(node)
            case _:  # pragma: no cover - Now is fixed
                raise TypeError(node)

    def storage(self, node: ValueNode) -> Element:
        """The element of a value as its type is kept."""
        return self._target.storage(self.operand(node))

    def present(self, side: Operand) -> Element:
        """A text that is NULL where it is empty; anything else as it is."""
        if side.type.kind is Kind.TEXT:
            return func.nullif(side.element, self._target.bind("", Kind.TEXT))
        return side.element

    def day(self, side: Side) -> Element:
        """A date, or the local day of a moment."""
        if isinstance(side, Fixed):
            zone = cast("ZoneInfo", self._facts["zone"]) if side.type.kind is Kind.DATETIME else None
            value = cast("Value", side.value)
            return self._target.bind(
                local_day(value, zone) if zone and isinstance(value, datetime) else value, Kind.DATE
            )
        return (
            self._target.local_day(side.element, self.zone)
            if side.type.kind is Kind.DATETIME
            else side.element
        )

    @property
    def _scene(self) -> Scene | None:
        """The circumstances in which parameters are chosen, where rows differ in them."""
        found = self._facts.get(SETTINGS)
        return found if isinstance(found, Scene) else None

    def _is_fact(self, node: ValueNode | Condition) -> bool:
        if isinstance(node, Path):
            if differs(node.path, self._scene):
                return False
            first = node.path.split(".", 1)[0]
            return first in _FACTS or (first == "record" and self._row.record_is_fact)
        if isinstance(node, SetValue):
            return f"set.{node.query.id}" in self._facts
        return not isinstance(node, DecisionValue) or f"decision.{node.table}.{node.output}" in self._facts

    def _call(self, node: Call) -> Side:
        arguments = tuple(self._argument(cast("ValueNode", argument)) for argument in node.arguments)
        if node.function == "coalesce":
            return self._target.computed(
                func.coalesce(*(self._target.together(side) for side in arguments)), node.type
            )
        if node.function == "days":
            return self._target.stored(self._target.days(*(self.day(side) for side in arguments)), INTEGER)
        return self._target.call(node.function, arguments, node.type)

    def _argument(self, node: ValueNode) -> Side:
        side = self.operand(node)
        if isinstance(side, Operand) and side.type.kind is Kind.TEXT:
            return Operand(self.present(side), side.type, side.form)
        return side

    def _choose(self, node: Choose) -> Side:
        branches = [(when, self._branch(then, node.type)) for when, then in node.branches]
        cases = [(self._holds(when), element) for when, element in branches if when is not None]
        otherwise = branches[-1][1]
        return self._target.computed(case(*cases, else_=otherwise) if cases else otherwise, node.type)

    def _branch(self, node: ValueNode, type: Type) -> Element:
        side = self._argument(node)
        return self._target.together(Fixed(side.value, type) if isinstance(side, Fixed) else side)
