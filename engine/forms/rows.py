"""The rows of a list as they were sent: which are new, which are changed, which are gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast
from zoneinfo import ZoneInfo

from engine.conditions.compiled import Facts
from engine.diagnostics.pointer import pointer
from engine.forms.form import Item
from engine.forms.given import HIDDEN, MAX_ROWS, WRITE, Given, holds, is_offered, is_required, row_facts
from engine.forms.reasons import reason
from engine.records.accept import accept_value
from engine.values.plain import Json, Value
from engine.values.record import Record
from engine.values.refusal import Reason

_OWN = ("id", "version")


@dataclass(frozen=True, slots=True)
class LineRow:
    """One row as it shall be; ``id`` None is a new one.

    ``values`` holds only what was sent; ``version`` is the one it was decided on, ``position`` its place, from 1.
    """

    id: str | None
    version: int | None
    position: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class LineChanges:
    """The whole list as it shall be, and the rows (as they were read) that are no longer in it."""

    rows: tuple[LineRow, ...]
    removed: tuple[Record, ...]


def accept_rows(
    item: Item, given: Given, facts: Facts, raw: Json, zone: ZoneInfo
) -> LineChanges | list[Reason]:
    """Accept the rows of a list: ``[{"id"?, "version"?, field: JSON, ...}, ...]``, at most 500.

    A row with an ``id`` is one of ``given.rows`` (with a ``version``, of that version); one without is new; a row
    that is not sent is removed. In each row the layout's conditions are judged on the row. null is no rows.
    """
    at = pointer(item.path)
    sent: Sequence[Json] = () if raw is None else cast("Sequence[Json]", raw)
    if not isinstance(sent, list | tuple):
        return [reason("not_a_list", at)]
    if len(sent) > MAX_ROWS:
        return [reason("too_many_rows", at, limit=MAX_ROWS)]
    reading = _Reading(item, given, facts, zone, {row.id: row for row in given.rows.get(item.path, ())})
    rows = [reading.row(one, index) for index, one in enumerate(sent)]
    return reading.found or LineChanges(
        tuple(row for row in rows if row is not None),
        tuple(row for row in reading.known.values() if row.id not in reading.seen),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """The list that is read: its circumstances, the rows it has, those already met, and what was refused."""

    item: Item
    given: Given
    facts: Facts
    zone: ZoneInfo
    known: Mapping[str, Record]
    seen: set[str] = field(default_factory=set[str])
    found: list[Reason] = field(default_factory=list[Reason])

    def row(self, sent: Json, index: int) -> LineRow | None:
        """One row; None when it was refused."""
        at = pointer(self.item.path, index)
        refused = self._unfit(sent, at)
        if refused is not None:
            self.found.append(refused)
            return None
        cells = cast("Mapping[str, Json]", sent)
        old = self.known.get(str(cells.get("id")))
        values = self._values(cells, old, at)
        return LineRow(old.id if old else None, old.version if old else None, index + 1, values)

    def _unfit(self, sent: Json, at: str) -> Reason | None:
        """Why this is no row of the list."""
        if not isinstance(sent, Mapping):
            return reason("not_an_object", at)
        name, version = sent.get("id"), sent.get("version")
        if name is None:
            return None
        if not isinstance(name, str) or name not in self.known:
            return reason("unknown_row", at + "/id")
        if name in self.seen:
            return reason("row_twice", at + "/id")
        self.seen.add(name)
        stale = version is not None and (isinstance(version, bool) or version != self.known[name].version)
        return reason("row_stale", at + "/version") if stale else None

    def _values(self, sent: Mapping[str, Json], old: Record | None, at: str) -> dict[str, Value]:
        layout: Mapping[str, Item] = self.item.lines.items if self.item.lines else {}
        entered: dict[str, Value] = {}
        refused: dict[str, Reason] = {}
        for name, raw in sent.items():
            cell = layout.get(name)
            if name in _OWN:
                continue
            if cell is None or self.given.right(cell, self.item.path) == HIDDEN:
                refused[name] = reason("unknown_field", at + pointer(name))
                continue
            value = accept_value(cell.field, raw, self.zone)
            if isinstance(value, Reason):
                refused[name] = replace(value, pointer=at + pointer(name) + value.pointer)
            else:
                entered[name] = value
        current: Mapping[str, Value] = old.values if old else {}
        here = row_facts(self.facts, {**current, **entered})
        for name, cell in layout.items():
            slug = None if name in refused else self._fault(cell, sent, entered, old, here)
            if slug is not None:
                refused[name] = reason(slug, at + pointer(name))
        self.found.extend(refused.values())
        return entered

    def _fault(
        self,
        cell: Item,
        sent: Mapping[str, Json],
        entered: Mapping[str, Value],
        old: Record | None,
        facts: Facts,
    ) -> str | None:
        """What is wrong with one cell of a row, as the slug of its reason."""
        right = self.given.right(cell, self.item.path)
        if right == HIDDEN:
            return None
        shown = holds(cell.visible, facts)
        writable = right == WRITE and not holds(cell.readonly, facts) and not cell.field.derived
        if cell.path in sent and not (shown and writable):
            return "read_only" if shown else "not_visible"
        before = old.values.get(cell.path) if old else None
        if cell.path in sent and not is_offered(cell, entered.get(cell.path), before, self.given, facts):
            return "not_offered"
        if self.given.unfinished or not (shown and writable and is_required(cell, facts)):
            return None
        if cell.path in sent:
            return "required" if entered.get(cell.path) is None else None
        # In a new row the field's default or snapshot fills what was not sent at all.
        filled = old is None and (cell.field.default is not None or cell.field.copy_from is not None)
        return "required" if before is None and not filled else None
