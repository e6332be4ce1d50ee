"""Requests made up from the description of the interface: no fault of the server, every answer as it is described."""

import asyncio
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from server.settings import Settings
from tests.server.conftest import make, open_shop
from tests.server.process import running

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "ignored_auth",
)


async def test_made_up_requests_are_answered_as_described(
    settings: Settings, password_hash: str, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/shop.sqlite"
    async with open_shop(replace(settings, database_url=url), password_hash) as shop:
        token = await shop.token("zoe", "read", "write", "admin")
        customer = await make(shop.house, "customer", name="Bo")
        ids = {
            "person": [shop.people["ann"]],
            "centre": [shop.centres["north"]],
            "customer": [customer],
            "job": [
                await make(shop.house, "job", title=f"Bell {number}", customer=customer)
                for number in range(3)
            ],
        }
    with running(url, tmp_path) as server:
        authorization = {"Authorization": f"Bearer {token}"}
        description = await asyncio.to_thread(
            httpx.get, f"{server.url}/api/v1/openapi.json", headers=authorization
        )
        assert description.status_code == 200
        (tmp_path / "openapi.json").write_text(json.dumps(with_real_ids(description.json(), ids)))
        found = await asyncio.to_thread(
            subprocess.run,
            [
                *(str(Path(sys.executable).with_name("schemathesis")), "run", str(tmp_path / "openapi.json")),
                *("--url", server.url, "--header", f"Authorization: Bearer {token}"),
                *("--checks", ",".join(CHECKS), "--phases", "coverage,fuzzing", "--max-examples", "5"),
                *("--exclude-path", "/api/v1/events"),  # a stream ends when the client has had enough
                *("--generation-deterministic", "--no-color", "--request-timeout", "10", "--max-time", "45"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert found.returncode == 0, found.stdout[-6_000:] + found.stderr[-2_000:] + faults(server.log)
        assert server.ready()


def with_real_ids(description: dict[str, Any], ids: dict[str, list[str]]) -> dict[str, Any]:
    """The description in which the ids of records are those of real ones: a made-up id only ever finds nothing."""
    for path, methods in description["paths"].items():
        entity = path.removeprefix("/api/v1/records/").split("/")[0]
        for operation in methods.values():
            for parameter in operation["parameters"]:
                if parameter["name"] == "id" and entity in ids:
                    parameter["schema"] = {"enum": ids[entity]}
    return description


def faults(log: Path) -> str:
    """The lines of the log that tell of a fault."""
    return "\n".join(
        line[:3_000] for line in log.read_text(errors="replace").splitlines() if '"fault"' in line
    )
