"""The server as a process of its own, as it runs in earnest."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.architecture.tree import ROOT

_START_SECONDS = 60


@dataclass
class Running:
    """``log``: where its standard error goes."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(database_url: str, folder: Path, **settings: str) -> Generator[Running]:
    """A server on a free port over this database, ready; it is ended at the end."""
    port = free_port()
    own = {name: value for name, value in os.environ.items() if not name.startswith("POINTSMAN_")}
    given = {
        "POINTSMAN_DATABASE_URL": database_url,
        "POINTSMAN_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "POINTSMAN_LEAST_FREE_DISK": "0",
        **{f"POINTSMAN_{name.upper()}": value for name, value in settings.items()},
    }
    log = folder / f"server-{port}.log"
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "--factory",
        "server.bootstrap:application",
        "--port",
        str(port),
    ]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [*command, "--no-access-log", "--timeout-graceful-shutdown", "20"],
            cwd=ROOT,
            env={**own, **given},
            stdout=stream,
            stderr=stream,
        )
    found = Running(process, f"http://127.0.0.1:{port}", log)
    try:
        _wait(found)
        yield found
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(found: Running) -> None:
    until = time.monotonic() + _START_SECONDS
    while not found.ready():
        if found.process.poll() is not None or time.monotonic() > until:
            raise AssertionError(found.log.read_text(errors="replace")[-4_000:])
        time.sleep(0.05)
