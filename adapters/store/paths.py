"""The values of a row as SQL: its columns, what lies behind its links, its derived fields and the figures of its sets."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import FromClause, case, false, select, true

from adapters.store.clause import column_of, where
from adapters.store.clause_target import Element
from adapters.store.figures import figure_of
from adapters.store.storage import Flavour
from adapters.store.tables import Tables
from engine.conditions.decisions.choice import condition_without_decisions, value_without_decisions
from engine.conditions.tree import SetQuery
from engine.conditions.types import INTEGER, TEXT, Kind, Type
from engine.records.builtin import CENTRE
from engine.records.entity import Entity

DEEPEST = 6  # links in one path


class NoSuchPath(LookupError):
    """A path that a selection names does not exist in the release: a bug of whoever made it."""


class Row:
    """One row of an entity under an alias. Fulfils ``clause.Columns``.

    ``facts``: what is not of the row. ``outer``: of a row of a set, the row whose set it is (or None when
    ``record.<path>`` is among the facts).
    """

    def __init__(
        self, tables: Tables, flavour: Flavour, entity: str, facts: Mapping[str, object], outer: "Row | None" = None,
        *, place: str = "", asked_for_one: bool = False,
    ) -> None:  # fmt: skip
        """Stand for a row.

        ``place`` tells rows of one statement apart. ``asked_for_one``: the row belongs to a set that is asked for one
        record, named in the facts.
        """
        found = tables.entities.get(entity)
        if found is None:
            raise NoSuchPath(f"there is no entity {entity}")
        self.dialect = flavour.name
        self.record_is_fact = asked_for_one
        self.entity: Entity = found.entity
        self._place = place or entity
        self.table: FromClause = tables.alias(entity, self._place)
        self._tables, self._flavour, self._facts, self._outer = tables, flavour, facts, outer

    def path(self, path: str) -> Element:
        """The element of a path of the row."""
        first, _, rest = path.partition(".")
        if first == "record" and rest:
            return (self._outer or self).path(rest)
        return self._through(first, rest) if rest else self._own(first)

    def type(self, path: str) -> Type:
        """The type of what is at the end of a path."""
        first, _, rest = path.partition(".")
        if first == "record" and rest:
            return (self._outer or self).type(rest)
        if path in ("id", "version"):
            return TEXT if path == "id" else INTEGER
        field = self.entity.field(first)
        if field is None:
            raise NoSuchPath(f"{self.entity.id} has no {first}")
        return self._target(first).type(rest) if rest else field.type

    def of_centre(self, name: str) -> Element | None:
        """A field of the centre of the row, or of the record whose set the row is in; None for rows that have none."""
        if self._outer is not None:
            return self._outer.of_centre(name)
        if self.entity.id == CENTRE:
            return self.path(name)
        if self.entity.field("centre") is None:
            return None
        return self.path("centre" if name == "id" else f"centre.{name}")

    def set_value(self, query: SetQuery) -> Element:
        """The figure of a set of the row, as a correlated subquery."""
        rows = Row(
            self._tables, self._flavour, query.entity, self._facts, self, place=f"{self._place}#{query.id}"
        )
        holder = self.path(query.of) if query.of else self.table.c["id"]
        return figure_of(query, rows, holder, self._facts, self._flavour)

    def _own(self, name: str) -> Element:
        if name in self.table.c:
            return self.table.c[name]
        field = self.entity.field(name)
        if field is None:
            raise NoSuchPath(f"{self.entity.id} has no {name}")
        if field.rollup is not None:
            return self.set_value(field.rollup)
        if field.formula is not None:
            node = value_without_decisions(field.formula.node, self._tables.sheets)
            return column_of(node, self, self._facts)
        if field.condition is not None:
            tree = condition_without_decisions(field.condition.tree, self._tables.sheets)
            return self.boolean(where(tree, self, self._facts))
        raise NoSuchPath(f"{self.entity.id}.{name} has no value in a list")

    def boolean(self, clause: Element) -> Element:
        """A clause as a value that is kept as true or false."""
        if self._flavour.postgres:
            return case((clause, true()), else_=false())
        return case((clause, 1), else_=0)

    def _target(self, link: str) -> "Row":
        field = self.entity.field(link)
        if field is None or field.type.kind is not Kind.LINK or len(field.type.to) != 1:
            raise NoSuchPath(f"{self.entity.id}.{link} is no link to one entity")
        return Row(
            self._tables,
            self._flavour,
            field.type.to[0],
            self._facts,
            self._outer,
            place=f"{self._place}.{link}",
        )

    def _through(self, link: str, rest: str) -> Element:
        if rest.count(".") >= DEEPEST:
            raise NoSuchPath(f"{link}.{rest} goes through too many links")
        target = self._target(link)
        found: Any = select(target.path(rest)).where(target.table.c["id"] == self.path(link))
        # Said, since it may stand several selects deep: what is not of the target belongs to one around it.
        return found.correlate_except(target.table).scalar_subquery()
