"""A PostgreSQL of the benchmark's own, as durable as the default, on free port; gone afterwards."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bench.machine import Processes
from tests.services.postgres import PostgresServer, find_programs, start

DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
}


@contextmanager
def running() -> Generator[PostgresServer]:
    """A server for as long as the block runs."""
    server = start(DURABLE)
    try:
        yield server
    finally:
        server.stop()


def processes(server: PostgresServer) -> Processes:
    """Everything that the server runs in."""
    postmaster = (server.directory / "data" / "postmaster.pid").read_text().split("\n", maxsplit=1)[0]
    return Processes(int(postmaster))


def program(name: str) -> Path:
    """A program of the same PostgreSQL, such as pgbench."""
    folder = find_programs()
    if folder is None or not (folder / name).exists():
        raise RuntimeError(
            f"{name} is not among the programs of PostgreSQL (Debian: apt-get install postgresql-contrib)"
        )
    return folder / name
