"""Figures over sets of rows: asked for by commands (one record each), or as subqueries of a list."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import FromClause, Select, Text, case, func, literal, literal_column, select

from adapters.store.clause import where
from adapters.store.clause_target import Element
from adapters.store.storage import Flavour, Storage
from engine.conditions.set_queries import inner_facts
from engine.conditions.tree import MOST_SPANS, SPANS, SetQuery
from engine.conditions.types import Kind, Type
from engine.group.picture import Picture
from engine.values.need import AggregateNeed, Found


class RowOf(Protocol):
    """The part of ``paths.Row`` that a figure needs."""

    dialect: str
    record_is_fact: bool

    @property
    def table(self) -> FromClause:
        """The table under its alias."""
        ...

    def path(self, path: str) -> Element:
        """The element of a path of the row."""
        ...

    def type(self, path: str) -> Type:
        """The type of what is at the end of a path."""
        ...

    def of_centre(self, name: str) -> Element | None:
        """A field of the centre of the row, or of the record whose set it is in; None for rows that have none."""
        ...

    def set_value(self, query: SetQuery) -> Element:
        """The figure of a set of the row."""
        ...


def figure_of(
    query: SetQuery, rows: RowOf, holder: Element, facts: Mapping[str, object], flavour: Flavour
) -> Element:
    """The figure of the set of the record whose id is ``holder``, as a scalar subquery."""
    whole = literal(query.prefix, Text()).concat(holder) if query.prefix else holder
    held = rows.table.c[query.link] == whole
    return _figure(query, _rows(query, rows, held, facts, flavour), rows).scalar_subquery()


def _rows(
    query: SetQuery, rows: RowOf, held: Element, facts: Mapping[str, object], flavour: Flavour
) -> Select[Any]:
    """A select of nothing yet, from just the rows of the set; ``held`` says whose rows they are."""
    columns = rows.table.c
    found = select().select_from(rows.table).where(held)
    if query.window is not None:
        storage = flavour.storage[Kind.DATETIME]
        begin = (-query.window).after(_moment(facts), _zone(facts))
        kept = begin if storage.write is None else storage.write(begin)
        found = found.where(columns["created_at"] >= literal(kept, storage.type))
    return found if query.where is None else found.where(where(query.where, rows, facts))


def _moment(facts: Mapping[str, object]) -> Any:
    return facts["now"]


def _zone(facts: Mapping[str, object]) -> ZoneInfo:
    zone = facts.get("zone")
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")


def _figure(query: SetQuery, found: Select[Any], rows: RowOf, *more: Element) -> Select[Any]:
    if query.function == "count":
        return found.add_columns(func.count(), *more)
    element = rows.path(query.field or "id")
    if query.function == SPANS:
        more = tuple(rows.path(path) for path in query.more)
        return found.add_columns(element, *more).order_by(element).limit(MOST_SPANS)
    if query.function == "sum":
        return found.add_columns(func.coalesce(func.sum(element), literal_column("0")), *more)
    columns = rows.table.c
    if query.function == "latest":
        return (
            found.add_columns(element, *more)
            .order_by(columns["created_at"].desc(), columns["id"].desc())
            .limit(1)
        )
    if query.type.kind in (Kind.ENUM, Kind.BOOLEAN):  # options compare in their order
        place = rank(element, query.type)
        order = place if query.function == "min" else place.desc()
        return found.where(element.is_not(None)).add_columns(element, *more).order_by(order).limit(1)
    return found.add_columns(getattr(func, query.function)(element), *more)


def rank(element: Element, type: Type) -> Element:
    """The place of an option in its order."""
    if not type.options:
        return element
    places: dict[Any, Element] = {
        option: literal_column(str(place)) for place, option in enumerate(type.options)
    }
    return case(places, value=element)


Asked = tuple[Select[Any], Callable[[Picture, Any], None]]
"""A query, and what takes its rows into the picture."""
_TOGETHER = ("count", "sum")


class Figures:
    """Queries for the figures that commands ask for."""

    def __init__(
        self,
        flavour: Flavour,
        row_of: Callable[[str, Mapping[str, object]], RowOf],
        sets: Mapping[str, SetQuery],
    ) -> None:
        """``row_of`` gives a row of an entity with these facts; ``sets`` holds every set in force by its id."""
        self._flavour = flavour
        self._row_of = row_of
        self._sets = sets

    def asked(self, needs: Iterable[AggregateNeed]) -> Iterator[Asked]:
        """The queries for all of these: counts and sums that differ only in whose set it is are one query."""
        alike: dict[object, list[AggregateNeed]] = defaultdict(list)
        for need in needs:
            alone = None if self._sets[need.query].function in _TOGETHER else need.key
            alike[need.query, need.outer, need.excluding, alone].append(need)
        for group in alike.values():
            if self._sets[group[0].query].function == SPANS:
                yield self._spans(group[0])
                continue
            yield self._one(group[0]) if len(group) == 1 else self._several(group)

    def _rows_of(self, need: AggregateNeed, keys: Sequence[str]) -> tuple[Select[Any], RowOf]:
        query = self._sets[need.query]
        facts = inner_facts(query, need.outer)
        rows = self._row_of(query.entity, facts)
        column, holders = rows.table.c[query.link], [literal(query.prefix + key, Text()) for key in keys]
        held = column == holders[0] if len(holders) == 1 else column.in_(holders)
        found = _rows(query, rows, held, facts, self._flavour)
        if need.excluding:
            found = found.where(
                rows.table.c["id"].not_in([literal(id, Text()) for id in sorted(need.excluding)])
            )
        return found, rows

    def _several(self, needs: Sequence[AggregateNeed]) -> Asked:
        """Counts or sums of several sets, with whose each is; a set that has no rows does not come back."""
        query = self._sets[needs[0].query]
        found, rows = self._rows_of(needs[0], sorted(need.key for need in needs))
        link = rows.table.c[query.link]
        value = reader(self._flavour.storage[query.type.kind], query.type.kind)

        def absorb(picture: Picture, rows: Any) -> None:
            figures = {holder: figure for figure, holder in rows}
            for need in needs:
                figure = figures.get(query.prefix + need.key)
                picture.take_figure(need, Found(0 if figure is None else value(figure)))

        return _figure(query, found, rows, link).group_by(link), absorb

    def _spans(self, need: AggregateNeed) -> Asked:
        """The rows themselves: moments first, then an amount if there is one."""
        query = self._sets[need.query]
        found, row = self._rows_of(need, (need.key,))
        kinds = [*[Kind.DATETIME] * len(query.more), query.type.kind]
        reads = [self._flavour.storage[kind].read or _as_it_is for kind in kinds]

        def absorb(picture: Picture, rows: Any) -> None:
            told = (
                tuple(None if value is None else read(value) for value, read in zip(row, reads, strict=True))
                for row in rows
            )
            picture.take_figure(need, Found(None, rows=tuple(told)))

        return _figure(query, found, row), absorb

    def _one(self, need: AggregateNeed) -> Asked:
        """The figure, and for ``latest`` the moment of its row."""
        query = self._sets[need.query]
        found, row = self._rows_of(need, (need.key,))
        more = [row.table.c["created_at"]] if query.function == "latest" else []
        value = reader(self._flavour.storage[query.type.kind], query.type.kind)
        moment = self._flavour.storage[Kind.DATETIME].read

        def absorb(picture: Picture, rows: Any) -> None:
            row = rows[0] if rows else (None, None)
            at = row[1] if query.function == "latest" else None
            picture.take_figure(
                need,
                Found(
                    None if row[0] is None else value(row[0]),
                    at if at is None or moment is None else moment(at),
                ),
            )

        return _figure(query, found, row, *more), absorb


def reader(storage: Storage, kind: Kind) -> Callable[[Any], Any]:
    """The conversion of a computed figure: what it gives may be wider than a column of the kind."""
    if kind is Kind.INTEGER:
        return int
    return storage.read or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
