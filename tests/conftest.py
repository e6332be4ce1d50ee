"""What every test may ask for. The PostgreSQL server is started once a run, before workers are forked off."""

import os
from collections.abc import AsyncGenerator

import pytest
from hypothesis import settings

from tests.architecture import sizes, tree
from tests.services import postgres

# A slow machine is no fault, and a run that must decide about a change tries the same cases each time.
settings.register_profile("house", deadline=None, print_blob=True, derandomize="CI" in os.environ)
settings.load_profile("house")

SERVER = pytest.StashKey[postgres.PostgresServer]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server in the controlling process; workers inherit its address."""
    if postgres.ADDRESS_VARIABLE in os.environ or config.option.collectonly or config.option.help:
        return
    server = postgres.start()
    config.stash[SERVER] = server
    os.environ[postgres.ADDRESS_VARIABLE] = server.url


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what was started here, and nothing else."""
    server = config.stash.get(SERVER, None)
    if server is not None:
        del os.environ[postgres.ADDRESS_VARIABLE]
        server.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the sizes of the files: a median that creeps up is a house that is not tidied."""
    terminalreporter.write_line(f"product: {sizes.measure(tree.ROOT).sentence()}")


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of a PostgreSQL server whose user may create databases."""
    return os.environ[postgres.ADDRESS_VARIABLE]


@pytest.fixture
async def postgres_database(postgres_url: str) -> AsyncGenerator[str, None]:
    """The address of an empty PostgreSQL database of this test's own."""
    async with postgres.fresh_database(postgres_url) as url:
        yield url
