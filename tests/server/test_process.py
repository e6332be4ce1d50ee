"""The server as a process: what it acknowledged survives its death, and it ends gracefully when asked."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from server.settings import Settings
from tests.architecture.tree import ROOT
from tests.builders.length import length
from tests.server.conftest import PASSWORD, open_shop
from tests.server.process import running

JOBS = "/api/v1/records/job"


async def prepared(settings: Settings, password_hash: str, url: str) -> dict[str, str]:
    """A database with the shop in it; the tokens of its people."""
    async with open_shop(replace(settings, database_url=url), password_hash) as shop:
        return dict(shop.tokens)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_a_browser_works_with_a_real_server(
    settings: Settings, password_hash: str, database_url: str, tmp_path: Path
) -> None:
    tokens = await prepared(settings, password_hash, database_url)
    assert tokens
    with running(database_url, tmp_path) as server:
        async with httpx.AsyncClient(base_url=server.url) as browser:
            assert (await browser.get("/livez")).status_code == 200
            signed = await browser.post("/api/v1/session", json={"login": "ann", "password": PASSWORD})
            assert signed.status_code == 201
            headers = {"X-CSRF-Token": signed.json()["csrf"], "Origin": server.url}
            made = await browser.post(JOBS, json={"input": {"title": "Bell"}}, headers=headers)
            assert made.status_code == 201, made.text
            assert (await browser.get(made.headers["location"])).json()["values"]["title"] == "Bell"
            too_large = await browser.post(
                JOBS, content=b"x" * 1_100_000, headers={**headers, "Content-Type": "application/json"}
            )
            assert too_large.status_code == 413

            async def chunks() -> AsyncGenerator[bytes]:
                for _ in range(200):
                    yield b"x" * 10_000

            chunked = await browser.post(
                JOBS, content=chunks(), headers={**headers, "Content-Type": "application/json"}
            )
            assert chunked.status_code == 413
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["event"] == "request"]
    assert {"method", "route", "status", "ms", "trace_id"} <= set(requests[0])
    assert "Bell" not in server.log.read_text()
    assert PASSWORD not in server.log.read_text()


@pytest.mark.chaos
async def test_what_was_acknowledged_survives_a_kill(
    settings: Settings, password_hash: str, database_url: str, tmp_path: Path
) -> None:
    tokens = await prepared(settings, password_hash, database_url)
    acknowledged: list[str] = []
    for _ in range(length(3, 10)):
        with running(database_url, tmp_path) as server:
            await flood(
                server.url, tokens["ann"], acknowledged, lambda: os.kill(server.process.pid, signal.SIGKILL)
            )
            server.process.wait(10)
    assert len(acknowledged) >= 90
    with running(database_url, tmp_path) as server:
        async with httpx.AsyncClient(base_url=server.url, headers=bearer(tokens["ann"])) as ann:
            for job in acknowledged:
                found = await ann.get(f"{JOBS}/{job}")
                assert found.status_code == 200, job
                assert len((await ann.get(f"{JOBS}/{job}/history")).json()["data"]) == 1


async def flood(url: str, token: str, acknowledged: list[str], kill: Callable[[], None]) -> None:
    """Eight clients create jobs; when some are acknowledged the server is killed under them."""
    enough, underway = len(acknowledged) + 30, asyncio.Event()

    async def create() -> None:
        async with httpx.AsyncClient(base_url=url, headers=bearer(token), timeout=10) as client:
            while True:
                try:
                    made = await client.post(JOBS, json={"input": {"title": "Bell"}})
                except httpx.TransportError:
                    return
                assert made.status_code == 201, made.text
                acknowledged.append(made.json()["id"])
                if len(acknowledged) >= enough:
                    underway.set()

    async def end() -> None:
        await underway.wait()
        kill()

    await asyncio.gather(end(), *(create() for _ in range(8)))


async def test_it_ends_gracefully_when_asked(settings: Settings, password_hash: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/shop.sqlite"
    tokens = await prepared(settings, password_hash, url)
    failed: list[str] = []
    made: list[str] = []
    underway = asyncio.Event()
    with running(url, tmp_path) as server:

        async def create() -> None:
            async with httpx.AsyncClient(
                base_url=server.url, headers=bearer(tokens["ann"]), timeout=20
            ) as client:
                while True:
                    try:
                        answer = await client.post(JOBS, json={"input": {"title": "Bell"}})
                    except httpx.ConnectError:
                        return  # nobody listens any more
                    except httpx.TransportError as error:
                        failed.append(repr(error))
                        return
                    (made if answer.status_code == 201 else failed).append(str(answer.status_code))
                    if len(made) >= 30:
                        underway.set()

        async def end() -> None:
            await underway.wait()
            server.process.terminate()

        await asyncio.gather(end(), *(create() for _ in range(4)))
        assert await asyncio.to_thread(server.process.wait, 25) in (0, -signal.SIGTERM)
    # A connection that is kept open may be closed between two requests: that is no request that failed.
    assert [one for one in failed if "RemoteProtocolError" not in one and "ReadError" not in one] == []
    assert made


def test_faulty_settings_end_the_process_and_are_all_told() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "uvicorn", "--factory", "server.bootstrap:application"],
        cwd=ROOT,
        env={**os.environ, "POINTSMAN_PORT": "many", "POINTSMAN_SECRET": "short"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 78
    assert "POINTSMAN_PORT" in ended.stderr
    assert "POINTSMAN_SECRET" in ended.stderr
