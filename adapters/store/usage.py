"""The rows of counters of limits: read and written like records, in a table of the engine's own."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from adapters.store.columns import row_reader, row_writer
from adapters.store.house import House
from adapters.store.tables import EntityTable
from engine.limits.limit import USAGE
from engine.records.entity import Entity
from engine.values.record import Record

_VALUES = ("limit_id", "counted", "units")


def usage_table(house: House) -> EntityTable:
    """The table of counters as loading and writing know tables."""
    table = house.limit_usage
    values_of = row_reader(house.flavour, table, _VALUES)
    row_of = row_writer(house.flavour, table, _VALUES)

    def read(row: Sequence[Any]) -> Record:
        return Record(USAGE, row[0], row[1], MappingProxyType(values_of(row[2:])))

    def write(record: Record) -> list[Any]:
        return [record.id, record.version, *row_of(record.values)]

    entity = Entity(USAGE, {}, {}, {})
    return EntityTable(entity, table, ("id", "version", *_VALUES), (), read, write, {})
