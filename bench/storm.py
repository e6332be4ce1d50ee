"""Timers that are due at once: how many are applied in a second, and what people notice of it meanwhile.

The server runs as it does in service, its worker in the same process. It starts when they have all become due, as after
an outage.
"""

import asyncio
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import asyncpg

from bench.candidate import Candidate, serving
from bench.figures import Figure, Results
from bench.floors import timers as floor
from bench.load import Load, send
from bench.measure import CREATE, LIST
from bench.scale import Scale
from bench.visits import moment, rows_of_visits
from bench.world import World, fill

PERSONS = 50  # half of them read lists, half create requests
PAUSE = 1.0  # seconds between two requests of one person, on average
SPELL = 3.0  # seconds for which persons ask before it is looked whether timers are left
LOOK_EVERY = 0.2  # seconds between two looks whether timers are left
_BEYOND = 500_000_000  # numbers that no other job has used
_OPEN = "select count(*) from timer where state = 'open' and entity = 'visit'"
_APPLIED = "select count(*) from history where entity = 'visit' and command = 'transition:visit.give_up'"


async def measure(world: World, scale: Scale, results: Results, database: str) -> None:
    """Two storms beside the pending timers: one alone, one while people work. Raises when one timer is not applied once."""
    began, later = datetime.now(UTC), timedelta(days=30)
    await fill(world, rows_of_visits(world, 1, scale.pending, began + later, began))
    alone, _ = await _storm(world, 1 + scale.pending, scale.due, persons=0)
    least = await floor.run(world, scale.due)
    pending = f"timers applied, {scale.pending:,} pending"
    results.take([Figure(pending, database, None, [alone], floors=[least], target=3_000)])
    busy, loads = await _storm(world, 1 + scale.pending + scale.due, scale.due, persons=PERSONS)
    slowest = max(load.p95 for load in loads)
    results.take(
        [
            # 100,000 in 180 seconds, as is promised.
            Figure(f"timers applied, {scale.due:,} at once", database, PERSONS, [busy], target=556),
            Figure("p95 meanwhile", database, PERSONS, [slowest], target=300, at_most=True, unit="ms"),
        ]
    )
    applied = await _count(world, _APPLIED)
    if applied != 2 * scale.due:
        raise RuntimeError(f"{2 * scale.due} timers were due, {applied} transitions were taken")


async def _storm(world: World, first: int, count: int, *, persons: int) -> tuple[float, list[Load]]:
    """Timers applied a second while so many persons ask, and what came of their requests."""
    due = datetime.now(UTC)
    # What earlier jobs left to deliver is none of this one's work.
    await fill(world, ["delete from outbox", *rows_of_visits(world, first, count, due, due)])
    with serving(world.url, worker=True) as candidate:
        began, there = time.perf_counter(), await _left(world, due)
        over = asyncio.Event()
        asking = asyncio.create_task(_ask(candidate, persons, over))
        while await _left(world, due):  # noqa: ASYNC110 - another process takes them away
            await asyncio.sleep(LOOK_EVERY)
        took = time.perf_counter() - began
        over.set()
        loads = await asking
    if any(load.failed for load in loads):
        raise RuntimeError(f"{sum(load.failed for load in loads)} requests failed while timers were applied")
    return there / took, loads


async def _ask(candidate: Candidate, persons: int, over: asyncio.Event) -> list[Load]:
    loads: list[Load] = []
    while persons and not over.is_set():
        asked = (
            asyncio.to_thread(
                send, candidate.url, job.plan, persons // 2, SPELL, _BEYOND + 1_000 * len(loads), PAUSE
            )
            for job in (LIST, CREATE)
        )
        loads += await asyncio.gather(*asked)
    return loads


async def _left(world: World, due: datetime) -> int:
    return await _count(world, f"{_OPEN} and due_at <= {moment(world, due)}")


async def _count(world: World, query: str) -> int:
    if world.is_postgres:
        connection = await asyncpg.connect(world.url)
        try:
            return int(await connection.fetchval(query))
        finally:
            await connection.close()
    with closing(sqlite3.connect(world.sqlite_file)) as connection:
        return int(connection.execute(query).fetchone()[0])
