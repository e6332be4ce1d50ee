"""What is asked for often goes by an index that holds all it needs, however much there is (SQLite, which tells its plan)."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, select

from adapters.store.house import House
from adapters.store.open import open_store
from adapters.store.queue import StoredQueue
from adapters.store.search import may_hold
from adapters.store.sql import Sql
from adapters.store.storage import Flavour
from adapters.store.store import DatabaseStore
from adapters.store.tables import Tables
from engine.ports.queue import OwnedAsk, OwnedKind
from engine.queries.searching import sought_words
from tests.builders.release import NOW, workshop


@dataclass
class Planner:
    """A store that tells how it would find the rows, and finds none."""

    store: DatabaseStore
    plan: list[str] = field(default_factory=list[str])

    @property
    def flavour(self) -> Flavour:
        return self.store.flavour

    @property
    def house(self) -> House:
        return self.store.house

    @property
    def tables(self) -> Tables | None:
        return self.store.tables

    @property
    def sql(self) -> Sql:
        return self.store.sql

    async def read(self, statement: Any) -> Sequence[Any]:
        said = statement.compile(dialect=self.flavour.dialect, compile_kwargs={"literal_binds": True})
        self.plan = [str(row[3]) for row in await self.store.read(f"explain query plan {said}")]
        return []

    async def write(self, *statements: Any) -> list[Sequence[Any]]:
        return [await self.read(one) for one in statements]


@pytest.fixture
async def planner(tmp_path: Path) -> AsyncGenerator[Planner, None]:
    store = await open_store(f"sqlite:///{tmp_path}/store.db")
    await store.install(workshop().build())
    yield Planner(store)
    await store.close()


async def test_a_search_looks_through_the_index_of_search_texts(planner: Planner) -> None:
    tables = planner.tables
    assert tables is not None
    rows, texts = tables.alias("customer", "rows"), tables.alias("customer", "texts")
    near = may_hold(rows, texts, sought_words("ann"), planner.flavour)
    assert near is not None
    wanted: Select[Any] = select(rows.c["id"]).where(near)
    await planner.read(wanted)
    assert any("COVERING INDEX ix_customer_search" in step for step in planner.plan)
    assert not any(step.startswith("SCAN") and "COVERING" not in step for step in planner.plan)


async def test_a_queue_passes_over_what_has_ended_without_reading_it(planner: Planner) -> None:
    kind = OwnedKind("job", ended=("done",), timed=True)
    await StoredQueue(planner).of_owner(OwnedAsk("p1", NOW, NOW.date(), (kind,), 500))
    assert any("COVERING INDEX ix_job_owner_state_centre_id (owner=?)" in step for step in planner.plan)
