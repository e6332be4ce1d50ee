"""Tables read from files: encodings and delimiters found out, bounds kept, damage told."""

import gzip
import io
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from adapters.sheets.reading import SheetBounds, read_sheet
from adapters.sheets.writing import csv_parts, workbook
from engine.diagnostics.problem import Diagnostic
from engine.ports.sheets import Sheet

TEXT = "姓名,电话\r\n张三,13800138000\r\n"


def table(data: bytes, **more: Any) -> tuple[Sheet, list[tuple[Any, ...]]]:
    sheet = read_sheet(data, **more)
    assert isinstance(sheet, Sheet), sheet
    return sheet, list(sheet.rows)


def code(data: bytes, **more: Any) -> str:
    found = read_sheet(data, **more)
    assert isinstance(found, Diagnostic)
    return found.code


def book(rows: list[list[Any]]) -> bytes:
    made = Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (gzip.compress(TEXT.encode("gb18030"), mtime=0), "gb18030"),
    ],
)
def test_the_encoding_is_found_out(data: bytes, encoding: str) -> None:
    sheet, rows = table(data)
    assert (sheet.headers, sheet.encoding, rows) == (("姓名", "电话"), encoding, [("张三", "13800138000")])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    text = f'a{delimiter}b{delimiter}c\n1{delimiter}"x,y;z\t|"{delimiter}3\n'
    sheet, rows = table(text.encode())
    assert (sheet.delimiter, rows) == (delimiter, [("1", "x,y;z\t|", "3")])


def test_cells_may_hold_lines_and_quotes() -> None:
    _, rows = table(b'a,b\n"one\ntwo","say ""hi"""\n')
    assert rows == [("one\ntwo", 'say "hi"')]


def test_rows_are_as_long_as_the_header() -> None:
    assert table(b"a,b\n1\n1,2,3\n")[1] == [("1", ""), ("1", "2")]


def test_empty_lines_before_the_header_are_passed_over() -> None:
    assert table(b"\n,\na,b\n1,2\n")[0].headers == ("a", "b")


def test_a_workbook_gives_values_of_its_sheet() -> None:
    when = datetime.fromisoformat("2026-03-02T09:30")
    data = book([["Name", "When", "N", None], ["Dan", when, 13800138000, None]])
    sheet, rows = table(data)
    assert (sheet.kind, sheet.headers) == ("xlsx", ("Name", "When", "N"))
    assert rows == [("Dan", when, 13800138000)]


def test_a_sheet_that_is_not_there_is_told() -> None:
    assert code(book([["a"]]), sheet="other") == "sheets.no_sheet"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "sheets.empty"),
        (b"\n\n,,\n", "sheets.empty"),
        (b"a,b\n\xff\xff\xff\n", "sheets.unknown_encoding"),
        (b"\x1f\x8bnothing", "sheets.unreadable"),
        (b"PK\x03\x04nothing", "sheets.unreadable"),
        (b"a\0b,c\n", "sheets.unreadable"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, expected: str) -> None:
    assert code(data) == expected


def test_a_file_has_bounds() -> None:
    assert code(b"a,b\n1,2\n", bounds=SheetBounds(bytes=5)) == "sheets.too_large"
    assert code(gzip.compress(b"a" * 10_000, mtime=0), bounds=SheetBounds(bytes=5_000)) == "sheets.too_large"
    assert code(b"a,b,c\n", bounds=SheetBounds(columns=2)) == "sheets.too_large"
    assert code(book([["a", "b", "c"]]), bounds=SheetBounds(columns=2)) == "sheets.too_large"
    sheet = read_sheet(b"a\n1\n2\n3\n", bounds=SheetBounds(rows=2))
    assert isinstance(sheet, Sheet)
    with pytest.raises(ValueError, match="more than 2"):
        list(sheet.rows)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-x", "@sum", "\tx", "\rx"])
def test_no_cell_is_written_as_a_formula(text: str) -> None:
    _, rows = table(b"".join(csv_parts(["a", "b"], [[text, -5]])))
    assert rows == [("'" + text, "-5")]
    _, cells = table(workbook(["a", "b"], [[text.strip(), -5]]))
    assert cells[0][1] == -5
    assert not str(cells[0][0]).startswith(("=", "+", "-", "@"))
