"""Checks a decision table and makes it: every fault is reported, not only the first."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from engine.conditions.decisions.analysis import analyse
from engine.conditions.decisions.columns import Report, given_types, inputs_of, outputs_of
from engine.conditions.decisions.decide import Table
from engine.conditions.decisions.model import COLLECTIONS, HIT_POLICIES, DecisionFile, RowFile
from engine.conditions.decisions.problems import (
    CELL,
    COLLECT_UNWANTED,
    DUPLICATE_ROW,
    NO_OUTPUT,
    ONE_COUNT,
    ONE_NUMBER,
    ONE_RANK,
    UNKNOWN_COLLECT,
    UNKNOWN_ENTITY,
    UNKNOWN_HIT,
    UNKNOWN_INPUT,
    UNKNOWN_OUTPUT,
)
from engine.conditions.decisions.sheet import Column, Result, Row, Sheet
from engine.conditions.names import Names
from engine.conditions.parse import cell as cell_of
from engine.conditions.parse import value
from engine.conditions.tree import All, Condition, ValueNode
from engine.conditions.tree import Any as AnyOf
from engine.conditions.types import Kind
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, Severity, inside
from engine.diagnostics.suggest import nearest
from engine.values.plain import Json

_NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.MONEY})


def check(id: str, file: DecisionFile, names: Names) -> tuple[Table | None, list[Diagnostic]]:
    """The table called ``id`` (the stem of its file), compiled, and everything that is wrong with it.

    ``names`` brings the catalogue of the pack and whether an actor is in scope; entity and inputs are the file's own.
    There is no table as soon as one diagnostic is an error. Circles between tables are found by ``cycles``.
    """
    found: list[Diagnostic] = []
    report = found.append
    _policy(file, report)
    sheet = _sheet(id, file, names, report)
    if any(diagnostic.severity is Severity.ERROR for diagnostic in found) or sheet is None:
        return None, found
    found += analyse(sheet)
    fine = not any(diagnostic.severity is Severity.ERROR for diagnostic in found)
    return (Table(sheet) if fine else None), found


def _sheet(id: str, file: DecisionFile, names: Names, report: Report) -> Sheet | None:
    if file.entity is not None and file.entity not in names.catalogue.entities:
        data = {"entity": file.entity, "suggestion": nearest(file.entity, names.catalogue.entities)}
        report(Diagnostic(UNKNOWN_ENTITY, pointer("entity"), data=data))
        return None
    own = replace(names, entity=file.entity, outer=None, before=False, event={}, input={})
    scope = replace(own, input=given_types(file, names.catalogue, report))
    inputs = inputs_of(file, scope, report)
    outputs = outputs_of(file, names.catalogue, report)
    _outputs_fit(file, outputs, report)
    reader = _Reader(file, scope, inputs, outputs, report)
    rows = tuple(reader.row(position, row) for position, row in enumerate(file.rows))
    otherwise = None if file.else_ is None else reader.values(file.else_, pointer("else"))
    collect = file.collect if file.hit == "collect" else None
    return Sheet(id, file.entity, file.hit, collect, inputs, outputs, rows, otherwise, file.label or {})


def _policy(file: DecisionFile, report: Report) -> None:
    if file.hit not in HIT_POLICIES:
        data = {
            "hit": file.hit,
            "policies": ", ".join(HIT_POLICIES),
            "suggestion": nearest(file.hit, HIT_POLICIES),
        }
        report(Diagnostic(UNKNOWN_HIT, pointer("hit"), data=data))
    elif file.hit == "collect" and file.collect not in COLLECTIONS:
        said = file.collect or ""
        data = {"collect": said, "ways": ", ".join(COLLECTIONS), "suggestion": nearest(said, COLLECTIONS)}
        report(Diagnostic(UNKNOWN_COLLECT, pointer("collect") if said else "", data=data))
    elif file.hit != "collect" and file.collect is not None:
        report(Diagnostic(COLLECT_UNWANTED, pointer("collect"), data={"hit": file.hit}))


def _outputs_fit(file: DecisionFile, outputs: Mapping[str, Result], report: Report) -> None:
    """What the policy asks of the outputs; judged only when all of them have a type."""
    if not file.outputs:
        report(Diagnostic(NO_OUTPUT, pointer("outputs")))
    if len(outputs) != len(file.outputs):
        return
    kinds = [result.type.kind for result in outputs.values()]
    if file.hit in {"priority", "output_order"} and kinds.count(Kind.ENUM) != 1:
        report(Diagnostic(ONE_RANK, pointer("outputs"), data={"hit": file.hit}))
    if (
        file.hit == "collect"
        and file.collect in {"sum", "min", "max"}
        and not (len(kinds) == 1 and kinds[0] in _NUMBERS)
    ):
        report(Diagnostic(ONE_NUMBER, pointer("outputs"), data={"collect": file.collect}))
    valued = any(row.then for row in file.rows)
    if file.hit == "collect" and file.collect == "count" and (kinds != [Kind.INTEGER] or valued):
        report(Diagnostic(ONE_COUNT, pointer("outputs")))


class _Reader:
    """Reads the rows of one file."""

    def __init__(
        self,
        file: DecisionFile,
        names: Names,
        inputs: Mapping[str, Column],
        outputs: Mapping[str, Result],
        report: Report,
    ) -> None:
        self._file, self._names, self._report = file, names, report
        self._inputs, self._outputs = inputs, outputs
        self._known: set[str] = set()

    def row(self, position: int, row: RowFile) -> Row:
        place = pointer("rows", position)
        if row.id in self._known:
            self._report(Diagnostic(DUPLICATE_ROW, place + "/id", data={"row": row.id}))
        self._known.add(row.id)
        cells: dict[str, Condition] = {}
        for input_, cell in row.if_.items():
            tree = self._cell(input_, cell, place + pointer("if", input_))
            if tree is not None:
                cells[input_] = tree
        return Row(row.id, cells, self.values(row.then, place + "/then"), row.label or {})

    def _cell(self, input_: str, cell: object, place: str) -> Condition | None:
        if input_ not in self._file.inputs:
            data = {"input": input_, "suggestion": nearest(input_, self._file.inputs)}
            self._report(Diagnostic(UNKNOWN_INPUT, place, data=data))
            return None
        column = self._inputs.get(input_)
        # A column that is wrong itself was reported already.
        return None if column is None else self._tree(column.node, cell, place)

    def _tree(self, column: ValueNode, cell: object, place: str) -> Condition | None:
        if isinstance(cell, list | tuple):
            return self._leaf(column, {"op": "in", "value": cast("Json", cell)}, place, spelled=False)
        if not isinstance(cell, Mapping):
            if cell is None:
                self._report(Diagnostic(CELL, place))
                return None
            return self._leaf(column, {"op": "eq", "value": cast("Json", cell)}, place, spelled=False)
        said = cast("Mapping[str, Any]", cell)
        word = next(iter(said), "")
        if word in {"all", "any"} and len(said) == 1 and isinstance(said[word], list | tuple) and said[word]:
            read = [
                self._tree(column, part, f"{place}/{word}/{number}") for number, part in enumerate(said[word])
            ]
            parts = tuple(part for part in read if part is not None)
            return All(parts) if word == "all" else AnyOf(parts)
        if "op" in said and not set(said) - {"op", "value"}:
            return self._leaf(column, said, place, spelled=True)
        self._report(Diagnostic(CELL, place))
        return None

    def _leaf(
        self, column: ValueNode, leaf: Mapping[str, Json], place: str, *, spelled: bool
    ) -> Condition | None:
        parsed = cell_of(column, leaf, self._names)
        for diagnostic in parsed.diagnostics:
            # "op" and "value" stand in the file only when the cell spells them out.
            at = (
                diagnostic.pointer
                if spelled
                else diagnostic.pointer.removeprefix("/op").removeprefix("/value")
            )
            self._report(replace(diagnostic, pointer=place + at))
        return parsed.tree

    def values(self, written: Mapping[str, Any], place: str) -> Mapping[str, ValueNode]:
        found: dict[str, ValueNode] = {}
        for id, one in written.items():
            result = self._outputs.get(id)
            if id not in self._file.outputs:
                data = {"output": id, "suggestion": nearest(id, self._file.outputs)}
                self._report(Diagnostic(UNKNOWN_OUTPUT, place + pointer(id), data=data))
            if result is None:
                continue
            parsed = value(one, self._names, result.type)
            for diagnostic in inside(parsed.diagnostics, place + pointer(id)):
                self._report(diagnostic)
            if parsed.node is not None:
                found[id] = parsed.node
        return found
