"""Rows as they lie in their tables: taken from one store, laid down in another under other ids and words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Protocol

from sqlalchemy import Table, func, select

from adapters.store.database import Filling
from adapters.store.moving import Mover, Words
from adapters.store.rows import Holds, replacing
from adapters.store.tables import EntityTable
from engine.ports.whole import Mark, Moved, NotCopied, Recorded
from engine.records.serial import serial

# What belongs to a store itself, and to those who sign in to it, and not to what happened there.
_OWN = frozenset(
    {"layout", "upkeep", "release", "serial", "idempotency", "account", "session", "token", "sign_in_attempt"}
)


class Fills(Holds, Protocol):
    """A store into which many rows can be put at once."""

    async def fill(self, tables: Sequence[Filling]) -> None:
        """Put many rows into tables, all in one transaction."""
        ...


class StoredWhole:
    """Fulfils ``engine.ports.whole.Whole``. What is taken away is read from SQLite, which is what scratch stores are."""

    def __init__(self, store: Fills) -> None:
        """``store``: with a release in force when it is asked."""
        self._store = store

    async def mark(self) -> Mark:
        """Everything that lies here now."""
        rows = {
            table.name: {_key(table, row): row for row in await self._rows(table)} for table in self._tables()
        }
        return Mark(rows, await self._counters())

    async def since(self, mark: Mark) -> Recorded:
        """What has come since then; raises ``NotCopied`` when something that was there has changed."""
        rows: dict[str, list[Sequence[Any]]] = {}
        for table in self._tables():
            found, there = await self._rows(table), mark.rows[table.name]
            rows[table.name] = [row for row in found if _key(table, row) not in there]
            if len(found) - len(rows[table.name]) != len(there) or any(
                row != there.get(_key(table, row), row) for row in found
            ):
                raise NotCopied(f"a row of {table.name} that is there once for all was changed")
        _look_at_counters(self._store.house.limit_usage, rows["limit_usage"])
        ids = frozenset(key for there in mark.rows.values() for key in there if isinstance(key, str))
        counters = {
            name: (mark.counters.get(name, 0), last - mark.counters.get(name, 0))
            for name, last in (await self._counters()).items()
            if last != mark.counters.get(name, 0)
        }
        return Recorded(rows, ids, counters, self._numbers(rows))

    async def lay(self, recorded: Recorded, moves: Sequence[Moved]) -> int:
        """Lay it down once for each of these; numbers go on from the last one here. Gives how many rows came in."""
        last, laid = await self._counters(), 0
        words = [
            Words(move, self._renumbered(recorded, last, place), recorded.ids)
            for place, move in enumerate(moves)
        ]
        known = frozenset(text for one in words for text in one)
        for group in self._groups():
            read = {table: self._mover(table, known, recorded) for table in group}
            rows = {table: mover.read(recorded.rows[table.name]) for table, mover in read.items()}
            for one in words:
                await self._store.fill(
                    [
                        (table, mover.names, mover.moved(rows[table], one))
                        for table, mover in read.items()
                        if rows[table]
                    ]
                )
                laid += sum(map(len, rows.values()))
        await self._count_on(recorded, last, len(moves))
        return laid

    async def count(self) -> int:
        """How many rows there are in all tables."""
        counted = [
            (await self._store.read(select(func.count()).select_from(table)))[0][0]
            for table in self._tables()
        ]
        return sum(counted)

    def _groups(self) -> Iterator[Sequence[Table]]:
        """Tables that have to be filled as one: those of records point to one another, the engine's own to none."""
        if self._store.tables is None:
            raise RuntimeError("no release is installed")
        yield [one.table for one in self._store.tables.entities.values()]
        yield from ([table] for table in self._store.house.metadata.tables.values() if table.name not in _OWN)

    def _tables(self) -> Iterator[Table]:
        for group in self._groups():
            yield from group

    def _mover(self, table: Table, known: AbstractSet[str], recorded: Recorded) -> Mover:
        """What moves the rows of a table. A position is given anew, in the same order."""
        kinds = {column.name: column.info["kind"] for column in table.c if column.identity is None}
        return Mover(table.c.keys(), kinds, self._store.flavour, known, recorded.ids)

    async def _rows(self, table: Table) -> Sequence[Sequence[Any]]:
        ordered = [column for column in table.c if column.identity is not None]
        return [tuple(row) for row in await self._store.read(select(*table.c).order_by(*ordered))]

    async def _counters(self) -> dict[str, int]:
        serials = self._store.house.serial
        return {row[0]: row[1] for row in await self._store.read(select(serials.c.counter, serials.c.last))}

    def _numbers(self, rows: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, str]:
        """Every number that these rows were given, with the counter that gave it."""
        return {
            number: read[0]
            for entity in self._entities()
            if (pattern := serial(entity.entity.serial or "")) is not None
            for row in rows[entity.table.name]
            if (number := row[entity.names.index("number")]) is not None
            and (read := pattern.read(f"{entity.entity.id}.number", number)) is not None
        }

    def _renumbered(self, recorded: Recorded, last: Mapping[str, int], place: int) -> dict[str, str]:
        """What the numbers become when this is laid down ``place`` times already."""
        patterns = {
            f"{one.entity.id}.number": pattern
            for one in self._entities()
            if (pattern := serial(one.entity.serial or "")) is not None
        }
        by = {
            counter: last.get(counter, 0) + place * given - was
            for counter, (was, given) in recorded.counters.items()
        }
        return {
            number: patterns[counter.partition(":")[0]].moved(number, by[counter])
            for number, counter in recorded.numbers.items()
        }

    async def _count_on(self, recorded: Recorded, last: Mapping[str, int], times: int) -> None:
        flavour, serials = self._store.flavour, self._store.house.serial
        await self._store.write(
            *(
                replacing(flavour, serials, {"counter": counter, "last": now, "was": now})
                for counter, (_, given) in recorded.counters.items()
                for now in (last.get(counter, 0) + times * given,)
            )
        )

    def _entities(self) -> Iterable[EntityTable]:
        return self._store.tables.entities.values() if self._store.tables is not None else ()


def _key(table: Table, row: Sequence[Any]) -> Any:
    key = tuple(value for column, value in zip(table.c, row, strict=True) if column.primary_key)
    return key[0] if len(key) == 1 else key


def _look_at_counters(table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """A counter whose id does not show what it counts would be another one elsewhere."""
    id, limit, counted = (table.c.keys().index(name) for name in ("id", "limit_id", "counted"))
    if any(row[id] != f"{row[limit]}/{row[counted]}" for row in rows):
        raise NotCopied("a limit counts by more than fits into the id of its counter")
