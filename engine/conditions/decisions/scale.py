"""A table as a scale: one number that is compared with one bound after the other, such as up to 5 %, up to 10 %, beyond."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.conditions.compiled import Computed, computed
from engine.conditions.decisions.sheet import Row, Sheet
from engine.conditions.tree import Leaf, Literal, Path
from engine.conditions.types import Kind

_NUMBERS = frozenset({Kind.NUMBER, Kind.INTEGER, Kind.MONEY})
_UP_TO = frozenset({"lte", "lt"})
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Band:
    """One stretch of a scale: it ends at ``upto`` (None: it has no end), and there the table answers ``option``."""

    option: str
    upto: Computed | None


@dataclass(frozen=True, slots=True)
class Scale:
    """``path`` is the field whose number is compared; ``bands`` in the order in which the table asks them."""

    path: str
    bands: tuple[Band, ...]


def scales(sheet: Sheet) -> Mapping[str, Scale]:
    """Output of the table -> the table as a scale for it; nothing for a table that asks anything else.

    Whether the bounds rise is not known here: they may be parameters.
    """
    if sheet.hit != "first" or len(sheet.inputs) != 1:
        return {}
    column = next(iter(sheet.inputs.values()))
    if not isinstance(column.node, Path) or column.node.type.kind not in _NUMBERS:
        return {}
    bounds: list[Computed | None] = []
    for row in sheet.rows:
        bound = _bound(row, column.node)
        if bound is None and row.cells:
            return {}
        bounds.append(bound)
    answers = [row.then for row in sheet.rows]
    if sheet.otherwise is not None and None not in bounds:
        bounds.append(None)
        answers.append(sheet.otherwise)
    if len(bounds) < _FEWEST or None in bounds[:-1]:
        return {}
    found: dict[str, Scale] = {}
    for output in sheet.outputs:
        nodes = [answer.get(output) for answer in answers]
        if all(isinstance(node, Literal) and isinstance(node.value, str) for node in nodes):
            options = [str(node.value) for node in nodes if isinstance(node, Literal)]
            found[output] = Scale(
                column.node.path, tuple(Band(*one) for one in zip(options, bounds, strict=True))
            )
    return found


def _bound(row: Row, node: Path) -> Computed | None:
    """The end of the stretch that a row is for, where its one cell says no more than that."""
    cells = [*row.cells.values()]
    cell = cells[0] if len(cells) == 1 else None
    if not isinstance(cell, Leaf) or cell.left != node or cell.operator not in _UP_TO:
        return None
    return computed(cell.right) if isinstance(cell.right, Literal | Path) else None
