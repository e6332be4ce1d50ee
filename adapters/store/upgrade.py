"""The engine's own tables as an older version left them: the columns that have come since are added."""

from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.schema import CreateColumn

from adapters.store.rows import Holds
from adapters.store.storage import Flavour

_COLUMNS = {
    "sqlite": "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'",
    "postgresql": "select table_name, column_name from information_schema.columns where table_schema = current_schema()",
}
# What a row that was there before has in a column that may not be empty.
_FIRST = {"text": "''", "integer": "0", "boolean": {"sqlite": "0", "postgresql": "false"}}
_LISTS = {"sqlite": "'[]'", "postgresql": "'{}'"}


async def missing_columns(store: Holds) -> list[str]:
    """The statements that add what tables of the engine's own lack; none for a table that is not there at all."""
    there: dict[str, set[str]] = {}
    for table, column in await store.read(_COLUMNS[store.flavour.name]):
        there.setdefault(str(table), set()).add(str(column))
    # Of several processes that open a database at once each may find the same column missing.
    add = "add column if not exists" if store.flavour.postgres else "add column"
    return [
        f'alter table "{table.name}" {add} {_declared(column, store.flavour)}'
        for table in store.house.metadata.sorted_tables
        for column in _lacking(table, there.get(table.name))
    ]


def _lacking(table: Table, there: set[str] | None) -> list[Column[Any]]:
    return [] if there is None else [column for column in table.columns if column.name not in there]


def _declared(column: Column[Any], flavour: Flavour) -> str:
    """The column as CREATE TABLE declares it, with a value for the rows that are there."""
    said = str(CreateColumn(column).compile(dialect=flavour.dialect))
    return said if column.nullable else f"{said} default {_first(column, flavour)}"


def _first(column: Column[Any], flavour: Flavour) -> str:
    if column.name == "version":
        return "1"
    kind = str(column.info["kind"])
    if kind == "enums":
        return _LISTS[flavour.name]
    found = _FIRST[kind]
    return found if isinstance(found, str) else found[flavour.name]
