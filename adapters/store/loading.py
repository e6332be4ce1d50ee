"""From what commands miss to questions for the database, and from its rows into the picture."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from adapters.store.columns import readers, row_reader, writers
from adapters.store.figures import Figures
from adapters.store.house import House
from adapters.store.sql import Sql
from adapters.store.statements import Statements
from adapters.store.tables import EntityTable
from engine.group.picture import GroupNeed, Picture, RepeatNeed, Stored
from engine.values.need import CHANGED, AggregateNeed, FindNeed, LoadNeed, SerialNeed
from engine.values.record import Record

Rows = Sequence[Sequence[Any]]
KEPT = timedelta(hours=24)  # how long an answer is given again


@dataclass(frozen=True, slots=True)
class Query:
    """A statement with its parameters, and what is done with its rows."""

    text: str
    parameters: Sequence[Any]
    absorb: Callable[[Picture, Rows], None]


class Loader:
    """Makes queries of needs: one for all records of a table, one for each search and kind of figure."""

    def __init__(
        self, house: House, tables: Mapping[str, EntityTable], statements: Statements, figures: Figures
    ) -> None:
        """Everything by the tables in force."""
        self._house = house
        self._postgres = house.flavour.postgres
        self._tables = tables
        self._statements = statements
        self._figures = figures
        self._sql = Sql(house.flavour)
        self._answer = row_reader(
            house.flavour, house.idempotency, ("principal", "key", "body_hash", "answer", "at")
        )

    def queries(self, needs: Iterable[GroupNeed], *, locking: bool = False) -> list[Query]:
        """The queries that answer all these needs; with ``locking`` the rows stay ours until the transaction ends.

        Records come before searches and figures: what is decided on a figure is guarded by the version of a record, and
        a figure that is as new as the version or newer is never one too old.
        """
        records: dict[str, list[str]] = defaultdict(list)
        counters: list[str] = []
        repeats: list[RepeatNeed] = []
        figures: list[AggregateNeed] = []
        found: list[Query] = []
        for need in needs:
            match need:
                case LoadNeed():
                    records[need.entity].append(need.id)
                case FindNeed():
                    found.append(self._find(need))
                case AggregateNeed():
                    figures.append(need)
                case SerialNeed():
                    counters.append(need.counter)
                case RepeatNeed():
                    repeats.append(need)
        for select, absorb in self._figures.asked(figures):
            statement = self._sql.compiled(select)
            found.append(Query(statement.text, statement.parameters, absorb))
        first = [self._load(entity, sorted(ids), locking=locking) for entity, ids in sorted(records.items())]
        if counters:
            first.append(self._serials(sorted(counters), locking=locking))
        if repeats:
            first.append(self._repeats(repeats))
        return [*first, *found]

    def _load(self, entity: str, ids: list[str], *, locking: bool) -> Query:
        if entity == CHANGED:
            return self._changes(ids)
        table = self._tables[entity]

        def absorb(picture: Picture, rows: Rows) -> None:
            for row in rows:
                picture.take_record(entity, row[0], table.read(row))
            for id in ids:
                picture.take_record(entity, id, None)

        parameters = self._ids(ids)
        places = 0 if self._postgres else len(parameters)
        text = self._statements.load(table.table.name, table.names, places, locking=locking)
        return Query(text, parameters, absorb)

    def _changes(self, ids: list[str]) -> Query:
        """When each field of these records was changed last, as history tells it."""
        (read,) = readers(self._house.flavour, self._house.history, ("at",))

        def absorb(picture: Picture, rows: Rows) -> None:
            found: dict[str, dict[str, Any]] = {id: {} for id in ids}
            for record, name, at in rows:
                found[record][name] = read(at) if read else at
            for id, values in found.items():
                picture.take_record(CHANGED, id, Record(CHANGED, id, 1, values))

        parameters = self._ids(ids)
        where = "= any($1::text[])" if self._postgres else f"in ({', '.join('?' * len(parameters))})"
        names = "jsonb_object_keys(h.after) as e(key)" if self._postgres else "json_each(h.after) e"
        text = f"select h.record, e.key, max(h.at) from history h, {names} where h.record {where} group by h.record, e.key"  # noqa: S608
        return Query(text, parameters, absorb)

    def _ids(self, ids: list[str]) -> Sequence[Any]:
        """One array, or as many places as the next power of two, so that there are few shapes."""
        if self._postgres:
            return (ids,)
        return [*ids, *[ids[-1]] * ((1 << (len(ids) - 1).bit_length()) - len(ids))]

    def _find(self, need: FindNeed) -> Query:
        table = self._tables[need.entity]
        names = tuple(name for name, _ in need.match)
        converts = writers(self._house.flavour, table.table, names)
        parameters = [
            value if convert is None else convert(value)
            for (_, value), convert in zip(need.match, converts, strict=True)
            if value is not None
        ]
        shape = tuple((name, value is None) for name, value in need.match)

        def absorb(picture: Picture, rows: Rows) -> None:
            picture.take_found(need, tuple(table.read(row) for row in rows))

        text = self._statements.find(table.table.name, table.names, shape)
        return Query(text, [*parameters, need.limit], absorb)

    def _serials(self, counters: list[str], *, locking: bool) -> Query:
        def absorb(picture: Picture, rows: Rows) -> None:
            for counter, last in rows:
                picture.take_serial(counter, last)
            for counter in counters:
                picture.take_serial(counter, 0)

        parameters = self._ids(counters)
        where = "= any($1::text[])" if self._postgres else f"in ({', '.join('?' * len(parameters))})"
        lock = " order by counter for update" if locking else ""
        return Query(f"select counter, last from serial where counter {where}{lock}", parameters, absorb)  # noqa: S608

    def _repeats(self, needs: list[RepeatNeed]) -> Query:
        keys = {(need.principal, need.key): need.now - KEPT for need in needs}

        def absorb(picture: Picture, rows: Rows) -> None:
            for row in rows:
                values = self._answer(row)
                key = (values["principal"], values["key"])
                if key in keys and values["at"] > keys[key]:
                    picture.repeats.setdefault(key, Stored(values["body_hash"], values["answer"]))
            for key in keys:
                picture.repeats.setdefault(key, None)

        parameters = self._ids(sorted({need.key for need in needs}))
        where = "= any($1::text[])" if self._postgres else f"in ({', '.join('?' * len(parameters))})"
        text = f"select principal, key, body_hash, answer, at from idempotency where key {where}"  # noqa: S608
        return Query(text, parameters, absorb)
