"""Reading a table from the bytes of a file, whatever it turns out to be."""

import gzip
import io
import zlib
from dataclasses import dataclass

from adapters.sheets.csv_text import read_csv
from adapters.sheets.workbook import read_workbook
from engine.diagnostics.problem import Diagnostic
from engine.ports.sheets import TOO_LARGE, UNREADABLE, Sheet, fault

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class SheetBounds:
    """How much a file may hold: bytes unpacked, columns, rows, characters of a cell."""

    bytes: int = 200_000_000
    columns: int = 500
    rows: int = 200_000
    cell: int = 32_767


def read_sheet(
    data: bytes, sheet: str | None = None, bounds: SheetBounds | None = None
) -> Sheet | Diagnostic:
    """The table in a file; ``sheet`` names one of a workbook (the first when None).

    The kind is told by the first bytes, not by the name. Refused (a Diagnostic): what cannot be read, has no header, or
    is larger than the bounds. Rows are read as they are asked for; a fault in a later one raises ValueError there.
    """
    limits = bounds or SheetBounds()
    if data.startswith(_GZIP):
        unpacked = _unpacked(data, limits.bytes)
        if isinstance(unpacked, Diagnostic):
            return unpacked
        data = unpacked
    if len(data) > limits.bytes:
        return fault(TOO_LARGE, limit=limits.bytes, what="bytes")
    if data.startswith(_ZIP):
        return read_workbook(data, sheet, limits.bytes, limits.columns, limits.rows)
    return read_csv(data, limits.columns, limits.rows, limits.cell)


def _unpacked(data: bytes, limit: int) -> bytes | Diagnostic:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            unpacked = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        return fault(UNREADABLE, detail=str(error))
    return fault(TOO_LARGE, limit=limit, what="bytes") if len(unpacked) > limit else unpacked
