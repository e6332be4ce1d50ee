"""The engine's own tables as an older version left them: columns that have come since are added, rows that moved are carried over."""

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


# What was kept in a table that is another one by now -> a statement that changes nothing when it is run again.
_CARRIED = {
    "setting": (
        "insert into setting_change (id, parameter, what, place, value, changed_at, changed_by) "
        "select 'setting/' || parameter || '/' || centre, parameter, 'set', nullif(centre, ''), value, changed_at, changed_by "
        "from setting where true order by changed_at, parameter, centre on conflict (id) do nothing"
    ),
}


async def missing_columns(store: Holds) -> list[str]:
    """The statements that add what tables of the engine's own lack; none for a table that is not there at all."""
    there = await _there(store)
    # Of several processes that open a database at once each may find the same column missing.
    add = "add column if not exists" if store.flavour.postgres else "add column"
    return [
        f'alter table "{table.name}" {add} {_declared(column, store.flavour)}'
        for table in store.house.metadata.sorted_tables
        for column in _lacking(table, there.get(table.name))
    ]


async def carried_over(store: Holds) -> list[str]:
    """The statements that bring rows of tables of older versions to where they are now; the old tables stay as they were."""
    there = await _there(store)
    return [statement for table, statement in _CARRIED.items() if table in there]


async def _there(store: Holds) -> dict[str, set[str]]:
    """The tables of the database with their columns."""
    there: dict[str, set[str]] = {}
    for table, column in await store.read(_COLUMNS[store.flavour.name]):
        there.setdefault(str(table), set()).add(str(column))
    return there


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
