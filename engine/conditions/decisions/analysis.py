"""What is wrong with a table as a whole: records that no row covers, rows that hit together, rows that never decide.

Each finding comes with an example record (a value per input). Nothing is claimed that the cells do not prove; where
the search could not be complete, a hint says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from engine.conditions.decisions.cover import MOST_STEPS, Budget, Search, uncovered
from engine.conditions.decisions.grid import Example, Grid, grid, looks
from engine.conditions.decisions.problems import (
    GAP,
    MAY_OVERLAP,
    MORE_OVERLAPS,
    NEVER_HITS,
    OPEN_CELLS,
    OPEN_COLUMN,
    OVERLAP,
    TOO_LARGE,
)
from engine.conditions.decisions.sheet import Row, Sheet
from engine.conditions.tree import Literal
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.values.duration import Duration
from engine.values.plain import Json, Value, in_language

MOST_PAIRS = 20
MOST_LOOKS = 5_000_000  # some seconds; about 1,500 rows that all name another value
_NOTHING = {"en": "(none)", "zh-CN": "（空）"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows (by position) that hit together at an example; ``proven``: such a record can certainly occur."""

    first: int
    second: int
    example: Example
    proven: bool


def analyse(sheet: Sheet) -> list[Diagnostic]:
    """Gap, overlaps and dead rows of a table, and hints where the analysis is not complete."""
    if not sheet.rows:
        return [] if sheet.otherwise is not None else [_gap(sheet, dict.fromkeys(sheet.inputs))]
    if looks(sheet) > MOST_LOOKS:
        return [Diagnostic(TOO_LARGE, pointer("rows"), data={"limit": MOST_LOOKS})]
    laid_out = grid(sheet)
    budget = Budget()
    found = [
        *_gaps(sheet, laid_out, budget),
        *_overlaps(sheet, laid_out, budget),
        *_dead(sheet, laid_out, budget),
    ]
    return [*found, *_limits(laid_out, budget)]


def gap(laid_out: Grid, budget: Budget) -> Example | Search:
    """A record that no row covers, whatever facts outside the inputs are."""
    return uncovered(laid_out, laid_out.every_row, 0, budget, surely=False)


def overlaps(sheet: Sheet, laid_out: Grid, budget: Budget) -> Iterator[Pair]:
    """Every pair of rows that hit together and that the policy forbids to, the earlier row first.

    Each pair that hits together takes a step of the budget; when it is used up there are no more.
    """
    for first in range(len(sheet.rows)):
        together = laid_out.every_row & ~((2 << first) - 1)
        for axis in laid_out.axes:
            row_bit, met = 1 << first, 0
            for band in axis.bands:
                if band.surely & row_bit:
                    met |= band.surely
            together &= met
        while together and budget.steps > 0:
            budget.steps -= 1
            bit = together & -together
            together ^= bit
            pair = _pair(sheet, laid_out, first, bit.bit_length() - 1)
            if pair is not None:
                yield pair


def _pair(sheet: Sheet, laid_out: Grid, first: int, second: int) -> Pair | None:
    differ = True if sheet.hit == "unique" else _differ(sheet.rows[first], sheet.rows[second])
    if differ is False:
        return None
    both = 1 << first | 1 << second
    example = {
        axis.column.id: next(band.sample for band in axis.bands if band.surely & both == both)
        for axis in laid_out.axes
    }
    leans = any(axis.tested & both and axis.column.id in laid_out.computed for axis in laid_out.axes)
    return Pair(first, second, example, proven=differ is True and not leans)


def _differ(first: Row, second: Row) -> bool | None:
    """Whether two rows answer differently; None when that depends on the record."""
    if first.then == second.then:
        return False
    for id in {*first.then, *second.then}:
        left, right = first.then.get(id), second.then.get(id)
        if not all(node is None or isinstance(node, Literal) for node in (left, right)):
            continue
        if (left.value if isinstance(left, Literal) else None) != (
            right.value if isinstance(right, Literal) else None
        ):
            return True
    # Only computed values are left to differ, or two ways to write one value.
    computed = any(not isinstance(node, Literal) for row in (first, second) for node in row.then.values())
    return None if computed else False


def dead(sheet: Sheet, laid_out: Grid, budget: Budget) -> Iterator[int]:
    """Positions of rows that never decide: no value fits a cell, or rows that come first cover all of the row."""
    for position, row in enumerate(sheet.rows):
        bit = 1 << position
        if any(axis.complete and not any(band.maybe & bit for band in axis.bands) for axis in laid_out.axes):
            yield position
        elif all(axis.complete for axis in laid_out.axes):
            before = _before(sheet, position, row)
            if before and uncovered(laid_out, before, bit, budget, surely=True) is Search.NONE:
                yield position


def _before(sheet: Sheet, position: int, row: Row) -> int:
    """The rows that win over this one wherever both hit, as bits."""
    if sheet.hit == "first":
        return (1 << position) - 1
    rank = sheet.rank
    if sheet.hit != "priority" or rank is None:
        return 0
    options = sheet.outputs[rank].type.options
    own = _place(row, rank, options)
    found = 0
    for other, candidate in enumerate(sheet.rows):
        place = _place(candidate, rank, options)
        if own is not None and place is not None and (place, other) < (own, position):
            found |= 1 << other
    return found


def _place(row: Row, rank: str, options: tuple[str, ...]) -> int | None:
    node = row.then.get(rank)
    if node is None:
        return len(options)
    return options.index(str(node.value)) if isinstance(node, Literal) and node.value in options else None


# --------------------------------------------------------------- diagnostics


def _gaps(sheet: Sheet, laid_out: Grid, budget: Budget) -> Iterator[Diagnostic]:
    # A sum or a count of no rows is 0: nothing is left open.
    if sheet.otherwise is None and sheet.collect not in {"sum", "count"}:
        found = gap(laid_out, budget)
        if not isinstance(found, Search):
            yield _gap(sheet, found)


def _gap(sheet: Sheet, example: Example) -> Diagnostic:
    return Diagnostic(GAP, pointer("rows"), data=_shown(sheet, example))


def _overlaps(sheet: Sheet, laid_out: Grid, budget: Budget) -> Iterator[Diagnostic]:
    if sheet.hit not in {"unique", "any"}:
        return
    more = 0
    for number, pair in enumerate(overlaps(sheet, laid_out, budget)):
        if number >= MOST_PAIRS:
            more += 1
            continue
        names = {"first": sheet.rows[pair.first].id, "second": sheet.rows[pair.second].id, "hit": sheet.hit}
        problem = OVERLAP if pair.proven else MAY_OVERLAP
        yield Diagnostic(problem, pointer("rows", pair.second), data={**names, **_shown(sheet, pair.example)})
    if more:
        yield Diagnostic(MORE_OVERLAPS, pointer("rows"), data={"count": more})


def _dead(sheet: Sheet, laid_out: Grid, budget: Budget) -> Iterator[Diagnostic]:
    for position in dead(sheet, laid_out, budget):
        yield Diagnostic(NEVER_HITS, pointer("rows", position), data={"row": sheet.rows[position].id})


def _limits(laid_out: Grid, budget: Budget) -> Iterator[Diagnostic]:
    if laid_out.open_cells:
        yield Diagnostic(OPEN_CELLS, pointer("rows"))
    for axis in laid_out.axes:
        if not axis.complete and axis.tested:
            yield Diagnostic(OPEN_COLUMN, pointer("inputs", axis.column.id), data={"input": axis.column.id})
    if budget.steps <= 0:
        yield Diagnostic(TOO_LARGE, pointer("rows"), data={"limit": MOST_STEPS})


def _shown(sheet: Sheet, example: Example) -> dict[str, Json]:
    """The example for machines (``record``) and in words (``example``, with the names of the inputs)."""
    record = {id: plain(value) for id, value in example.items()}
    return {"record": record, "example": {language: _words(sheet, record, language) for language in _NOTHING}}


def _words(sheet: Sheet, record: Mapping[str, Json], language: str) -> str:
    said = [
        f"{in_language(sheet.inputs[id].label, language, id)} = {_NOTHING[language] if value is None else value}"
        for id, value in record.items()
    ]
    return ", ".join(said) or _NOTHING[language]


def plain(value: Value) -> Json:
    """A value as JSON: dates and durations in ISO 8601, a set of options as a list."""
    if isinstance(value, tuple):
        return [*value]
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Duration) else value
