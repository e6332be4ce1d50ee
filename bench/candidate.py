"""The candidate: Pointsman as it is served, one process, in front of a database."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.error import URLError

from bench.machine import Processes, resident_bytes
from tests.services.postgres import free_port

PATIENCE = 60


@dataclass(frozen=True)
class Candidate:
    """A running server. ``ready_seconds``: from its start to the first answer that it is ready."""

    url: str
    processes: Processes
    ready_seconds: float

    def memory(self) -> int:
        """Bytes of the process in RAM."""
        return resident_bytes(self.processes.root)


@contextmanager
def serving(
    database: str, *, worker: bool = False, clock_shift: timedelta = timedelta(0)
) -> Generator[Candidate]:
    """A server for as long as the block runs, with a worker beside it or without. Its log goes to a file, as it would in service.

    ``clock_shift``: how far its time is from that of the machine.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = {
        "DATABASE_URL": database,
        "PUBLIC_URL": url,
        "WORKER": str(worker).lower(),
        "CLOCK_SHIFT": _span(clock_shift),
    }
    environment = {**os.environ, **{f"POINTSMAN_{name}": value for name, value in settings.items()}}
    command = [
        sys.executable, "-m", "uvicorn", "--factory", "server.bootstrap:application", "--port", str(port), "--no-access-log", "--no-proxy-headers",
        "--loop", "uvloop", "--http", "httptools", "--log-level", "warning", "--timeout-graceful-shutdown", "5",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, cwd=Path(__file__).parents[1], stdout=log, stderr=subprocess.STDOUT
        )
        try:
            if not _ready(process, url):
                log.seek(0)
                raise RuntimeError(
                    f"the server did not start:\n{log.read().decode(errors='replace')[-4000:]}"
                )
            yield Candidate(url, Processes(process.pid), time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait()


def _span(shift: timedelta) -> str:
    return f"{'-' if shift < timedelta(0) else ''}PT{abs(int(shift.total_seconds()))}S"


def _ready(process: "subprocess.Popen[bytes]", url: str) -> bool:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return True
        except (URLError, OSError):
            time.sleep(0.01)
    return False
