"""Columns that know what they hold, and rows turned into values and back by converters that are looked up once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Table

from adapters.store.storage import Convert, Flavour, Storage

MAX_NAME = 60  # PostgreSQL cuts names after 63 bytes


def column(flavour: Flavour, name: str, kind: str, *constraints: Any, **options: Any) -> Column[Any]:
    """A column of a kind (a ``conditions.types.Kind`` or ``json``)."""
    return Column(name, flavour.storage[kind].type, *constraints, info={"kind": str(kind)}, **options)


def storage_of(flavour: Flavour, table: Table, name: str) -> Storage:
    """How the values of a column are kept."""
    return flavour.storage[table.c[name].info["kind"]]


def writers(flavour: Flavour, table: Table, names: Iterable[str]) -> tuple[Convert | None, ...]:
    """For each column the conversion to what the database takes."""
    return tuple(storage_of(flavour, table, name).write for name in names)


def readers(flavour: Flavour, table: Table, names: Iterable[str]) -> tuple[Convert | None, ...]:
    """For each column the conversion from what the database gives."""
    return tuple(storage_of(flavour, table, name).read for name in names)


def row_writer(
    flavour: Flavour, table: Table, names: Sequence[str]
) -> Callable[[Mapping[str, Any]], list[Any]]:
    """Makes of values by name one row of parameters, in the order of ``names``."""
    pairs = tuple(zip(names, writers(flavour, table, names), strict=True))

    def write(values: Mapping[str, Any]) -> list[Any]:
        row: list[Any] = []
        for name, convert in pairs:
            value = values.get(name)
            row.append(value if convert is None or value is None else convert(value))
        return row

    return write


def row_reader(
    flavour: Flavour, table: Table, names: Sequence[str]
) -> Callable[[Sequence[Any]], dict[str, Any]]:
    """Makes of a row in the order of ``names`` values by name."""
    converts = readers(flavour, table, names)
    plain = tuple(names)
    converted = tuple(
        (place, name, convert)
        for place, (name, convert) in enumerate(zip(names, converts, strict=True))
        if convert
    )

    def read(row: Sequence[Any]) -> dict[str, Any]:
        values = dict(zip(plain, row, strict=True))
        for place, name, convert in converted:
            if row[place] is not None:
                values[name] = convert(row[place])
        return values

    return read
