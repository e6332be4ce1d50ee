"""From what a group decided to rows for the database."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from adapters.store.columns import row_writer, slot_writer
from adapters.store.house import House
from adapters.store.search import COLUMN as SEARCH
from adapters.store.search import search_text
from adapters.store.statements import Part, Shape
from adapters.store.tables import EntityTable
from engine.group.pending import Pending, Update

HISTORY = (
    "id",
    "entity",
    "record",
    "version",
    "at",
    "actor",
    "command",
    "release",
    "before",
    "after",
    "why",
    "caused_by",
)
RULE_RUN = ("id", "rule", "entity", "record", "history", "at")
OUTBOX = (
    "id", "kind", "name", "entity", "record", "at", "body", "lane", "recipient", "state", "attempts", "due_at"
)  # fmt: skip
TIMER = (
    "id",
    "entity",
    "record",
    "name",
    "due_at",
    "entry",
    "zone",
    "if_late",
    "order",
    "error",
    "state",
    "attempts",
)
SERIAL = ("counter", "last", "was")
ANSWER = ("principal", "key", "body_hash", "answer", "at")

Row = list[Any]
Entry = TypeVar("Entry")


class Writer:
    """Turns a group's pending decisions into parts, always in the same order of tables."""

    def __init__(self, house: House, tables: Mapping[str, EntityTable]) -> None:
        """Look every conversion up once."""
        self._tables = tables
        self._order = {id: place for place, id in enumerate(sorted(tables))}
        flavour = house.flavour
        # Of each row the entry itself tells all columns but the last so many, which are given beside it.
        own = {
            house.history: (HISTORY, 0), house.rule_run: (RULE_RUN, 0), house.outbox: (OUTBOX, 3), house.timer: (TIMER, 2),
            house.idempotency: (ANSWER, 0),
        }  # fmt: skip
        self._rows: dict[str, Callable[[object, Sequence[Any]], Row]] = {
            table.name: slot_writer(flavour, table, names, given) for table, (names, given) in own.items()
        }
        self._updates: dict[tuple[str, tuple[str, ...]], Callable[[Mapping[str, Any]], Row]] = {}
        self._flavour = flavour

    def parts(self, pending: Pending) -> list[Part]:
        """Everything that is to be written, entity rows first."""
        found = [*self._inserts(pending), *self._changes(pending), *self._removals(pending)]
        found += [
            self._own("history", HISTORY, pending.history),
            self._own("rule_run", RULE_RUN, pending.rule_runs),
            self._own("outbox", OUTBOX, pending.outbox, lambda entry: ("planned", 0, entry.at)),
            self._cancels(pending),
            Part(Shape("wake", "timer", ()), [[one.entity, one.record] for one in pending.wakes]),
            self._own("timer", TIMER, pending.timers, lambda timer: ("failed" if timer.error else "open", 0)),
            Part(
                Shape("number", "serial", SERIAL),
                [[counter, last, was] for counter, (was, last) in sorted(pending.serials.items())],
            ),
            self._own("idempotency", ANSWER, pending.answered, verb="answer"),
        ]
        return [part for part in found if part.rows]

    def _own(
        self,
        table: str,
        names: tuple[str, ...],
        entries: Sequence[Entry],
        rest: Callable[[Entry], Sequence[Any]] = lambda _entry: (),
        verb: str = "insert",
    ) -> Part:
        row = self._rows[table]
        return Part(Shape(verb, table, names), [row(one, rest(one)) for one in entries])

    def _inserts(self, pending: Pending) -> list[Part]:
        rows: dict[str, list[Row]] = defaultdict(list)
        for record in pending.inserts():
            rows[record.entity].append(self._tables[record.entity].write(record))
        return [
            Part(Shape("insert", self._tables[entity].table.name, self._tables[entity].names), rows[entity])
            for entity in sorted(rows, key=self._order.__getitem__)
        ]

    def _changes(self, pending: Pending) -> list[Part]:
        rows: dict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
        for update in sorted(pending.updates(), key=lambda update: update.record.id):
            entity = self._tables[update.record.entity]
            columns = ("version", *entity.columns_of(update.columns))
            rows[(update.record.entity, columns)].append(self._changed(entity, columns, update))
        return [
            Part(Shape("update", self._tables[entity].table.name, columns), rows[(entity, columns)])
            for entity, columns in sorted(rows)
        ]

    def _changed(self, entity: EntityTable, columns: tuple[str, ...], update: Update) -> Row:
        shape = (entity.entity.id, columns)
        write = self._updates.get(shape)
        if write is None:
            write = self._updates[shape] = row_writer(self._flavour, entity.table, columns)
        record = update.record
        values: dict[str, Any] = {**record.values, "version": record.version}
        if columns[-1] == SEARCH:
            values[SEARCH] = search_text(entity.search, record.values)
        return [record.id, update.was, *write(values)]

    def _removals(self, pending: Pending) -> list[Part]:
        rows: dict[str, list[Row]] = defaultdict(list)
        for record in pending.removals():
            rows[record.entity].append([record.id, record.version])
        return [
            Part(Shape("delete", self._tables[entity].table.name, ()), found)
            for entity, found in sorted(rows.items())
        ]

    def _cancels(self, pending: Pending) -> Part:
        rows: list[Row] = [
            [cancel.entity, cancel.record, name]
            for cancel in pending.cancels
            for name in ((None,) if cancel.names is None else cancel.names)
        ]
        return Part(Shape("cancel", "timer", ()), rows)
