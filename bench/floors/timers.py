"""The floor of timers: the same rows claimed, changed and written by bare SQL, in batches, each committed durably."""

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import asyncpg

from bench.world import World

BATCH = 100
_ROWS = """
create table floor_timer (id bigint primary key, visit bigint not null, due_at timestamp not null, lease text);
create table floor_visit (id bigint primary key, version bigint not null, state text not null, desk text, changed_at timestamp not null);
create table floor_step (id {serial}, visit bigint not null, at timestamp not null, detail text);
insert into floor_visit select n, 1, 'booked', 'D' || n, '2026-01-01 00:00:00' from {numbers};
insert into floor_timer select n, n, '2026-01-01 00:00:00', null from {numbers};
create index floor_timer_due on floor_timer (due_at);
create index floor_step_visit on floor_step (visit)
"""
_AT = "2026-03-01 00:00:00"
_DETAIL = json.dumps({"before": {"state": "booked"}, "after": {"state": "missed"}})
_CLAIM = (
    "select id from floor_timer where due_at <= '{at}' and lease is null order by due_at limit {batch} {lock}"
)
_TAKE = "update floor_timer set lease = 'mine' where id in ({claim}) returning visit"


async def run(world: World, count: int) -> float:
    """Timers a second until so many are done, in batches by one worker."""
    if world.is_postgres:
        return await _postgres(world.url, count)
    return _sqlite(world.sqlite_file.with_name("floor_timers.sqlite"), count)


def _take(lock: str) -> str:
    return _TAKE.format(claim=_CLAIM.format(at=_AT, batch=BATCH, lock=lock))


async def _postgres(url: str, count: int) -> float:
    connection = await asyncpg.connect(url)
    changes = (
        "update floor_visit set state = 'missed', version = version + 1, changed_at = current_timestamp where id = any($1)",
        "insert into floor_step (visit, at, detail) select unnest($1::bigint[]), current_timestamp, $2",
        "delete from floor_timer where visit = any($1)",
    )
    try:
        await connection.execute(
            _ROWS.format(serial="bigserial primary key", numbers=f"generate_series(1, {count}) as n")
        )
        await connection.execute("vacuum analyze floor_timer, floor_visit")
        began = time.perf_counter()
        while found := [row[0] for row in await connection.fetch(_take("for update skip locked"))]:
            async with connection.transaction():
                for change in changes:
                    await connection.execute(change, found, *([_DETAIL] if "$2" in change else []))
        return count / (time.perf_counter() - began)
    finally:
        await connection.close()


def _sqlite(path: Path, count: int) -> float:
    numbers = f"(with recursive up(n) as (select 1 union all select n + 1 from up where n < {count}) select n from up)"  # noqa: S608
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.executescript(
            f"begin; {_ROWS.format(serial='integer primary key', numbers=numbers)}; commit"
        )
        connection.execute("pragma synchronous = full")
        began = time.perf_counter()
        while found := connection.execute(_take("")).fetchall():
            connection.execute("begin immediate")
            connection.executemany(
                "update floor_visit set state = 'missed', version = version + 1, changed_at = current_timestamp where id = ?",
                found,
            )
            connection.executemany(
                "insert into floor_step (visit, at, detail) values (?, current_timestamp, ?)",
                [(visit, _DETAIL) for (visit,) in found],
            )
            connection.executemany("delete from floor_timer where visit = ?", found)
            connection.execute("commit")
        return count / (time.perf_counter() - began)
