"""Import: many rows, each an ordinary command with input, duplicates and rules, in the lane for bulk work."""

import os
import time
from datetime import UTC, datetime

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from bench.world import CENTRES, World, agent, place
from engine.access.duty import Actor, Holding
from engine.commands.import_row import ImportRow, import_row
from engine.facts.scene import Scene
from engine.values.record import Decision

TOGETHER = 256  # rows handed over at a time, as an import does


async def import_rows(world: World, rows: int) -> float:
    """Import so many new rows; gives rows a second."""
    store = await open_store(world.url)
    try:
        await store.use(world.release)
        began = time.perf_counter()
        for first in range(0, rows, TOGETHER):
            await _import(world, store, range(first, min(first + TOGETHER, rows)))
        return rows / (time.perf_counter() - began)
    finally:
        await store.close()


async def _import(world: World, store: DatabaseStore, numbers: range) -> None:
    outcomes = await store.submit_all(import_row, [_row(world, n) for n in numbers])
    for n, outcome in zip(numbers, outcomes, strict=True):
        if not isinstance(outcome, Decision):
            raise SystemExit(f"row {n} was not imported: {outcome}")


def _row(world: World, n: int) -> ImportRow:
    actor = Actor(agent(n % CENTRES), (Holding("agent", place(n % CENTRES)),))
    row = {
        "name": f"Imported {n}", "phone": f"17{n:09}", "email": f"imported{n}@example.com", "source": "partner",
        "score": n % 100, "budget": str(n % 5000),
    }  # fmt: skip
    return ImportRow(
        Scene(world.release, actor, datetime.now(UTC), os.urandom(16)), "request", row, ("phone",)
    )
