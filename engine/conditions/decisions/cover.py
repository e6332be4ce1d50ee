"""Is there a record that none of these rows accepts? An exact search over the bands of the columns.

The search goes through the columns one by one and keeps the rows that are still possible; two ways that leave the
same rows at the same column are one. Work is bounded: ``Budget`` counts the steps of a whole table.
"""

from dataclasses import dataclass
from enum import Enum

from engine.conditions.decisions.grid import Axis, Band, Example, Grid

MOST_STEPS = 200_000


class Search(Enum):
    """The answers of a search that found no example."""

    NONE = "none"
    GAVE_UP = "gave up"


@dataclass(slots=True)
class Budget:
    """The steps that are left for a table."""

    steps: int = MOST_STEPS


def uncovered(grid: Grid, rows: int, inside: int, budget: Budget, *, surely: bool) -> Example | Search:
    """An example record that no row of ``rows`` accepts and every row of ``inside`` may accept.

    ``surely``: a row only counts as accepting where all its cells surely hold; otherwise where they may hold.
    Examples without absent values are looked for first. ``rows`` and ``inside`` are bits.
    """
    for absent in (False, True):
        options = [_options(axis, inside, absent=absent) for axis in grid.axes]
        found = _search(grid.axes, options, rows, budget, surely=surely)
        if found is not Search.NONE:
            return found
    return Search.NONE


def _options(axis: Axis, inside: int, *, absent: bool) -> list[Band]:
    return [one for one in axis.bands if one.maybe & inside == inside and (absent or one.sample is not None)]


def _search(
    axes: tuple[Axis, ...], options: list[list[Band]], rows: int, budget: Budget, *, surely: bool
) -> Example | Search:
    # Rows that no later column tests cover everything once they are still alive there.
    tested_from = [0] * (len(axes) + 1)
    for position in range(len(axes) - 1, -1, -1):
        tested_from[position] = tested_from[position + 1] | axes[position].tested
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[int, int, tuple[Band, ...]]] = [(0, rows, ())]
    while waiting:
        position, alive, chosen = waiting.pop()
        if alive & ~tested_from[position] or (position, alive) in seen:
            continue
        if position == len(axes):
            return {axis.column.id: one.sample for axis, one in zip(axes, chosen, strict=True)}
        seen.add((position, alive))
        budget.steps -= 1
        if budget.steps < 0:
            return Search.GAVE_UP
        # The last one in is the first one out: reversed, so that bands are tried in their order.
        waiting.extend(
            (position + 1, alive & (one.surely if surely else one.maybe), (*chosen, one))
            for one in reversed(options[position])
        )
    return Search.NONE
