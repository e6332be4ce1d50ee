"""From a table to a JDM document; see ``jdm``."""

from collections.abc import Mapping
from typing import cast

from engine.conditions.decisions.columns import written_as
from engine.conditions.decisions.jdm_problems import NO_CELL, NO_ELSE, NO_HIT, NO_INPUT, NO_TYPE, NO_VALUE
from engine.conditions.decisions.sheet import Column, Row, Sheet
from engine.conditions.decisions.zen_write import literal, write
from engine.conditions.tree import Literal, Path, ValueNode
from engine.conditions.types import Kind, Type
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.values.plain import Json, in_language

_CONTENT_TYPE = "application/vnd.gorules.decision"
_KINDS = frozenset({Kind.TEXT, Kind.ENUM, Kind.LINK, Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.BOOLEAN})


def to_jdm(sheet: Sheet, language: str = "en") -> tuple[Json, list[Diagnostic]]:
    """The table as a JDM document (None when something cannot be said in JDM) and every reason against it.

    Labels become names in ``language``. Pointers of the diagnostics are those of the file of the table.
    """
    found: list[Diagnostic] = []
    hit = _hit(sheet, found)
    inputs = [_input(column, language, found) for column in sheet.inputs.values()]
    for id, result in sheet.outputs.items():
        _typed(id, result.type, pointer("outputs", id), found)
    outputs = [
        {"id": output_key(id), "field": id, "name": in_language(r.label, language, id), **_data_type(r.type)}
        for id, r in sheet.outputs.items()
    ]
    rules = [_rule(sheet, position, row, language, found) for position, row in enumerate(sheet.rows)]
    if sheet.otherwise is not None and sheet.hit == "first":
        # A last row without cells is what "else" is to a first-hit table.
        cells = {input_key(id): "" for id in sheet.inputs}
        taken = {row.id for row in sheet.rows}
        free = next(id for id in ("else", *(f"else_{n}" for n in range(len(taken) + 1))) if id not in taken)
        rules.append({"_id": free, **cells, **_values(sheet, sheet.otherwise, pointer("else"), found)})
    content: Json = {"hitPolicy": hit, "inputs": inputs, "outputs": outputs, "rules": rules}
    return (None if found else _document(sheet, in_language(sheet.label, language, sheet.id), content)), found


def input_key(id: str) -> str:
    """The key of an input's cells in a rule; an output may have the same id."""
    return f"if_{id}"


def output_key(id: str) -> str:
    """The key of an output's values in a rule."""
    return f"then_{id}"


def _hit(sheet: Sheet, found: list[Diagnostic]) -> str:
    policy = sheet.hit if sheet.collect is None else f"{sheet.hit} {sheet.collect}"
    hit = {"first": "first", "collect list": "collect"}.get(policy)
    if hit is None:
        found.append(Diagnostic(NO_HIT, pointer("hit"), data={"hit": policy}))
    if sheet.otherwise is not None and hit != "first":
        found.append(Diagnostic(NO_ELSE, pointer("else")))
    return hit or ""


def _input(column: Column, language: str, found: list[Diagnostic]) -> Json:
    place = pointer("inputs", column.id)
    node = column.node
    field = column.id if column.given else node.path if isinstance(node, Path) else ""
    # ZEN reads names outside ASCII as nothing at all.
    if not field or not field.isascii():
        found.append(Diagnostic(NO_INPUT, place, data={"input": column.id}))
    _typed(column.id, column.type, place, found)
    return {
        "id": input_key(column.id),
        "field": field,
        "name": in_language(column.label, language, column.id),
        **_data_type(column.type),
    }


def _typed(id: str, type_: Type, place: str, found: list[Diagnostic]) -> None:
    if type_.kind not in _KINDS:
        found.append(Diagnostic(NO_TYPE, place, data={"column": id, "type": type_.kind.value}))


def _data_type(type_: Type) -> Mapping[str, Json]:
    """Our type of a column beside what JDM knows: ZEN passes over it, and ``from_jdm`` need not guess."""
    written = written_as(type_)
    return {} if written is None else {"dataType": written}


def _rule(sheet: Sheet, position: int, row: Row, language: str, found: list[Diagnostic]) -> Json:
    place = pointer("rows", position)
    cells: dict[str, Json] = {}
    for id, column in sheet.inputs.items():
        tree = row.cells.get(id)
        text = "" if tree is None else write(tree)
        if text is None and column.type.kind in _KINDS:
            found.append(Diagnostic(NO_CELL, place + pointer("if", id), data={"row": row.id, "column": id}))
        cells[input_key(id)] = text
    described = {"_description": in_language(row.label, language)} if row.label else {}
    return {"_id": row.id, **described, **cells, **_values(sheet, row.then, place + "/then", found, row.id)}


def _values(
    sheet: Sheet, then: Mapping[str, ValueNode], place: str, found: list[Diagnostic], row: str = "else"
) -> Mapping[str, str]:
    written: dict[str, str] = {}
    for id in sheet.outputs:
        node = then.get(id)
        text = "" if node is None else _plain(node)
        if text is None:
            found.append(Diagnostic(NO_VALUE, place + pointer(id), data={"row": row, "column": id}))
        written[output_key(id)] = text or ""
    return written


def _plain(node: ValueNode) -> str | None:
    if not isinstance(node, Literal) or isinstance(node.value, tuple):
        return None
    return literal(node.value)


def _document(sheet: Sheet, name: str, content: Json) -> Json:
    nodes = [
        {"id": "request", "type": "inputNode", "name": "Request", "position": {"x": 80, "y": 160}},
        {
            "id": sheet.id,
            "type": "decisionTableNode",
            "name": name,
            "position": {"x": 400, "y": 160},
            "content": content,
        },
        {"id": "response", "type": "outputNode", "name": "Response", "position": {"x": 720, "y": 160}},
    ]
    edges = [
        {"id": "in", "type": "edge", "sourceId": "request", "targetId": sheet.id},
        {"id": "out", "type": "edge", "sourceId": sheet.id, "targetId": "response"},
    ]
    return cast("Json", {"contentType": _CONTENT_TYPE, "nodes": nodes, "edges": edges})
