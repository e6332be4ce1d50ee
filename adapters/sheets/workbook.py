"""XLSX: one sheet of a workbook, values only; a workbook that unpacks to too much is not opened."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from engine.diagnostics.problem import Diagnostic
from engine.ports.sheets import EMPTY, NO_SHEET, TOO_LARGE, UNREADABLE, Cell, Sheet, fault

_BROKEN = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError)


def read_workbook(data: bytes, sheet: str | None, size: int, columns: int, rows: int) -> Sheet | Diagnostic:
    """The table of a sheet (the first when None); at most so many bytes unpacked, columns and rows."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > size:
                return fault(TOO_LARGE, limit=size, what="bytes")
        book: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except _BROKEN as error:
        return fault(UNREADABLE, detail=str(error) or type(error).__name__)
    names: list[str] = [one.title for one in book.worksheets]
    if not names or (sheet is not None and sheet not in names):
        return fault(NO_SHEET, sheet=sheet or "", sheets=", ".join(names))
    name = sheet or names[0]
    found = (tuple(row) for row in book[name].iter_rows(values_only=True, max_col=columns + 1))
    headers = next((row for row in found if any(_text(one).strip() for one in row)), None)
    if headers is None:
        return fault(EMPTY)
    titles = [_text(one) for one in headers]
    while titles and not titles[-1]:
        titles.pop()
    if len(titles) > columns:
        return fault(TOO_LARGE, limit=columns, what="columns")
    return Sheet(tuple(titles), _rows(found, len(titles), rows), "xlsx", name=name, sheets=tuple(names))


def _rows(found: Iterator[tuple[Cell, ...]], width: int, most: int) -> Iterator[tuple[Cell, ...]]:
    for count, row in enumerate(found, 1):
        if count > most:
            raise ValueError(f"more than {most} rows")
        yield tuple(row[:width]) + (None,) * (width - len(row))


def _text(value: object) -> str:
    return "" if value is None else str(value)
