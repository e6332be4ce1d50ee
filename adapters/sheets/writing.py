"""Writing tables: CSV that opens in spreadsheets as what it is, and XLSX; a cell is never a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, cast

from openpyxl import Workbook

from engine.values.plain import Json

_MARK = "\ufeff"
# A spreadsheet would take a cell that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_parts(headers: Sequence[str], rows: Iterable[Sequence[Json]]) -> Iterator[bytes]:
    """A CSV file in parts: UTF-8 with its mark, commas, CRLF; the header first, then a part for each row."""
    yield (_MARK + _line(headers)).encode()
    for row in rows:
        yield _line(row).encode()


def csv_rows(rows: Iterable[Sequence[Json]]) -> bytes:
    """More rows of a CSV file that was begun with ``csv_parts``."""
    return "".join(_line(row) for row in rows).encode()


def workbook(headers: Sequence[str], rows: Iterable[Sequence[Json]]) -> bytes:
    """A workbook with one sheet."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("data")
    sheet.append([safe(one) for one in headers])
    for row in rows:
        sheet.append([_cell(one) for one in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def safe(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _line(row: Sequence[Json]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(_cell(one) for one in row)
    return out.getvalue()


def _cell(value: Json) -> str | int | float | bool | None:
    match value:
        case str():
            return safe(value)
        case Decimal():
            return format(value, "f")
        case list() | tuple():
            return safe("; ".join(map(str, cast("Iterable[object]", value))))
        case bool() | int() | float() | None:
            return value
        case _:
            return safe(str(value))
