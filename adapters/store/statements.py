"""The text of every statement of the command path, made once per shape (what is done to which columns of which table).

On PostgreSQL all writes of a group are one statement: each shape becomes a part of it that takes its rows as one JSON text
(three times cheaper for the driver than an array for each column). On SQLite each shape is a statement of its own that is
run for many rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from adapters.store.columns import storage_of
from adapters.store.storage import Flavour, dump

DAY = "interval '24 hours'"


@dataclass(frozen=True, slots=True)
class Shape:
    """What is written: ``verb`` to ``columns`` of ``table``. Of an update and a delete the number of rows is checked."""

    verb: str  # insert, update, delete, number, answer, cancel, wake
    table: str
    columns: tuple[str, ...]

    @property
    def checked(self) -> bool:
        """Whether each row must meet exactly one stored row, or the group was decided on what is no longer so."""
        return self.verb in ("update", "delete", "number", "answer")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one shape; a row has one parameter for each column (for an update id and the old version come first)."""

    shape: Shape
    rows: Sequence[Sequence[Any]]


def json_rows(part: Part) -> str:
    """The rows of a part as PostgreSQL's ``json_to_recordset`` takes them: one object each, columns by their place."""
    names = [f"c{place}" for place in range(len(part.rows[0]))]
    return dump([dict(zip(names, row, strict=True)) for row in part.rows])


class Statements:
    """Texts by shape for the tables of one database."""

    def __init__(self, flavour: Flavour, tables: dict[str, Table]) -> None:
        """``tables`` by name: those of the entities and the engine's own."""
        self._flavour = flavour
        self._tables = tables
        self._quote = flavour.dialect.identifier_preparer.quote
        self._known: dict[object, str] = {}

    # ------------------------------------------------------------------ loading

    def load(self, table: str, columns: tuple[str, ...], places: int, *, locking: bool = False) -> str:
        """Rows by their ids: one array on PostgreSQL, ``places`` places on SQLite."""
        shape = (table, columns, places, locking)
        if shape not in self._known:
            ids = "= any($1::text[])" if self._flavour.postgres else f"in ({', '.join('?' * places)})"
            lock = " order by id for update" if locking else ""
            self._known[shape] = f"{self._select(table, columns)} where id {ids}{lock}"
        return self._known[shape]

    def find(self, table: str, columns: tuple[str, ...], match: tuple[tuple[str, bool], ...]) -> str:
        """Rows whose columns equal parameters (or, where the flag says so, are absent), oldest first, with a limit."""
        shape = (table, columns, match)
        if shape not in self._known:
            tests: list[str] = []
            places = 0
            for name, absent in match:
                places += not absent
                tests.append(
                    f"{self._quote(name)} "
                    + ("is null" if absent else f"= {self._place(table, name, places)}")
                )
            limit = f"${places + 1}" if self._flavour.postgres else "?"
            where = " and ".join(tests) or "1 = 1"
            self._known[shape] = f"{self._select(table, columns)} where {where} order by id limit {limit}"
        return self._known[shape]

    def _select(self, table: str, columns: tuple[str, ...]) -> str:
        return f"select {self._names(columns)} from {self._quote(table)}"  # noqa: S608

    def _place(self, table: str, column: str, number: int) -> str:
        if not self._flavour.postgres:
            return "?"
        cast = storage_of(self._flavour, self._tables[table], column).cast
        return f"cast(${number}::text as {cast})" if cast else f"${number}"

    def _names(self, columns: Sequence[str]) -> str:
        return ", ".join(self._quote(name) for name in columns)

    # ------------------------------------------------------------------ writing, SQLite

    def many(self, shape: Shape) -> str:
        """The statement of one shape, to be run for many rows (SQLite)."""
        if shape not in self._known:
            self._known[shape] = self._many(shape)
        return self._known[shape]

    def _many(self, shape: Shape) -> str:
        table, columns = self._quote(shape.table), shape.columns
        match shape.verb:
            case "insert":
                return (
                    f"insert into {table} ({self._names(columns)}) values ({', '.join('?' * len(columns))})"  # noqa: S608
                )
            case "update":
                sets = ", ".join(f"{self._quote(name)} = ?{place + 3}" for place, name in enumerate(columns))
                return f"update {table} set {sets} where id = ?1 and version = ?2"  # noqa: S608
            case "delete":
                return f"delete from {table} where id = ? and version = ?"  # noqa: S608
            case "number":
                return (
                    "insert into serial (counter, last, was) values (?, ?, ?) on conflict (counter) do update "
                    "set last = excluded.last, was = excluded.was where serial.last = excluded.was"
                )
            case "answer":
                return (
                    "insert into idempotency (principal, key, body_hash, answer, at) values (?, ?, ?, ?, ?) "
                    "on conflict (principal, key) do update set body_hash = excluded.body_hash, "
                    "answer = excluded.answer, at = excluded.at"
                )
            case "cancel":
                return "delete from timer where record = ?2 and entity = ?1 and (?3 is null or name = ?3 or id = ?3)"
            case _:
                return (
                    "update timer set lease_until = null where record = ?2 and entity = ?1 and lease is null"
                )

    # ------------------------------------------------------------------ writing, PostgreSQL

    def together(self, shapes: tuple[Shape, ...]) -> str:
        """One statement that writes parts of all these shapes (PostgreSQL).

        Its parameters: for each shape in turn the JSON of its rows (``json_rows``), and their number when checked.
        """
        if shapes not in self._known:
            parts: list[str] = []
            checks: list[str] = []
            place = 0
            for number, shape in enumerate(shapes):
                names, casts = self._row_of(shape)
                place += 1
                columns = ", ".join(f"{name} {kind}" for name, (kind, _) in zip(names, casts, strict=True))
                source = f"json_to_recordset(${place}::json) as n({columns})"
                parts.append(
                    f"p{number} as ({self._part(shape, source, names, [cast for _, cast in casts])})"
                )
                if shape.checked:
                    place += 1
                    checks.append(f"expect((select count(*) from p{number}), ${place}::bigint)")  # noqa: S608
            self._known[shapes] = f"with {', '.join(parts)} select {', '.join(checks) or '1'}"
        return self._known[shapes]

    def _row_of(self, shape: Shape) -> tuple[list[str], list[tuple[str, str]]]:
        """Names, and types with casts, of what a row of this shape holds."""
        fixed = {
            "cancel": [("text", "")] * 3,
            "wake": [("text", "")] * 2,
        }
        if shape.verb in fixed:
            kinds = fixed[shape.verb]
        else:
            table = self._tables[shape.table]
            stored = [storage_of(self._flavour, table, name) for name in shape.columns]
            kinds = [(storage.sent, storage.cast) for storage in stored]
            if shape.verb in ("update", "delete"):
                kinds = [("text", ""), ("bigint", ""), *kinds]
        return [f"c{place}" for place in range(len(kinds))], kinds

    def _part(self, shape: Shape, source: str, names: list[str], casts: list[str]) -> str:
        table, columns = self._quote(shape.table), shape.columns
        values = [
            f"cast(n.{name} as {cast})" if cast else f"n.{name}"
            for name, cast in zip(names, casts, strict=True)
        ]
        insert = f"insert into {table} ({self._names(columns)}) select {', '.join(values)} from {source}"  # noqa: S608
        match shape.verb:
            case "insert":
                return insert
            case "update":
                sets = ", ".join(
                    f"{self._quote(name)} = {value}" for name, value in zip(columns, values[2:], strict=True)
                )
                return f"update {table} as t set {sets} from {source} where t.id = n.c0 and t.version = n.c1 returning 1"  # noqa: S608
            case "delete":
                return f"delete from {table} as t using {source} where t.id = n.c0 and t.version = n.c1 returning 1"  # noqa: S608
            case "number":
                return (
                    f"{insert} on conflict (counter) do update set last = excluded.last, was = excluded.was "
                    "where serial.last = excluded.was returning 1"
                )
            case "answer":
                return (
                    f"{insert} on conflict (principal, key) do update set body_hash = excluded.body_hash, "
                    f"answer = excluded.answer, at = excluded.at where idempotency.at <= excluded.at - {DAY} returning 1"
                )
            case "cancel":
                return (
                    f"delete from timer as t using {source} "  # noqa: S608
                    "where t.record = n.c1 and t.entity = n.c0 and (n.c2 is null or t.name = n.c2 or t.id = n.c2)"
                )
            case _:
                return (
                    f"update timer as t set lease_until = null from {source} "  # noqa: S608
                    "where t.record = n.c1 and t.entity = n.c0 and t.lease is null"
                )
