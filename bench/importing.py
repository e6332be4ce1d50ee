"""Import: many rows, each an ordinary command with input, duplicates and rules, in the lane for bulk work."""

import asyncio
import os
import time
from datetime import UTC, datetime

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from bench.world import CENTRES, World, agent, place
from engine.access.duty import Actor, Holding
from engine.commands.create_record import CreateRecord, create_record
from engine.facts.scene import Scene
from engine.values.record import Decision

TOGETHER = 128  # rows on their way at one time


async def import_rows(world: World, rows: int) -> float:
    """Import so many new rows; gives rows a second."""
    store = await open_store(world.url)
    try:
        await store.use(world.release)
        began = time.perf_counter()
        await asyncio.gather(*(_import(world, store, range(n, rows, TOGETHER)) for n in range(TOGETHER)))
        return rows / (time.perf_counter() - began)
    finally:
        await store.close()


async def _import(world: World, store: DatabaseStore, numbers: range) -> None:
    actors = [Actor(agent(n), (Holding("agent", place(n)),)) for n in range(CENTRES)]
    for n in numbers:
        scene = Scene(world.release, actors[n % CENTRES], datetime.now(UTC), os.urandom(16))
        row = {
            "name": f"Imported {n}", "phone": f"17{n:09}", "email": f"imported{n}@example.com", "source": "partner",
            "score": n % 100, "budget": str(n % 5000),
        }  # fmt: skip
        outcome = await store.submit(create_record, CreateRecord(scene, "request", row), bulk=True)
        if not isinstance(outcome, Decision):
            raise SystemExit(f"row {n} was not imported: {outcome}")
