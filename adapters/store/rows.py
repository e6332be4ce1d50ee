"""Rows of the engine's own tables: statements with values as Python has them, rows back as mappings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, cast

from sqlalchemy import ColumnElement, Delete, Select, Table, Update, delete, insert, literal, select, update
from sqlalchemy import cast as cast_as
from sqlalchemy.dialects import postgresql, sqlite

from adapters.store.columns import row_reader, storage_of
from adapters.store.house import House
from adapters.store.loading import Rows
from adapters.store.sql import Sql
from adapters.store.storage import Flavour
from adapters.store.tables import Tables
from engine.conditions.types import Kind


class Holds(Protocol):
    """What the functions of this folder need of a store."""

    @property
    def flavour(self) -> Flavour:
        """Which database it is."""
        ...

    @property
    def house(self) -> House:
        """The engine's own tables."""
        ...

    @property
    def tables(self) -> Tables | None:
        """The entity tables in force."""
        ...

    @property
    def sql(self) -> Sql:
        """What turns statements into text."""
        ...

    async def read(self, statement: Any) -> Rows:
        """The rows of a select."""
        ...

    async def write(self, *statements: Any) -> list[Rows]:
        """Run statements in one transaction; the rows of each."""
        ...


def kept(flavour: Flavour, table: Table, name: str, value: object) -> Any:
    """A value in the form in which a column keeps it, as a parameter."""
    storage = storage_of(flavour, table, name)
    if value is None:
        return None
    if flavour.postgres and storage.cast == "text[]":
        return list(cast("Sequence[str]", value))
    return value if storage.write is None else storage.write(value)


def moment(flavour: Flavour, at: datetime) -> ColumnElement[Any]:
    """A moment as a parameter that may be compared with a column."""
    return literal(in_store(flavour, at), flavour.storage[Kind.DATETIME].type)


def in_store(flavour: Flavour, at: datetime) -> Any:
    """A moment in the form in which it is kept."""
    write = flavour.storage[Kind.DATETIME].write
    return at if write is None else write(at)


def adding(flavour: Flavour, table: Table, values: Mapping[str, object], *, skip_taken: bool = False) -> Any:
    """An insert of one row; ``skip_taken``: nothing happens when a unique value of it is taken."""
    row = {name: kept(flavour, table, name, value) for name, value in values.items()}
    if not skip_taken:
        return insert(table).values(row)
    return (postgresql if flavour.postgres else sqlite).insert(table).values(row).on_conflict_do_nothing()


def adding_if(
    flavour: Flavour, table: Table, values: Mapping[str, object], condition: ColumnElement[bool]
) -> Any:
    """An insert of one row where a condition holds; nothing happens when a unique value of it is taken."""
    row = [_as_column(flavour, table, name, value) for name, value in values.items()]
    made = (postgresql if flavour.postgres else sqlite).insert(table)
    return made.from_select([*values], select(*row).where(condition)).on_conflict_do_nothing()


def _as_column(flavour: Flavour, table: Table, name: str, value: object) -> ColumnElement[Any]:
    type_ = table.c[name].type
    given = literal(kept(flavour, table, name, value), type_)
    # PostgreSQL takes a parameter in a select for text unless it is told otherwise.
    return (cast_as(given, type_) if flavour.postgres else given).label(name)


def replacing(flavour: Flavour, table: Table, values: Mapping[str, object]) -> Any:
    """An insert of one row, or a change of the one with the same key."""
    row = {name: kept(flavour, table, name, value) for name, value in values.items()}
    keys = [column.name for column in table.primary_key]
    made = (postgresql if flavour.postgres else sqlite).insert(table).values(row)
    changed = {name: made.excluded[name] for name in row if name not in keys}
    return made.on_conflict_do_update(index_elements=keys, set_=changed)


def changing(
    flavour: Flavour, table: Table, values: Mapping[str, object], *where: ColumnElement[bool]
) -> Update:
    """An update of the rows for which all conditions hold."""
    return (
        update(table)
        .where(*where)
        .values({name: kept(flavour, table, name, value) for name, value in values.items()})
    )


def removing(table: Table, *where: ColumnElement[bool]) -> Delete:
    """A delete of the rows for which all conditions hold."""
    return delete(table).where(*where)


def asking(table: Table, *where: ColumnElement[bool]) -> Select[Any]:
    """A select of all columns of the rows for which all conditions hold."""
    return select(*table.c).where(*where)


async def mappings(store: Holds, statement: Select[Any], table: Table) -> list[dict[str, Any]]:
    """The rows of an ``asking`` select, each as column -> value."""
    return as_mappings(store.flavour, table, await store.read(statement))


def as_mappings(flavour: Flavour, table: Table, rows: Rows) -> list[dict[str, Any]]:
    """Rows of all columns of a table, each as column -> value."""
    read = row_reader(flavour, table, [column.name for column in table.c])
    return [read(row) for row in rows]
