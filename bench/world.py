"""The world that is measured: a company of ten centres with one agent each, and many open requests.

Everything about people goes in through the store; the many requests are laid straight into their table, which only a
benchmark may do. Ids can be told from numbers, so that a client needs no list of them.
"""

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from adapters.pack_files.folder import read_folder
from adapters.store.layout import definition
from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from adapters.store.tables import EntityTable
from engine.access.duty import Holding
from engine.packs.check import check
from engine.packs.release import Release
from engine.ports.people import Account, Token

PACK = Path(__file__).parent / "pack"
CENTRES = 10
STATES = ("open", "waiting", "taken")
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def release() -> Release:
    """The bench pack, compiled."""
    result = check(read_folder(PACK).files)
    if result.release is None:
        raise RuntimeError(f"the bench pack is broken: {result.errors}")
    return result.release


def token(centre: int) -> str:
    """The API token of the agent of a centre."""
    return f"pm_bench_{centre}_{'0' * 32}"


def agent(centre: int) -> str:
    """The id of the agent of a centre."""
    return f"2{centre:025}"


def place(centre: int) -> str:
    """The id of a centre."""
    return f"3{centre:025}"


def request_id(number: int) -> str:
    """The id of a request, from 1; its centre is ``number % CENTRES``."""
    return f"1{number:025}"


# Each column of a request as an expression of its number n, in both kinds of SQL; @stamp is a moment, @id an id.
_COLUMNS = {
    "id": "@id(R,n)", "version": "1", "number": "'R-' || n", "state": "'open'", "owner": f"@id(P,n % {CENTRES})",
    "centre": f"@id(C,n % {CENTRES})", "created_at": "@stamp", "created_by": f"@id(P,n % {CENTRES})", "changed_at": "@stamp",
    "changed_by": f"@id(P,n % {CENTRES})", "entered_at": "@lately", "release": "@release", "name": "'Caller ' || n",
    "phone": "'+86' || (13000000000 + n)", "email": "'caller' || n || '@example.com'",
    "source": "case n / 10 % 5 when 0 then 'web' when 1 then 'phone_in' when 2 then 'desk' when 3 then 'fair' else 'partner' end",
    "grade": "case n / 50 % 4 when 0 then 'a' when 1 then 'b' when 2 then 'c' else 'd' end", "score": "(n * 7919) % 100",
    "budget": "@money", "next_at": "@soon", "_search": "'caller ' || n || ' r-' || n || ' 86' || (13000000000 + n)",
}  # fmt: skip


def rows_of_requests(flavour: str, count: int, release_id: str) -> str:
    """One statement that makes all requests."""
    postgres = flavour == "postgresql"
    stamp = (
        f"timestamptz '{BEGAN.isoformat()}' + n * interval '7 seconds'"
        if postgres
        else f"strftime('%Y-%m-%dT%H:%M:%S', {int(BEGAN.timestamp())} + n * 7, 'unixepoch') || '.000000+00:00'"
    )
    values = ", ".join(_COLUMNS.values())
    for kind, first in (("R", 1), ("P", 2), ("C", 3)):
        for number in ("n", f"n % {CENTRES}"):
            made = (
                f"'{first}' || lpad(({number})::text, 25, '0')"
                if postgres
                else f"printf('{first}%025d', {number})"
            )
            values = values.replace(f"@id({kind},{number})", made)
    money = "(n % 50000)" if postgres else "(n % 50000) * 1000000"
    values = values.replace("@stamp", stamp).replace("@money", money).replace("@release", f"'{release_id}'")
    source = (
        f"generate_series(1, {count}::bigint) as n"
        if postgres
        else f"(with recursive up(n) as (select 1 union all select n + 1 from up where n < {count}) select n from up)"  # noqa: S608
    )
    values = values.replace("@lately", _ago("n % 20500", "minutes", postgres=postgres))
    values = values.replace("@soon", _ago("20 - n % 4000", "hours", postgres=postgres))
    names = ", ".join(f'"{name}"' for name in _COLUMNS)
    return f"insert into e_request ({names}) select {values} from {source}"  # noqa: S608


def _ago(number: str, unit: str, *, postgres: bool) -> str:
    """The moment so many minutes or hours ago: what waits in a queue hangs on the clock of the day it is measured."""
    if postgres:
        return f"now() - ({number}) * interval '1 {unit}'"
    return f"strftime('%Y-%m-%dT%H:%M:%S', 'now', (-({number})) || ' {unit}') || '.000000+00:00'"


@dataclass(frozen=True)
class World:
    """A database with the company in it. ``postgres`` is the address of a server's database, or None for SQLite."""

    url: str
    requests: int
    release: Release

    @property
    def sqlite_file(self) -> Path:
        """Where the SQLite file lies."""
        return Path(self.url.removeprefix("sqlite:///"))

    @property
    def is_postgres(self) -> bool:
        """Which database it is."""
        return self.url.startswith("postgresql")


async def make_world(url: str, requests: int) -> World:
    """Publish the pack into an empty database and fill it."""
    made = World(url, requests, release())
    store = await open_store(url)
    try:
        await store.install(made.release)
        await store.published.publish(made.release, BEGAN, None)
        await _people(store)
        if store.tables is None:
            raise RuntimeError("the release brought no tables")
        indexes = _indexes(store, store.tables.entities["request"])
    finally:
        await store.close()
    rows = rows_of_requests("postgresql" if made.is_postgres else "sqlite", requests, made.release.id)
    # The counter stands where the numbers of the requests that are there already end.
    last = f"insert into serial (counter, last, was) values ('request.number', {requests}, 0)"  # noqa: S608
    statements = [*(f"drop index {name}" for name in indexes), rows, *indexes.values(), last]
    await fill(made, statements)
    return made


async def fill(world: World, statements: Sequence[str]) -> None:
    """Lay rows straight into the tables of a world that nobody serves meanwhile."""
    if world.is_postgres:
        await _fill_postgres(world.url, statements)
    else:
        _fill_sqlite(world.sqlite_file, statements)


def _indexes(store: DatabaseStore, table: EntityTable) -> dict[str, str]:
    return {str(index.name): definition(index, store.flavour) for index in table.table.indexes}


async def _people(store: DatabaseStore) -> None:
    centres = ", ".join(f"('{place(n)}', 1, 'Centre {n}')" for n in range(CENTRES))
    true = "true" if store.flavour.postgres else "1"
    persons = ", ".join(f"('{agent(n)}', 1, 'Agent {n}', '{place(n)}', {true})" for n in range(CENTRES))
    await store.write(
        f"insert into e_centre (id, version, name) values {centres}",  # noqa: S608
        f"insert into e_person (id, version, name, centre, active) values {persons}",  # noqa: S608
    )
    for n in range(CENTRES):
        await store.people.add_account(
            Account(f"A{n}", agent(n), f"agent{n}", None, BEGAN, BEGAN, admin=True)
        )
        await store.people.set_holdings(agent(n), [Holding("agent", place(n))])
        await store.people.add_token(
            Token(f"T{n}", f"A{n}", hashlib.sha256(token(n).encode()).hexdigest(), token(n)[:8], "bench",
                  ("read", "write", "admin"), BEGAN)
        )  # fmt: skip


async def _fill_postgres(url: str, statements: Sequence[str]) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "set session_replication_role = replica"
        )  # no look at foreign keys, row by row
        await connection.execute("set maintenance_work_mem = '256MB'")
        for statement in statements:
            await connection.execute(statement)
        await connection.execute("vacuum analyze")
        await connection.execute("checkpoint")
    finally:
        await connection.close()


def _fill_sqlite(path: Path, statements: Sequence[str]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        for statement in statements:
            connection.execute(statement)
        connection.execute("commit")
        connection.execute("analyze")
        connection.execute("pragma wal_checkpoint(truncate)")
    finally:
        connection.close()
