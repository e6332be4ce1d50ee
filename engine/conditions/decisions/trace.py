"""Why a table decided what it decided: every row, with each of its cells as it came out. For a "why?", not the hot path."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.conditions.compile import value_of
from engine.conditions.compiled import Facts
from engine.conditions.decisions.decide import Table
from engine.conditions.decisions.policies import Outcome, Violation
from engine.conditions.explain import Explanation, explain
from engine.conditions.needs import needs
from engine.conditions.tree import ValueNode
from engine.values.plain import Value


@dataclass(frozen=True, slots=True)
class RowTrace:
    """How one row fared: its cells by input. It hit when all of them held."""

    row: str
    cells: Mapping[str, Explanation]

    @property
    def hit(self) -> bool | None:
        """Whether every cell held; None when that hangs on something that is not known."""
        verdicts = {cell.verdict for cell in self.cells.values()}
        return False if False in verdicts else None if None in verdicts else True

    @property
    def failed(self) -> tuple[str, ...]:
        """The inputs whose cells did not hold."""
        return tuple(input_ for input_, cell in self.cells.items() if cell.verdict is False)


@dataclass(frozen=True, slots=True)
class Trace:
    """The value of each input (hidden and unknown ones are left out), every row, and the answer itself.

    ``answer`` is None when the table looks at something that is not known.
    """

    inputs: Mapping[str, Value]
    rows: tuple[RowTrace, ...]
    answer: Outcome | Violation | None


def trace(
    table: Table,
    facts: Facts,
    unknown: frozenset[str] = frozenset(),
    hidden: Callable[[str], bool] = lambda _path: False,
) -> Trace:
    """The decision of ``table`` on these facts with all that led to it; every row is judged, also behind the first hit.

    ``unknown``: paths whose values are not loaded; ``hidden``: whether the reader may not see the value of a path (the
    answer uses it all the same), both as ``explain`` takes them.
    """
    sheet = table.sheet
    shown = [
        column
        for column in sheet.inputs.values()
        if not any(p in unknown or hidden(p) for p in _paths(column.node))
    ]
    rows = tuple(
        RowTrace(
            row.id, {input_: explain(cell, facts, unknown, hidden) for input_, cell in row.cells.items()}
        )
        for row in sheet.rows
    )
    open_ = any(path in unknown for path in _all_paths(table))
    answer = None if open_ else table.decide(facts)
    return Trace({column.id: value_of(column.node)(facts) for column in shown}, rows, answer)


def _paths(node: ValueNode) -> frozenset[str]:
    found = needs(node)
    decisions = {f"decision.{table}.{output}" for table, output in found.decisions}
    return found.paths | decisions | {f"set.{query.id}" for query in found.sets}


def _all_paths(table: Table) -> frozenset[str]:
    decisions = {f"decision.{asked}.{output}" for asked, output in table.needs.decisions}
    return table.needs.paths | decisions | {f"set.{query.id}" for query in table.needs.sets}
