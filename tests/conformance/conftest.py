"""The targets, opened once a run."""

from collections.abc import Iterator

import pytest

from tests.conformance.targets import Closure, Explaining, OnPostgres, OnSqlite, Target


@pytest.fixture(scope="session")
def on_sqlite() -> Iterator[OnSqlite]:
    target = OnSqlite()
    yield target
    target.close()


@pytest.fixture(scope="session")
def on_postgres(postgres_url: str) -> Iterator[OnPostgres]:
    target = OnPostgres(postgres_url)
    yield target
    target.close()


@pytest.fixture(scope="session")
def targets(on_sqlite: OnSqlite, on_postgres: OnPostgres) -> dict[str, Target]:
    return {"closure": Closure(), "explain": Explaining(), "sqlite": on_sqlite, "postgresql": on_postgres}
