"""What the tables look like now: recorded beside them whenever they change, since a column does not say what it holds."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Column, Index, Table, select
from sqlalchemy.schema import CreateIndex, CreateTable

from adapters.store.columns import row_reader
from adapters.store.house import GUARDS
from adapters.store.rows import Holds
from adapters.store.storage import Flavour
from adapters.store.upgrade import carried_over, missing_columns

# Of several processes that change tables at one moment, one at a time (PostgreSQL; the number is arbitrary).
ALONE = "select pg_advisory_xact_lock(7040113)"


@dataclass(frozen=True, slots=True)
class Shape:
    """A table.

    ``columns``: column -> what it holds (``kind``; of money its ``currency``; of a link with a foreign key ``to``,
    the table it points to).
    ``indexes``: index -> its definition.
    """

    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, dict[str, str]])
    indexes: Mapping[str, str] = field(default_factory=dict[str, str])


Layout = Mapping[str, Shape]  # by table


def shape_of(table: Table, flavour: Flavour) -> Shape:
    """The shape of a table as a release wants it."""
    columns = {column.name: _holds(column) for column in table.c}
    indexes = {
        str(index.name): definition(index, flavour)
        for index in sorted(table.indexes, key=lambda i: str(i.name))
    }
    return Shape(columns, indexes)


def _holds(column: Column[Any]) -> dict[str, str]:
    target = next((key.target_fullname.partition(".")[0] for key in column.foreign_keys), None)
    holds = {name: str(column.info[name]) for name in ("kind", "currency") if name in column.info}
    return holds if target is None else {**holds, "to": target}


def definition(index: Index, flavour: Flavour) -> str:
    """The statement that makes an index."""
    return str(CreateIndex(index).compile(dialect=flavour.dialect)).strip()


def as_json(shape: Shape) -> dict[str, Any]:
    """A shape as it is recorded."""
    return asdict(shape)


async def live_layout(store: Holds) -> Layout:
    """The shapes of all entity tables as they are."""
    table = store.house.layout
    read = row_reader(store.flavour, table, ("name", "shape"))
    rows = [read(row) for row in await store.read(select(table.c.name, table.c.shape))]
    return {row["name"]: Shape(row["shape"]["columns"], row["shape"]["indexes"]) for row in rows}


async def ensure_house(store: Holds) -> None:
    """Make the engine's own tables, their columns, and what guards history, where they are missing.

    What an older version kept elsewhere is carried over.
    """
    dialect = store.flavour.dialect
    statements = await missing_columns(store)
    for table in store.house.metadata.sorted_tables:
        statements.append(str(CreateTable(table, if_not_exists=True).compile(dialect=dialect)))
        statements += [
            str(CreateIndex(index, if_not_exists=True).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda i: str(i.name))
        ]
    lock = [ALONE] if store.flavour.postgres else []
    await store.write(*lock, *statements, *await carried_over(store), *GUARDS[store.flavour.name])
