"""The benchmark measures what it says: its pack compiles, its ten rules say what the plain function says, its timers are those of the engine."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg

from adapters.store.open import open_store
from bench import playing, rules, school, storm
from bench.figures import Figure, Results
from bench.scale import Scale
from bench.visits import rows_of_visits
from bench.world import World, agent, fill, make_world, place
from engine.access.duty import Actor, Holding
from engine.commands.create_record import CreateRecord, create_record
from engine.facts.scene import Scene
from engine.values.record import Decision


def test_compiled_rules_and_the_plain_function_agree() -> None:
    rates = rules.measure(0.01)  # raises when they differ
    assert set(rates) == {"ten rules", "ten rules with verdicts", "guard", "plain function"}
    assert min(rates.values()) > 0


def test_a_ratio_is_the_median_of_what_was_measured_in_turn() -> None:
    figure = Figure("job", "-", 8, [50.0, 90.0, 10.0], floors=[100.0, 100.0, 40.0], target=0.4)
    assert figure.ratio == 0.5
    assert figure.met is True


def test_a_target_may_be_a_bound_from_above() -> None:
    assert Figure("memory", "-", None, [151.0], target=150, at_most=True).met is False


async def test_a_visit_that_is_laid_into_its_table_is_like_one_that_the_engine_makes(
    tmp_path: Path, postgres_database: str
) -> None:
    for url in (f"sqlite:///{tmp_path}/world.sqlite", postgres_database):
        world = await make_world(url, 1)
        store = await open_store(url)
        await store.use(world.release)
        now = datetime.now(UTC)
        scene = Scene(world.release, Actor(agent(1), (Holding("agent", place(1)),)), now, bytes(16))
        given = {"desk": "D7", "due_at": (now + timedelta(days=1)).isoformat()}
        assert isinstance(await store.submit(create_record, CreateRecord(scene, "visit", given)), Decision)
        await store.close()
        await fill(world, rows_of_visits(world, 7, 1, now + timedelta(days=1), now))
        for query, key in (("select * from e_visit", ("id",)), ("select * from timer", ("id", "record"))):
            made, laid = await rows(world, query)
            assert {name: value for name, value in made.items() if name not in key} == {
                name: value for name, value in laid.items() if name not in key
            }
        visits, timers = (
            await rows(world, "select id from e_visit"),
            await rows(world, "select record as id from timer"),
        )
        assert sorted(map(str, visits)) == sorted(map(str, timers))


async def test_timers_that_are_due_at_once_are_all_applied_while_people_work(tmp_path: Path) -> None:
    scale = Scale(
        rows=100, rounds=1, seconds=1.0, clients=(), imported=0, pending=50, due=300, sample="staff"
    )
    world = await make_world(f"sqlite:///{tmp_path}/world.sqlite", scale.rows)
    results = Results({}, scale)
    await storm.measure(world, scale, results, "SQLite")  # raises when one is not applied, or a request fails
    assert [figure.name for figure in results.figures] == [
        "timers applied, 50 pending", "timers applied, 300 at once", "p95 meanwhile",
    ]  # fmt: skip
    assert all(figure.rates[0] > 0 for figure in results.figures)


async def test_a_sample_is_played_whole_and_its_people_ask_for_their_queues(tmp_path: Path) -> None:
    scale = Scale(rows=1, rounds=1, seconds=0.3, clients=(), imported=0, pending=0, due=0, sample="tiny")
    found = await playing.play(f"sqlite:///{tmp_path}/played.sqlite", "tiny")
    results = Results({}, scale)
    school.played(results, found, "tiny", "SQLite")
    await school.measure(found, scale, results, "SQLite")  # raises when a request fails
    assert found.rows > found.commands > 60
    named = [figure.name for figure in results.figures]
    assert "sample “tiny”, lead records" in named
    for asked in (
        "queue, course_consultant",
        "its history, 200 lines, course_consultant",
        "queue, front_desk",
        "dashboard, 25 metrics in turn, centre_principal",
        "queue, sample “tiny”",
    ):
        assert asked in named
    assert all(figure.rates[0] > 0 for figure in results.figures)
    again = await playing.there(found.url, "tiny")
    assert again.records == found.records


async def rows(world: World, query: str) -> list[dict[str, object]]:
    if world.is_postgres:
        connection = await asyncpg.connect(world.url)
        try:
            return [dict(row) for row in await connection.fetch(query)]
        finally:
            await connection.close()
    with closing(sqlite3.connect(world.sqlite_file)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query)]
