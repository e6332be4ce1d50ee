"""Rows that the engine keeps for itself (counters of limits and their like), read and written like records.

Such a row has an id and a version as a record has, so two commands that touch it at once are told apart in the write;
it has no history, no rights and no events. Its table stands in ``house.COLUMNS`` with ``id`` and ``version`` in front,
and the engine knows it by the table's name behind an underscore.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Table

from adapters.store.columns import row_reader, row_writer
from adapters.store.house import KEPT, House
from adapters.store.storage import Flavour
from adapters.store.tables import EntityTable
from engine.records.entity import Entity
from engine.values.record import Record

_FIRST = ("id", "version")


def kept_rows(house: House) -> Mapping[str, EntityTable]:
    """The tables of kept rows as loading and writing know tables, by the name that the engine uses."""
    return {f"_{name}": _as_records(house.metadata.tables[name], house.flavour) for name in sorted(KEPT)}


def _as_records(table: Table, flavour: Flavour) -> EntityTable:
    entity = f"_{table.name}"
    names = tuple(table.columns.keys())[2:]
    values_of = row_reader(flavour, table, names)
    row_of = row_writer(flavour, table, names)

    def read(row: Sequence[Any]) -> Record:
        return Record(entity, row[0], row[1], MappingProxyType(values_of(row[2:])))

    def write(record: Record) -> list[Any]:
        return [record.id, record.version, *row_of(record.values)]

    return EntityTable(Entity(entity, {}, {}, {}), table, (*_FIRST, *names), (), read, write, {})
