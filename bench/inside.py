"""The job without HTTP: commands submitted to the store in this process. For finding what costs most, not for the record."""

import asyncio
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from bench.world import CENTRES, World, agent, place, request_id
from engine.access.duty import Actor, Holding
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.facts.scene import Scene
from engine.values.record import Decision

STRIDE = 611_953


async def fire_inside(world: World, tasks: int, count: int, start: int = 0) -> Mapping[str, float]:
    """Fire ``count`` transitions from ``tasks`` tasks; gives jobs a second and CPU milliseconds of this process."""
    store = await open_store(world.url)
    try:
        await store.use(world.release)
        began, spent = time.perf_counter(), time.process_time()
        await asyncio.gather(
            *(_fire(world, store, range(start + n, start + count, tasks)) for n in range(tasks))
        )
        elapsed, spent = time.perf_counter() - began, time.process_time() - spent
    finally:
        await store.close()
    return {"per_second": count / elapsed, "cpu_ms": 1000 * spent / count}


async def _fire(world: World, store: DatabaseStore, numbers: range) -> None:
    actors = [Actor(agent(n), (Holding("agent", place(n)),)) for n in range(CENTRES)]
    for number in numbers:
        n = 1 + number * STRIDE % world.requests
        scene = Scene(world.release, actors[n % CENTRES], datetime.now(UTC), os.urandom(16))
        outcome = await store.submit(fire_transition, FireTransition(scene, "request", request_id(n), "take"))
        if not isinstance(outcome, Decision):
            raise SystemExit(f"{request_id(n)} was not moved: {outcome}")
