"""A table laid out for analysis: per column its samples, and for each of them which rows accept it.

Rows are bits of a number, so that a set of rows is one number. A cell that depends on more than its column (another
fact, a moment) accepts *maybe* always and *surely* never: what is found with that is true whatever the facts are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.conditions.compile import test
from engine.conditions.decisions.cells import closed, column_path, leaves, literals, over
from engine.conditions.decisions.samples import samples
from engine.conditions.decisions.sheet import Column, Sheet
from engine.conditions.needs import needs
from engine.conditions.tree import Condition, Path
from engine.values.plain import Value


@dataclass(frozen=True, slots=True)
class Band:
    """Values of a column that no cell tells apart, shown by one of them; sets of rows as bits."""

    sample: Value
    maybe: int
    surely: int


@dataclass(frozen=True, slots=True)
class Axis:
    """One column. ``tested``: the rows that have a cell here. ``complete``: whether its bands are all there are."""

    column: Column
    bands: tuple[Band, ...]
    tested: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """All columns. ``computed``: those whose values follow from something, so that not every combination can occur."""

    axes: tuple[Axis, ...]
    every_row: int
    computed: frozenset[str]
    open_cells: bool

    @property
    def complete(self) -> bool:
        """Whether finding nothing means that there is nothing."""
        return not self.open_cells and all(axis.complete for axis in self.axes)


Example = Mapping[str, Value]


def grid(sheet: Sheet) -> Grid:
    """Lay a table out; every cell is run once for each sample of its column."""
    axes: list[Axis] = []
    open_cells = False
    for column in sheet.inputs.values():
        axis, has_open = _axis(sheet, column)
        axes.append(axis)
        open_cells = open_cells or has_open
    every = (1 << len(sheet.rows)) - 1
    return Grid(tuple(axes), every, frozenset(_computed(sheet)), open_cells)


def looks(sheet: Sheet) -> int:
    """About how often ``grid`` would run a cell: each different one on each value that is named, and on those between."""
    total = 0
    for id in sheet.inputs:
        cells = {repr(row.cells[id]): row.cells[id] for row in sheet.rows if id in row.cells}
        named = {value for cell in cells.values() for leaf in leaves(cell) for value in literals(leaf)}
        total += 2 * len(cells) * len(named)
    return total


def _axis(sheet: Sheet, column: Column) -> tuple[Axis, bool]:
    path = column_path(column.id, column.type)
    cells = {
        position: row.cells[column.id] for position, row in enumerate(sheet.rows) if column.id in row.cells
    }
    judged = {position: tree for position, tree in cells.items() if closed(tree, column.node)}
    found = samples(column.type, [leaf for tree in judged.values() for leaf in leaves(tree)])
    tests = [(test(over(tree, column.node, path)), bits) for tree, bits in _alike(judged)]
    tested = _bits(cells)
    free, unsure = ((1 << len(sheet.rows)) - 1) & ~tested, tested & ~_bits(judged)
    bands: dict[int, Band] = {}
    for sample in found.values:
        facts = {path.path: sample}
        accepted = free
        for holds, bits in tests:
            if holds(facts):
                accepted |= bits
        bands.setdefault(accepted, Band(sample, accepted | unsure, accepted))
    return Axis(column, tuple(bands.values()), tested, found.complete), bool(unsure)


def _alike(cells: Mapping[int, Condition]) -> list[tuple[Condition, int]]:
    """Each different cell once, with the rows that have it; a tree is known by its text, as some cannot be hashed."""
    found: dict[str, tuple[Condition, int]] = {}
    for position, tree in cells.items():
        key = repr(tree)
        found[key] = (tree, found.get(key, (tree, 0))[1] | 1 << position)
    return [*found.values()]


def _bits(positions: Mapping[int, object]) -> int:
    return sum(1 << position for position in positions)


def _computed(sheet: Sheet) -> Iterator[str]:
    """Columns that follow from others or from the record: no plain path, or a path on the way of another one's."""
    plain = {column.id: column.node.path for column in sheet.inputs.values() if isinstance(column.node, Path)}
    others = [
        path
        for column in sheet.inputs.values()
        if column.id not in plain
        for path in needs(column.node).paths
    ]
    for column in sheet.inputs.values():
        path = plain.get(column.id)
        rest = [*others, *(other for id, other in plain.items() if id != column.id)]
        if path is None or any(_same_way(path, other) for other in rest):
            yield column.id


def _same_way(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}.") or other.startswith(f"{path}.")
