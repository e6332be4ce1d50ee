"""The SQL target of the condition language: a tree becomes a SQLAlchemy clause, a value an element.

What is known before the statement runs (parameters, the actor, now ...) is computed by the closures of the engine and
bound; only what depends on a row is left to the database. Meaning is the same in every target, which
``tests/conformance/conditions.csv`` and random trees hold.
"""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import and_, false, or_, true

from adapters.store.clause_leaves import fixed_leaf, leaf_clause
from adapters.store.clause_postgres import Postgres
from adapters.store.clause_sqlite import Sqlite
from adapters.store.clause_target import Element, Target
from adapters.store.clause_values import Values
from engine.conditions.tree import All, Any, Condition, Constant, Leaf, Not, SetQuery, ValueNode
from engine.conditions.types import Kind, Type

Facts = Mapping[str, object]


class Columns(Protocol):
    """Where the values of a row are.

    Text in columns is in Unicode normal form C and ordered by code points; nothing is kept as empty text. Every value
    is kept as ``adapters.store.storage`` says for its kind.
    """

    dialect: str
    """``sqlite`` (with the functions of ``clause_functions`` registered) or ``postgresql``."""
    record_is_fact: bool
    """Whether ``record.<path>`` is among the facts (a set's rows are asked for one record) or has a column too."""

    def path(self, path: str) -> Element:
        """The element of a path of the row: its own column, or a scalar subquery through links."""
        ...

    def type(self, path: str) -> Type:
        """The type of what is at the end of a path."""
        ...

    def of_centre(self, name: str) -> Element | None:
        """A field of the row's centre (of a set's row: of the record's whose set it is); None for rows that have none."""
        ...

    def set_value(self, query: SetQuery) -> Element:
        """The figure of a set of the row, as a correlated subquery."""
        ...


_TARGETS: dict[str, Target] = {"sqlite": Sqlite(), "postgresql": Postgres()}


def where(tree: Condition, columns: Columns, facts: Facts) -> Element:
    """The condition as a clause for WHERE or CASE: a row for which it does not hold gives false or NULL.

    ``facts`` holds what is not of the row, as ``needs`` names it (``now`` and ``zone`` included).
    """
    return _Clauses(columns, facts).holds(tree)


def column_of(node: ValueNode, columns: Columns, facts: Facts) -> Element:
    """The value as an element in the form in which its type is kept: to select, to sort by, to sum."""
    return _Clauses(columns, facts).values.storage(node)


def amount_of(node: ValueNode, columns: Columns, facts: Facts) -> Element:
    """The value as something to sum and to order by its size: a duration by its seconds, a number as it is kept."""
    clauses = _Clauses(columns, facts)
    if node.type.kind is Kind.DURATION:
        return clauses.target.seconds(clauses.values.operand(node))
    return clauses.values.storage(node)


class _Clauses:
    def __init__(self, columns: Columns, facts: Facts) -> None:
        self.target = _TARGETS[columns.dialect]
        self._facts = facts
        self.values = Values(self.target, columns, facts, self.holds)

    def holds(self, tree: Condition) -> Element:
        """True exactly when the condition holds; false or NULL otherwise."""
        match tree:
            case Constant(holds=holds):
                return true() if holds else false()
            case All(parts=parts):
                return and_(true(), *(self.holds(part) for part in parts))
            case Any(parts=parts):
                return or_(false(), *(self.holds(part) for part in parts))
            case Not(part=part):
                return self.fails(part)
            case Leaf():
                return self._leaf(tree)

    def fails(self, tree: Condition) -> Element:
        """True exactly when the condition does not hold; false or NULL otherwise."""
        match tree:
            case Constant(holds=holds):
                return false() if holds else true()
            case All(parts=parts):
                return or_(false(), *(self.fails(part) for part in parts))
            case Any(parts=parts):
                return and_(true(), *(self.fails(part) for part in parts))
            case Not(part=part):
                return self.holds(part)
            case Leaf():
                return self._leaf(tree, opposite=True)

    def _leaf(self, leaf: Leaf, *, opposite: bool = False) -> Element:
        known = fixed_leaf(leaf, self.values, self._facts)
        if known is not None:
            return true() if known is not opposite else false()
        clause, negative = leaf_clause(leaf, self.values, self.target, self._facts)
        return clause.is_not(true()) if negative is not opposite else clause
