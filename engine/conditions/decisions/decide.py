"""Runs a decision table: compiled once for a release, then facts in, outputs out.

A table knows neither records nor stores: its facts are gathered by whoever asks (``needs``).
"""

from collections.abc import Callable, Iterator, Mapping

from engine.conditions.compile import test, value_of
from engine.conditions.compiled import Facts
from engine.conditions.decisions.cells import column_path, over
from engine.conditions.decisions.lookup import lookup
from engine.conditions.decisions.policies import Hit, Outcome, Violation, nothing, policy_of
from engine.conditions.decisions.scale import Scale, scales
from engine.conditions.decisions.sheet import Column, Row, Sheet
from engine.conditions.needs import Needs, needs
from engine.conditions.tree import All, Condition, DecisionValue, Path, ValueNode
from engine.conditions.types import Type
from engine.values.plain import Value

_Test = Callable[[Facts], bool]
_Values = Callable[[Facts], Mapping[str, Value]]


class Table:
    """One compiled decision table.

    ``sheet`` is the table as data; ``needs`` what the facts must hold to decide it (the inputs that are only typed
    as ``input.<id>``); ``asks`` the ids of the tables it reads; ``types`` the type of each output as others see it;
    ``scales`` those of its outputs for which it is a scale.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.types: Mapping[str, Type] = sheet.output_types()
        self.scales: Mapping[str, Scale] = scales(sheet)
        self.needs: Needs = _needs(sheet)
        self.asks: frozenset[str] = frozenset(table for table, _ in self.needs.decisions)
        self._policy = policy_of(sheet)
        self._first_only = sheet.hit == "first"
        self._computed = [
            (column_path(column.id, column.type).path, value_of(column.node))
            for column in sheet.inputs.values()
            if not _direct(column)
        ]
        self._rows = [(row.id, test(_whole(sheet, row)), _values(row.then)) for row in sheet.rows]
        self._candidates = lookup(sheet)
        self._otherwise = None if sheet.otherwise is None else _values(sheet.otherwise)
        self._nothing = Outcome(nothing(sheet))

    def decide(self, facts: Facts) -> Outcome | Violation:
        """The outputs for these facts, or the rows that hit together against the policy.

        Neither a row nor ``else``: the outputs are absent (left out), but a count or a sum is 0.
        """
        seen = self._with_computed(facts)
        hits: list[Hit] = []
        for position in self._candidates(facts):
            row, holds, values = self._rows[position]
            if holds(seen):
                hits.append(Hit(row, values(facts)))
                if self._first_only:
                    break
        if hits:
            return self._policy(hits)
        return self._nothing if self._otherwise is None else self._else(facts, self._otherwise)

    def _with_computed(self, facts: Facts) -> Facts:
        """The facts with the inputs that take work, each worked out once for all rows."""
        if not self._computed:
            return facts
        return {**facts, **{path: value(facts) for path, value in self._computed}}

    def _else(self, facts: Facts, values: _Values) -> Outcome:
        outputs = values(facts)
        return Outcome({id: (value,) for id, value in outputs.items()} if self.sheet.gives_lists else outputs)


def _direct(column: Column) -> bool:
    return isinstance(column.node, Path | DecisionValue)


def _cell(sheet: Sheet, input_: str, tree: Condition) -> Condition:
    column = sheet.inputs[input_]
    return tree if _direct(column) else over(tree, column.node, column_path(column.id, column.type))


def _whole(sheet: Sheet, row: Row) -> Condition:
    return All(tuple(_cell(sheet, input_, tree) for input_, tree in row.cells.items()))


def _values(written: Mapping[str, ValueNode]) -> _Values:
    compiled = [(id, value_of(node)) for id, node in written.items()]

    def values(facts: Facts) -> Mapping[str, Value]:
        return {id: found for id, value in compiled if (found := value(facts)) is not None}

    return values


def _needs(sheet: Sheet) -> Needs:
    parts = [needs(part) for part in _parts(sheet)]
    sets = {query.id: query for part in parts for query in part.sets}
    return Needs(
        frozenset(path for part in parts for path in part.paths),
        tuple(sets.values()),
        frozenset(asked for part in parts for asked in part.decisions),
    )


def _parts(sheet: Sheet) -> Iterator[Condition | ValueNode]:
    for column in sheet.inputs.values():
        yield column.node
    for row in sheet.rows:
        yield from row.cells.values()
        yield from row.then.values()
    yield from (sheet.otherwise or {}).values()
