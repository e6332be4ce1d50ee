"""A first look at a table: which column is probably which field, by its header or by what the same person said before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

from engine.ports.books import ImportJob
from engine.ports.sheets import Cell, Sheet
from engine.records.entity import Entity
from engine.values.plain import Json
from server.imports.cells import text_of
from server.imports.headers import folded, importable, match_columns
from server.imports.mapping import ImportMapping

_SAMPLES = 3  # cells of a column that are shown
_LOOKED_AT = 50  # rows in which they are looked for


@dataclass(frozen=True, slots=True)
class Column:
    """``place`` of a header that is not empty, the field it is taken for (None: left out), and some of its cells.

    ``remembered``: whether that is what the same person said of this header before.
    """

    place: int
    header: str
    field: str | None
    remembered: bool
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What was found out: the columns, and how many ``rows`` there are.

    ``keys``: fields that can say which record a row is; ``strategy``: the one that the person chose last.
    """

    sheet: Sheet
    columns: tuple[Column, ...]
    rows: int
    keys: tuple[tuple[str, ...], ...]
    strategy: str | None


def look(sheet: Sheet, entity: Entity, earlier: Sequence[ImportJob]) -> Look:
    """Look at a sheet; its rows are read. ``earlier``: imports of the same person and entity, newest first.

    Raises ValueError when the file breaks off in the middle.
    """
    said = _said_before(entity, earlier)
    headers = {folded(title) for title in sheet.headers if title.strip()}
    known = {key: one for key, one in said.items() if key in headers}
    matched = match_columns(sheet.headers, ImportMapping(columns=dict(known.values())), entity)
    rows = iter(sheet.rows)
    first = tuple(islice(rows, _LOOKED_AT))
    count = len(first) + sum(1 for _ in rows)
    columns = tuple(
        Column(
            place,
            title,
            matched.fields[place].id if place in matched.fields else None,
            folded(title) in known,
            tuple(islice(_filled(first, place), _SAMPLES)),
        )
        for place, title in matched.titles.items()
    )
    return Look(sheet, columns, count, _keys(entity), _strategy(earlier))


def _said_before(entity: Entity, earlier: Sequence[ImportJob]) -> dict[str, tuple[str, str | None]]:
    """Folded header -> header and field, as it was said last; what is no field any more is not remembered."""
    found: dict[str, tuple[str, str | None]] = {}
    there = importable(entity)
    for job in earlier:
        columns = cast("Mapping[str, str | None]", _mapping(job).get("columns") or {})
        for header, field in columns.items():
            if field is None or field in there:
                found.setdefault(folded(header), (header, field))
    return found


def _strategy(earlier: Sequence[ImportJob]) -> str | None:
    return str(_mapping(earlier[0]).get("strategy")) if earlier else None


def _mapping(job: ImportJob) -> Mapping[str, Json]:
    return cast("Mapping[str, Json]", job.mapping.get("mapping") or {})


def _keys(entity: Entity) -> tuple[tuple[str, ...], ...]:
    """What is unique, then what is looked at for duplicates."""
    fields = importable(entity)
    found = [one.fields for one in entity.unique.values()]
    found += [(one.id,) for one in fields.values() if one.dedupe]
    return tuple(dict.fromkeys(one for one in map(tuple, found) if set(one) <= fields.keys()))


def _filled(rows: Sequence[tuple[Cell, ...]], place: int) -> Iterator[str]:
    return (text for row in rows if (text := text_of(row[place])[:60]))
