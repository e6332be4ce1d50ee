"""CSV: the encoding and the delimiter are found out, quotes are honoured, rows are as long as the header."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from engine.diagnostics.problem import Diagnostic
from engine.ports.sheets import EMPTY, NO_TEXT, TOO_LARGE, UNREADABLE, Cell, Sheet, fault

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = (",", "\t", ";", "|")
_LOOKED_AT = 20  # rows that say what the delimiter is


def read_csv(data: bytes, columns: int, rows: int, cell: int) -> Sheet | Diagnostic:
    """The table of a CSV file; at most so many columns, rows, and characters of a cell."""
    decoded = decode(data)
    if decoded is None:
        return fault(NO_TEXT)
    text, encoding = decoded
    if "\0" in text:
        return fault(UNREADABLE, detail="it is not a text")
    csv.field_size_limit(cell)
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        headers = next((row for row in reader if any(one.strip() for one in row)), None)
    except csv.Error as error:
        return fault(UNREADABLE, detail=str(error))
    if headers is None:
        return fault(EMPTY)
    if len(headers) > columns:
        return fault(TOO_LARGE, limit=columns, what="columns")
    return Sheet(tuple(headers), _rows(reader, len(headers), rows), "csv", encoding, delimiter)


def decode(data: bytes) -> tuple[str, str] | None:
    """The text and its encoding: by its mark, else UTF-8, else GB18030; None when it is neither."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            candidates = (encoding,)
            break
    else:
        candidates = ("utf-8", "gb18030")
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def delimiter_of(text: str) -> str:
    """The delimiter that splits the first rows into most columns, all rows alike; a comma when none does."""
    best, found = 1, ","
    for delimiter in _DELIMITERS:
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _LOOKED_AT))
        except csv.Error:
            continue
        widths = [len(row) for row in rows if row]
        alike = sum(width == widths[0] for width in widths) if widths else 0
        if widths and widths[0] > best and alike * 2 > len(widths):
            best, found = widths[0], delimiter
    return found


def _rows(reader: Iterator[list[str]], width: int, most: int) -> Iterator[tuple[Cell, ...]]:
    try:
        for count, row in enumerate(reader, 1):
            if count > most:
                raise ValueError(f"more than {most} rows")
            yield tuple(row[:width]) + ("",) * (width - len(row))
    except csv.Error as error:
        raise ValueError(str(error)) from error
