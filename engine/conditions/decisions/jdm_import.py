"""From a JDM document to the file of a table; see ``jdm``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from engine.conditions.decisions.jdm_problems import (
    CELL,
    COLUMN,
    HIT,
    MIXED,
    NODE,
    PASS_THROUGH,
    ROW,
    SETTING,
    SHAPE,
    VALUE,
)
from engine.conditions.decisions.zen_read import read, read_literal
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, Severity
from engine.values.plain import Json

_TABLE = "decisionTableNode"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_DEFAULTS: Mapping[str, Sequence[Json]] = {
    "executionMode": ("single", None),
    "inputField": (None, ""),
    "outputPath": (None, ""),
}
_POLICIES: Mapping[str, Mapping[str, str]] = {
    "first": {"hit": "first"},
    "collect": {"hit": "collect", "collect": "list"},
}
_MOST_SHOWN = 60


def from_jdm(document: Json, entity: str | None = None) -> tuple[Json, list[Diagnostic]]:
    """The JSON of a pack file (None when something of the document cannot be read) and everything against it.

    With ``entity`` the columns become its fields (checked later, with the pack); without one they become inputs that
    are only typed, their types seen from their cells. Pointers of the diagnostics are those of the document.
    """
    found: list[Diagnostic] = []
    place = _table(document, found)
    if place is None:
        return None, found
    file = _Import(place[0], place[1], entity, found).file()
    return (None if any(one.severity is Severity.ERROR for one in found) else file), found


def _table(document: Json, found: list[Diagnostic]) -> tuple[Mapping[str, Any], str] | None:
    """The content of the only table, and where it stands."""
    nodes = document.get("nodes") if isinstance(document, Mapping) else None
    tables: list[tuple[Mapping[str, Any], str]] = []
    for number, node in enumerate(_list(nodes)):
        said = _map(node)
        kind = str(said.get("type"))
        if kind == _TABLE:
            tables.append((_map(said.get("content")), pointer("nodes", number, "content")))
        elif kind not in {"inputNode", "outputNode"}:
            data = {"name": str(said.get("name")), "type": kind}
            found.append(Diagnostic(NODE, pointer("nodes", number), data=data))
    if len(tables) == 1 and tables[0][0]:
        return tables[0]
    found.append(Diagnostic(SHAPE))
    return None


def _list(value: object) -> Sequence[object]:
    return cast("Sequence[object]", value) if isinstance(value, list | tuple) else ()


def _map(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


@dataclass(frozen=True, slots=True)
class _Column:
    """``key`` of the column in the rules; ``written``: our type of it, where the document says one."""

    key: str
    id: str
    field: str
    written: Mapping[str, Json]


class _Import:
    """Reads one table."""

    def __init__(
        self, content: Mapping[str, Any], place: str, entity: str | None, found: list[Diagnostic]
    ) -> None:
        self._content, self._place, self._entity, self._found = content, place, entity, found

    def file(self) -> Json:
        self._settings()
        hit = str(self._content.get("hitPolicy"))
        if hit not in _POLICIES:
            self._report(HIT, "/hitPolicy", hit=hit)
        inputs, outputs = self._columns("inputs"), self._columns("outputs")
        rows = [
            self._row(number, _map(rule), inputs, outputs)
            for number, rule in enumerate(_list(self._content.get("rules")))
        ]
        return {
            "kind": "decision",
            **({"entity": self._entity} if self._entity else {}),
            **_POLICIES.get(hit, {}),
            "inputs": {column.id: self._input(column, rows) for column in inputs},
            "outputs": {
                column.id: self._typed(column, [row["then"].get(column.id) for row in rows])
                for column in outputs
            },
            "rows": cast("Json", rows),
        }

    def _report(self, problem: Any, at: str, **data: Json) -> None:
        self._found.append(Diagnostic(problem, self._place + at, data=data))

    def _settings(self) -> None:
        for setting, harmless in _DEFAULTS.items():
            if self._content.get(setting) not in harmless:
                self._report(SETTING, pointer(setting), setting=setting)
        if self._content.get("passThrough"):
            self._report(PASS_THROUGH, "/passThrough")

    def _columns(self, side: str) -> Sequence[_Column]:
        """The columns of one side; a path through links gets an id with "_"."""
        columns: list[_Column] = []
        for number, one in enumerate(_list(self._content.get(side))):
            said = _map(one)
            field = str(said.get("field") or "").strip()
            column = _Column(str(said.get("id")), field.replace(".", "_"), field, _map(said.get("dataType")))
            deep = "." in field and (side == "outputs" or self._entity is None)
            if not _NAME.fullmatch(field) or deep or column.id in {known.id for known in columns}:
                self._report(COLUMN, pointer(side, number), column=str(said.get("name") or field))
            else:
                columns.append(column)
        return columns

    def _row(
        self,
        number: int,
        rule: Mapping[str, Any],
        inputs: Sequence[_Column],
        outputs: Sequence[_Column],
    ) -> dict[str, Any]:
        row = str(rule.get("_id") or f"row_{number + 1}")
        if not rule:
            self._report(ROW, pointer("rules", number))
        cells: dict[str, Json] = {}
        for column in inputs:
            key, id = column.key, column.id
            text = rule.get(key)
            # Nothing but spaces is any value; "-" is, against what one might think, not ZEN.
            if text is None or not str(text).strip():
                continue
            cell = read(str(text))
            if cell is None:
                self._report(
                    CELL, pointer("rules", number, key), text=str(text)[:_MOST_SHOWN], row=row, column=id
                )
            else:
                cells[id] = cell
        described = rule.get("_description")
        label = {"label": {"en": described}} if isinstance(described, str) and described else {}
        return {"id": row, **label, "if": cells, "then": self._then(number, row, rule, outputs)}

    def _then(
        self, number: int, row: str, rule: Mapping[str, Any], outputs: Sequence[_Column]
    ) -> Mapping[str, Json]:
        values: dict[str, Json] = {}
        for column in outputs:
            key, id = column.key, column.id
            text = str(rule.get(key) or "")
            if not text.strip():
                continue
            readable, value = read_literal(text)
            if not readable:
                self._report(
                    VALUE, pointer("rules", number, key), text=text[:_MOST_SHOWN], row=row, column=id
                )
            elif value is not None:
                values[id] = value
        return values

    def _input(self, column: _Column, rows: Sequence[Mapping[str, Any]]) -> Json:
        if self._entity is not None:
            return {"field": column.field}
        return self._typed(column, [value for row in rows for value in _values(row["if"].get(column.id))])

    def _typed(self, column: _Column, values: Sequence[Json]) -> Mapping[str, Json]:
        """The type that the document says beside what JDM knows (checked like any other), else the one that is seen."""
        known = {key: column.written[key] for key in ("type", "options", "currency") if key in column.written}
        return known if isinstance(known.get("type"), str) else {"type": self._type(column.id, values)}

    def _type(self, id: str, values: Sequence[Json]) -> str:
        """The type that all values have: numbers are decimals, and a column that names none is text."""
        types = {_type_of(value) for value in values if value is not None}
        if len(types) > 1:
            self._report(MIXED, "", column=id)
        return next(iter(types), "text")


def _values(cell: Json) -> Sequence[Json]:
    """Every literal that a cell holds."""
    if not isinstance(cell, Mapping):
        return [cell]
    for word in ("all", "any"):
        if word in cell:
            return [value for part in _list(cell[word]) for value in _values(cast("Json", part))]
    value = cell.get("value")
    return [*value] if isinstance(value, list) else [value]


def _type_of(value: Json) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "decimal" if isinstance(value, int | Decimal) else "text"
