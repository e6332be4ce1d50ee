"""One store fixture on both databases."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from tests.builders.release import workshop
from tests.services import postgres


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[str, None]:
    """The address of an empty database of this test's own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/store.db"
        return
    async with postgres.fresh_database(request.getfixturevalue("postgres_url")) as address:
        yield address


@pytest.fixture
async def store(url: str) -> AsyncGenerator[DatabaseStore, None]:
    """An open store with the workshop installed."""
    opened = await open_store(url)
    await opened.install(workshop().build())
    yield opened
    await opened.close()
