"""Rows of a file as input of commands: each cell read for its field, links found by what people call them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Problem
from engine.diagnostics.refuse import reason
from engine.facts.scene import zone_of
from engine.ports.sheets import Cell
from engine.queries.find_records import FindAsk, find_records
from engine.records.accept import ID, accept_value
from engine.records.entity import Entity, Field
from engine.values.plain import Json
from engine.values.refusal import Reason
from server.house import House
from server.imports.cells import json_of, text_of
from server.imports.headers import Columns, folded
from server.imports.mapping import ImportMapping
from server.imports.problems import NOT_FOUND, SEVERAL_FOUND


@dataclass(slots=True)
class RowInput:
    """One row: its number in the file (the header is 1), its cells by header, its input, and what is wrong with it."""

    number: int
    cells: dict[str, Json]
    values: dict[str, Json] = field(default_factory=dict[str, Json])
    reasons: list[Reason] = field(default_factory=list[Reason])

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells.values())


class RowReader:
    """Reads rows for one import. What links mean is looked up once for each text."""

    def __init__(self, house: House, entity: Entity, columns: Columns, mapping: ImportMapping) -> None:
        """``columns`` as they were matched."""
        self._house, self._entity, self._columns, self._mapping = house, entity, columns, mapping
        self._empty = {folded(one) for one in mapping.empty}
        self._values = {
            name: {folded(cell): value for cell, value in values.items()}
            for name, values in mapping.values.items()
        }
        self._known: dict[tuple[str, str, str], str | Problem] = {}

    async def read(self, number: int, cells: tuple[Cell, ...]) -> RowInput:
        """One row."""
        row = RowInput(number, {title: text_of(cells[at]) for at, title in self._columns.titles.items()})
        if row.is_empty:
            return row
        for place, one in self._columns.fields.items():
            cell = None if self._means_nothing(cells[place]) else cells[place]
            made = json_of(one, cell, self._values.get(one.id, {}))
            if one.to and isinstance(made, str) and made:
                made = await self._linked(one, made)
            self._take(row, one.id, made)
        for name, text in self._mapping.texts.items():
            if row.values.get(name) is None:
                row.values[name] = _filled(text, row.cells)
        for name, value in self._mapping.constants.items():
            row.values[name] = value
        for name, value in self._mapping.defaults.items():
            if row.values.get(name) is None and not any(one.pointer == pointer(name) for one in row.reasons):
                row.values[name] = value
        return row

    def _means_nothing(self, cell: Cell) -> bool:
        text = text_of(cell)
        return not text or (bool(self._empty) and folded(text) in self._empty and bool(folded(text)))

    def _take(self, row: RowInput, name: str, made: Json | Reason) -> None:
        if isinstance(made, Reason):
            row.reasons.append(replace(made, pointer=pointer(name)))
        elif made is not None:
            row.values[name] = made

    async def _linked(self, one: Field, text: str) -> Json | Reason:
        """The record that a link's cell names: by its id, its number, or the field the mapping says."""
        if ID.fullmatch(text.rpartition("/")[2]):
            return text
        target = one.to[0]
        entity = self._house.live.entities[target]
        by = self._mapping.links.get(one.id) or entity.title or "number"
        key = (target, by, text)
        if key not in self._known:
            self._known[key] = await self._look(entity, by, text)
        found = self._known[key]
        if isinstance(found, Problem):
            return reason(found, {"entity": entity.label, "value": text})
        return f"{target}/{found}" if len(one.to) > 1 else found

    async def _look(self, entity: Entity, by: str, text: str) -> str | Problem:
        wanted = entity.field(by)
        value = text if wanted is None else accept_value(wanted, text, zone_of(self._house.live.time_zone))
        if wanted is None or isinstance(value, Reason):
            return NOT_FOUND
        found = await self._house.ask(find_records, FindAsk(self._house.clock.now(), entity.id, {by: value}))
        return found[0].id if len(found) == 1 else SEVERAL_FOUND if found else NOT_FOUND


def numbered(rows: Iterator[tuple[Cell, ...]]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Rows with their numbers in the file, where the header is row 1."""
    return enumerate(rows, 2)


def _filled(text: str, cells: Mapping[str, Json]) -> str:
    for title, cell in cells.items():
        text = text.replace("{" + title + "}", "" if cell is None else str(cell))
    return text.strip()
