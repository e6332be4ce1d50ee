"""The server of the tests: there, its databases apart, and gone when its starter is gone."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import asyncpg

from tests.services import postgres

STARTER = """
import time
from tests.services import postgres
server = postgres.start()
print((server.directory / "data" / "postmaster.pid").read_text().split()[0], server.directory, flush=True)
time.sleep(600)
"""


async def test_a_test_gets_an_empty_database_of_its_own(postgres_url: str, postgres_database: str) -> None:
    connection = await asyncpg.connect(postgres_database)
    try:
        tables = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        name = await connection.fetchval("SELECT current_database()")
    finally:
        await connection.close()
    assert tables == 0
    assert name != postgres_url.rsplit("/", maxsplit=1)[-1]


async def test_a_fresh_database_is_gone_afterwards(postgres_url: str) -> None:
    async with postgres.fresh_database(postgres_url) as url:
        name = url.rsplit("/", maxsplit=1)[-1]
    connection = await asyncpg.connect(postgres_url)
    try:
        left = await connection.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", name)
    finally:
        await connection.close()
    assert left == 0


def test_a_killed_run_leaves_no_server_and_no_data_behind() -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", STARTER], cwd=root, stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout is not None
        pid, _, directory = starter.stdout.readline().strip().partition(" ")
        starter.send_signal(signal.SIGKILL)
    until = time.monotonic() + 20
    while time.monotonic() < until and (is_running(int(pid)) or Path(directory).exists()):
        time.sleep(0.1)
    assert not is_running(int(pid))
    assert not Path(directory).exists()


def is_running(pid: int) -> bool:
    """Whether the process still works; one that has ended and waits to be collected does not."""
    said = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return bool(said.strip()) and not said.strip().startswith("Z")
