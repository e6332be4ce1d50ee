"""Columns that know what they hold, and rows turned into values and back by converters that are looked up once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
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
    plain, converted = tuple(names), _converted(writers(flavour, table, names))

    def write(values: Mapping[str, Any]) -> list[Any]:
        get = values.get
        return _written([get(name) for name in plain], converted)

    return write


def slot_writer(
    flavour: Flavour, table: Table, names: Sequence[str], given: int
) -> Callable[[object, Sequence[Any]], list[Any]]:
    """The same of an object: the names are attributes of it, but for the last ``given``, whose values come beside it."""
    take, converted = attrgetter(*names[: len(names) - given]), _converted(writers(flavour, table, names))

    def write(entry: object, rest: Sequence[Any]) -> list[Any]:
        return _written([*take(entry), *rest], converted)

    return write


def _converted(converts: Iterable[Convert | None]) -> tuple[tuple[int, Convert], ...]:
    return tuple((place, convert) for place, convert in enumerate(converts) if convert is not None)


def _written(row: list[Any], converted: tuple[tuple[int, Convert], ...]) -> list[Any]:
    for place, convert in converted:
        if row[place] is not None:
            row[place] = convert(row[place])
    return row


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
