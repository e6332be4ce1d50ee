"""Connections that are lost under commands."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.ports.store import Idempotency, StoreUnavailable
from engine.values.record import Decision
from tests.builders.commands import RELEASE, make, making
from tests.services import postgres

END_OTHERS = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"


@pytest.fixture
async def lost(postgres_database: str) -> AsyncGenerator[tuple[DatabaseStore, str], None]:
    store = await open_store(postgres_database)
    await store.install(RELEASE)
    yield store, postgres_database
    await store.close()


async def test_the_next_command_after_a_lost_connection_works(lost: tuple[DatabaseStore, str]) -> None:
    store, url = lost
    assert isinstance(await store.submit(make, making()), Decision)
    await postgres.execute(url, END_OTHERS)
    assert isinstance(await store.submit(make, making()), Decision)
    await postgres.execute(url, END_OTHERS)
    assert (await store.read("select count(*) from e_job"))[0][0] == 2


async def test_commands_with_a_key_are_done_once_and_others_are_told(lost: tuple[DatabaseStore, str]) -> None:
    store, url = lost

    async def one(number: int, *, keyed: bool) -> str:
        key = Idempotency("p", str(number), "b") if keyed else None
        try:
            await store.submit(make, making(title=f"{number}"), key)
        except StoreUnavailable as error:
            return "unsure" if error.unsure else "not done"
        return "done"

    async def end_others() -> None:
        for _ in range(6):
            await asyncio.sleep(0.03)
            await postgres.execute(url, END_OTHERS)

    told: dict[str, str] = {}

    async def client(first: int, *, keyed: bool) -> None:
        for number in range(first, first + 100):
            told[str(number)] = await one(number, keyed=keyed)

    await asyncio.gather(end_others(), *(client(1000 * n, keyed=n % 2 == 0) for n in range(8)))
    stored = [row[0] for row in await store.read("select title from e_job")]
    assert len(stored) == len(set(stored))
    assert {title for title, what in told.items() if what == "done"} <= set(stored)
    assert not {title for title, what in told.items() if what == "not done"} & set(stored)
    assert sum(what == "done" for what in told.values()) > 700
