"""Load from outside: wrk where it is installed, else a client of our own, in a process of its own either way."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.world import CENTRES

SCRIPT = Path(__file__).parent / "requests.lua"
TOKEN = f"pm_bench_{{c}}_{'0' * 32}"


@dataclass(frozen=True)
class Plan:
    """Requests to send: each is made of a template and a number, 1 + (start + i) * stride % modulo for the i-th.

    Templates may hold ``{n}``, ``{id}`` (25 digits), ``{nine}`` (9 digits) and ``{c}`` (the centre of the number).
    """

    method: str
    path: str
    body: str = ""
    stride: int = 1
    modulo: int = 10**9


@dataclass(frozen=True)
class Load:
    """What came of it; times in milliseconds."""

    requests: int
    seconds: float
    failed: int
    p50: float
    p95: float
    p99: float
    longest: float

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds


def client() -> str:
    """Which client there is."""
    return "wrk" if shutil.which("wrk") else "bench.client"


def send(url: str, plan: Plan, clients: int, seconds: float, start: int, pause: float = 0.0) -> Load:
    """Send requests over so many connections for so long; ``start`` is the number of the first.

    ``pause``: seconds that a client waits between two requests, on average; with one it is always our own client.
    """
    numbers = [str(number) for number in (start, plan.stride, plan.modulo, CENTRES)]
    about = [plan.method, plan.path, plan.body, TOKEN, *numbers]
    if client() == "wrk" and not pause:
        duration = f"{max(1, round(seconds))}s"
        command = [
            "wrk",
            "-t1",
            f"-c{clients}",
            f"-d{duration}",
            "--timeout",
            "20s",
            "-s",
            str(SCRIPT),
            url,
            "--",
            *about,
        ]
    else:
        command = [sys.executable, "-m", "bench.client", url, str(clients), str(seconds), *about, str(pause)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Load(**json.loads(done.stdout.splitlines()[-1]))
