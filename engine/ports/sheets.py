"""Tables of cells, as they come from a file and go into one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Diagnostic, Problem
from engine.values.plain import Json

Cell = str | int | float | bool | datetime | date | time | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its first row, and the others as they are asked for (once), each as long as the first.

    ``kind`` is ``csv`` or ``xlsx``; ``encoding`` and ``delimiter`` are what was found out about a CSV file, ``name`` is that
    of this sheet of a workbook, ``sheets`` are those of all of them.
    """

    headers: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]
    kind: str
    encoding: str = ""
    delimiter: str = ""
    name: str = ""
    sheets: tuple[str, ...] = ()


Row = Iterable[Json]


_problem = problems_of("sheets")


EMPTY = _problem("empty", "The file has no header row.", "文件没有表头行。")
UNREADABLE = _problem("unreadable", "The file cannot be read: {detail}.", "无法读取文件：{detail}。")
NO_TEXT = _problem(
    "unknown_encoding",
    "The text of the file is neither UTF-8, UTF-16 nor GB18030.",
    "文件编码不是 UTF-8、UTF-16 或 GB18030。",
)
TOO_LARGE = _problem("too_large", "The file has more than {limit} {what}.", "文件超过 {limit} {what}。")
NO_SHEET = _problem(
    "no_sheet", "There is no sheet “{sheet}”; there are: {sheets}.", "没有工作表“{sheet}”，现有：{sheets}。"
)


def fault(problem: Problem, **data: Json) -> Diagnostic:
    """Why a file is not taken."""
    return Diagnostic(problem, data=data)
