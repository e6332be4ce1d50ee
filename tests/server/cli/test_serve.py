"""``pointsman serve --now``: the server believes that it is another moment, and time goes on from there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from server.cli import serve as serving
from server.cli.main import run
from server.desk import Doors
from server.settings import Settings


def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *said: str) -> tuple[int, list[Settings]]:
    """Run the command up to where it would listen; the settings it would serve with."""
    found: list[Settings] = []

    def listen(chosen: Settings) -> Any:
        found.append(chosen)
        app = Starlette()
        app.state.doors = Doors()
        return app

    def run_shortly(server: uvicorn.Server) -> None:
        server.started = True

    monkeypatch.setattr(serving, "application", listen)
    monkeypatch.setattr(uvicorn.Server, "run", run_shortly)
    database = f"sqlite:///{tmp_path / 'house.sqlite'}"
    return run(["serve", "--database", database, *said]), found


def test_time_goes_on_from_the_moment_that_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code, (chosen,) = served(monkeypatch, tmp_path, "--now", "2026-03-02T09:00+08:00")
    assert code == 0
    believed = datetime.now(UTC) + chosen.clock_shift
    assert timedelta(0) <= believed - datetime(2026, 3, 2, 1, 0, tzinfo=UTC) < timedelta(minutes=2)


def test_without_it_the_clock_is_that_of_the_host(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, (chosen,) = served(monkeypatch, tmp_path)
    assert chosen.clock_shift == timedelta(0)


def test_a_moment_without_its_offset_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code, found = served(monkeypatch, tmp_path, "--now", "2026-03-02T09:00")
    assert code != 0
    assert found == []
