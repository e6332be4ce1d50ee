"""Which rows to look at: the rows of a long table are found by the value of one column, like words in a dictionary.

Only rows that cannot hit are left out; whether the others do is still for their cells to say.
"""

from collections.abc import Callable, Mapping, Sequence

from engine.conditions.compiled import Facts
from engine.conditions.decisions.cells import literals
from engine.conditions.decisions.sheet import Sheet
from engine.conditions.text import nfc
from engine.conditions.tree import Condition, Leaf, Literal, Path
from engine.conditions.types import Kind
from engine.values.plain import Value

FEWEST_ROWS = 12  # a shorter table is run through faster than it is looked up
# Values of these kinds are equal exactly when Python says so (texts in their composed form).
_EXACT = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.ENUM, Kind.LINK, Kind.TEXT, Kind.TIME})

Positions = Sequence[int]
_NONE: Mapping[int, tuple[Value, ...]] = {}


def lookup(sheet: Sheet) -> Callable[[Facts], Positions]:
    """From the facts to the positions of the rows that may hit, in order."""
    every = range(len(sheet.rows))
    columns = [
        (len(known), column.node.path, known)
        for column in sheet.inputs.values()
        if isinstance(column.node, Path) and column.type.kind in _EXACT
        for known in [_named(sheet, column.id)]
    ]
    rows, path, named = max(columns, key=lambda one: one[0], default=(0, "", _NONE))
    if rows < FEWEST_ROWS:
        return lambda _facts: every
    places = _places(every, named)
    others = tuple(position for position in every if position not in named)

    def candidates(facts: Facts) -> Positions:
        value = facts.get(path)
        return places.get(nfc(value) if isinstance(value, str) else value, others)

    return candidates


def _named(sheet: Sheet, input_: str) -> Mapping[int, tuple[Value, ...]]:
    """The rows whose cell in this column names all the values it accepts, with those."""
    cells = {position: row.cells[input_] for position, row in enumerate(sheet.rows) if input_ in row.cells}
    column = sheet.inputs[input_].node
    return {
        position: literals(cell)
        for position, cell in cells.items()
        if _names_values(cell) and isinstance(cell, Leaf) and cell.left == column
    }


def _names_values(cell: Condition) -> bool:
    return isinstance(cell, Leaf) and cell.operator in {"eq", "in"} and isinstance(cell.right, Literal)


def _places(every: range, named: Mapping[int, tuple[Value, ...]]) -> Mapping[object, Positions]:
    """From each named value to the rows that name it and the rows that name none, in their order."""
    of_value: dict[object, set[int]] = {}
    for position, values in named.items():
        for value in values:
            of_value.setdefault(value, set()).add(position)
    free = {position for position in every if position not in named}
    return {value: tuple(sorted(positions | free)) for value, positions in of_value.items()}
