"""Figures over many records as one statement: each record in its period, split, counted."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, Select, and_, case, func, literal, literal_column, or_, select

from adapters.store.clause import amount_of, where
from adapters.store.clause_target import Element
from adapters.store.figures import reader
from adapters.store.paths import Row
from adapters.store.rows import Holds
from adapters.store.storage import Flavour
from adapters.store.tables import Tables
from engine.conditions.decisions.choice import condition_without_decisions, value_without_decisions
from engine.conditions.types import Kind
from engine.metrics.measure import Counted
from engine.ports.store import Measured, Measurement

Rows = Select[*tuple[Any, ...]]


async def measured(store: Holds, flavour: Flavour, tables: Tables, asked: Measurement) -> Sequence[Measured]:
    """What is found in each period and part of the split; at the most one more than ``asked.most``."""
    row = Row(tables, flavour, asked.entity, asked.facts)
    period, inside = _period(flavour, row, asked)
    keys: list[Any] = [
        period.label("period"),
        *(row.path(path).label(f"s{n}") for n, path in enumerate(asked.split)),
    ]
    inside = and_(where(condition_without_decisions(asked.where, tables.sheets), row, asked.facts), inside)
    value = _shares(row, tables, asked)
    if asked.value is not None:
        value = amount_of(value_without_decisions(asked.value, tables.sheets), row, asked.facts)
    inner = select(*keys, value.label("value")).select_from(row.table).where(inside)
    statement = _held(inner, keys) if asked.value is None else _values(inner, keys, asked)
    rows = await store.read(statement.limit(asked.most + 1))
    kinds = [row.type(path).kind for path in asked.split]
    splits = [reader(flavour.storage[kind], kind) for kind in kinds]
    number = _number(flavour, asked)
    return [_measured(found, splits, number, asked) for found in rows]


def _period(flavour: Flavour, row: Row, asked: Measurement) -> tuple[Element, Element]:
    """The place of a record's period, by halving, and the condition that it is in one of them at all."""
    at = row.path(asked.at)
    storage = flavour.storage[row.type(asked.at).kind]

    def edge(place: int) -> Element:
        one: Any = asked.edges[place]
        return literal(one if storage.write is None else storage.write(one), storage.type)

    def between(low: int, high: int) -> Element:
        if high - low == 1:
            return literal_column(str(low), Integer())
        middle = (low + high) // 2
        return case((at < edge(middle), between(low, middle)), else_=between(middle, high))

    last = len(asked.edges) - 1
    return between(0, last), and_(at >= edge(0), at < edge(last))


def _shares(row: Row, tables: Tables, asked: Measurement) -> Element:
    """Whether a record is in the share, as 1 or 0."""
    if asked.holds is None:
        return literal_column("0", Integer())
    tree = condition_without_decisions(asked.holds, tables.sheets)
    return case(
        (where(tree, row, asked.facts), literal_column("1", Integer())), else_=literal_column("0", Integer())
    )


def _held(rows: Rows, keys: list[Any]) -> Rows:
    """How many records, and how many of them are in the share."""
    inner = rows.subquery()
    names: list[Any] = [inner.c[key.name] for key in keys]
    return select(*names, func.count(), func.sum(inner.c["value"])).group_by(*names)


def _values(rows: Rows, keys: list[Any], asked: Measurement) -> Rows:
    """How many records, how many values, their sum, and two of them: those at a place in their order, or the outermost."""
    inner = rows.subquery()
    names: list[Any] = [inner.c[key.name] for key in keys]
    value: Any = inner.c["value"]
    if not asked.middle and asked.percent is None:
        figures = (func.count(), func.count(value), func.sum(value), func.min(value), func.max(value))
        return select(*names, *figures).group_by(*names)
    part: dict[str, Any] = {"partition_by": names}
    placed = select(
        *names,
        value,
        func.row_number().over(order_by=[value.is_(None), value], **part).label("place"),
        func.count(value).over(**part).label("filled"),
        func.count().over(**part).label("every"),
    ).subquery()
    filled: Any = placed.c["filled"]
    place: Any = placed.c["place"]
    # A part without any value keeps its first row.
    kept = or_(_kept(place, filled, asked.percent), and_(filled == 0, place == 1))
    named: list[Any] = [placed.c[key.name] for key in keys]
    value = placed.c["value"]
    return (
        select(*named, placed.c["every"], filled, func.sum(value), func.min(value), func.max(value))
        .where(kept)
        .group_by(*named, placed.c["every"], filled)
    )


def _kept(place: Any, filled: Any, percent: int | None) -> Element:
    """Whether a value stands where it is wanted.

    In the middle (of five the third, of six the third and the fourth), or as the first at or below which so many in a
    hundred lie.
    """
    if percent is None:
        return or_(2 * place == filled, 2 * place == filled + 1, 2 * place == filled + 2)
    return and_(100 * place >= percent * filled, 100 * (place - 1) < percent * filled)


def _number(flavour: Flavour, asked: Measurement) -> Callable[[Any], Any]:
    """The conversion of a computed number; a duration was counted in whole seconds."""
    if asked.value is None or asked.value.type.kind is Kind.DURATION:
        return int
    return reader(flavour.storage[asked.value.type.kind], asked.value.type.kind)


def _measured(found: Sequence[Any], splits: list[Any], number: Any, asked: Measurement) -> Measured:
    parts = tuple(
        None if kept is None else read(kept)
        for kept, read in zip(found[1 : 1 + len(splits)], splits, strict=True)
    )
    rest = found[1 + len(splits) :]
    if asked.value is None:
        return Measured(found[0], parts, Counted(int(rest[0]), held=int(rest[1])))
    total, low, high = (None if one is None else Decimal(number(one)) for one in rest[2:])
    return Measured(found[0], parts, Counted(int(rest[0]), int(rest[1]), total, low, high))
