"""``python -m bench``: measures candidate and floor in turn and tells ratios. ``--quick`` takes a minute or two.

Machines are noisy: read ratios and CPU per job, never a single absolute figure. Results go to bench/results/.
"""

import argparse
import asyncio
import json
import os
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bench import importing, playing, rules, school, storm
from bench.candidate import serving
from bench.figures import Figure, Results
from bench.floors import postgres as postgres_floor
from bench.floors import sqlite as sqlite_floor
from bench.load import client
from bench.machine import described
from bench.measure import CREATE, FIRE, LIST, QUEUE, RESERVE_MANY, RESERVE_ONE, Measure
from bench.postgres import processes, running
from bench.scale import Scale
from bench.world import World, make_world

FULL = Scale(
    rows=1_000_000,
    rounds=3,
    seconds=6.0,
    clients=(1, 8, 32),
    imported=100_000,
    pending=1_000_000,
    due=100_000,
    sample="full",
    screens=11,
)
QUICK = Scale(
    rows=100_000,
    rounds=1,
    seconds=3.0,
    clients=(1, 8, 32),
    imported=3_000,
    pending=100_000,
    due=10_000,
    sample="demo",
    screens=3,
)
_LEADS = 150_000  # of the sample "full"
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Read the options, measure, print, write."""
    options = argparse.ArgumentParser(prog="bench", description=__doc__)
    options.add_argument(
        "--quick", action="store_true", default=bool(os.environ.get("QUICK")), help="a minute or two"
    )
    options.add_argument(
        "--only", choices=("rules", "sqlite", "school", "conflict", "postgresql"), help="one part alone"
    )
    options.add_argument("--rows", type=int, help="how many records there are")
    options.add_argument(
        "--rounds", type=int, help="how often candidate and floor take turns; medians are told"
    )
    options.add_argument(
        "--school", type=Path, help="database of the school: used where it is, else played into it"
    )
    chosen = options.parse_args()
    scale = QUICK if chosen.quick else FULL
    scale = replace(scale, rows=chosen.rows or scale.rows, rounds=chosen.rounds or scale.rounds)
    results = Results(described() | {"client": client()}, scale)
    if chosen.only in (None, "rules"):
        results.take(_rules(3.0 if chosen.quick else 12.0))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if chosen.only in (None, "sqlite"):
            asyncio.run(_sqlite(Path(folder), scale, results))
        if chosen.only in (None, "school"):
            place = chosen.school or Path(folder) / "school.sqlite"
            asyncio.run(_school(place.absolute(), place.exists(), scale, results, "SQLite"))
        if chosen.only == "conflict":  # else it is taken with the rest, of a larger world
            url = f"sqlite:///{Path(folder) / 'conflict.sqlite'}"
            asyncio.run(_conflict(url, replace(scale, rows=_LEADS), results, "SQLite"))
            with running() as server:
                asyncio.run(_conflict(server.url, replace(scale, rows=_LEADS), results, "PostgreSQL"))
        if chosen.only in (None, "postgresql"):
            asyncio.run(_postgres(scale, results))
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}.json"
    file.write_text(json.dumps(results.as_json(), indent=2, ensure_ascii=False) + "\n")
    print(f"\n{results.table()}\n\nWritten to {file}")


def _rules(seconds: float) -> list[Figure]:
    found = rules.measure(seconds)
    floor = found.pop("plain function")
    targets = {"ten rules": 300_000}
    return [
        Figure(name, "-", None, [rate], floors=[floor], target=targets.get(name))
        for name, rate in found.items()
    ]


async def _sqlite(folder: Path, scale: Scale, results: Results) -> None:
    world = await make_world(f"sqlite:///{folder / 'world.sqlite'}", scale.rows)
    floor = folder / "floor.sqlite"
    sqlite_floor.make(floor, scale.rows)
    with serving(world.url) as candidate:
        measure = Measure(candidate, None, scale, results, "SQLite")
        measure.rest()
        measure.alternate(
            FIRE, lambda _clients: sqlite_floor.run(floor, scale.rows, scale.seconds), {8: 0.70}
        )
        measure.alternate(CREATE, None, {8: 600}, (8,))
        measure.alternate(LIST, None, {8: 300}, (1, 8))
        measure.alternate(QUEUE, None, {}, (1, 8))
        _reservations(measure)
    await storm.measure(world, scale, results, "SQLite")
    await _import(world, scale, results, "SQLite")


async def _school(place: Path, kept: bool, scale: Scale, results: Results, database: str) -> None:  # noqa: FBT001
    found = await (playing.there if kept else playing.play)(f"sqlite:///{place}", scale.sample)
    school.played(results, found, scale.sample, database)
    await school.measure(found, scale, results, database)


async def _conflict(url: str, scale: Scale, results: Results, database: str) -> None:
    """Many who want the same, and timers that are due at once, beside as many records as the school has leads."""
    world = await make_world(url, scale.rows)
    with serving(world.url) as candidate:
        _reservations(Measure(candidate, None, scale, results, database))
    await storm.measure(world, scale, results, database)


def _reservations(measure: Measure) -> None:
    for wish in (RESERVE_ONE, RESERVE_MANY):
        measure.alternate(wish, None, {}, (8, 32))


async def _postgres(scale: Scale, results: Results) -> None:
    with running() as server:
        world = await make_world(server.url, scale.rows)
        await postgres_floor.make(server.url, scale.rows)
        with serving(world.url) as candidate:
            measure = Measure(candidate, processes(server), scale, results, "PostgreSQL")
            measure.rest()

            def job(clients: int) -> float:
                return postgres_floor.run(server.url, scale.rows, clients, scale.seconds)

            def page(clients: int) -> float:
                return postgres_floor.run(server.url, scale.rows, clients, scale.seconds, postgres_floor.LIST)

            measure.alternate(FIRE, job, {8: 0.40, 32: 0.70})
            measure.alternate(CREATE, None, {8: 600}, (8,))
            measure.alternate(LIST, page, {8: 300}, (1, 8))
            measure.alternate(QUEUE, None, {}, (1, 8))
            _reservations(measure)
        await storm.measure(world, scale, results, "PostgreSQL")
        await _import(world, scale, results, "PostgreSQL")


async def _import(world: World, scale: Scale, results: Results, database: str) -> None:
    rate = await importing.import_rows(world, scale.imported)
    results.take([Figure("import, rows with rules", database, None, [rate], target=2_000)])


if __name__ == "__main__":
    main()
