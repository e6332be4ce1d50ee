import subprocess
import sys
import time
from pathlib import Path

import pytest

from adapters.store.open import open_store
from tests.builders.commands import RELEASE
from tests.builders.length import length

KILLS = length(3, 20)
SECONDS = 0.7  # of load before each kill


@pytest.mark.chaos
async def test_nothing_that_was_acknowledged_is_lost_when_the_process_is_killed(url: str) -> None:
    acknowledged: dict[str, int] = {}
    for _ in range(KILLS):
        process = subprocess.Popen(  # noqa: ASYNC220 - it is read from and killed by this test alone
            [sys.executable, "-m", "tests.adapters.store.under_load", url],
            stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
        )  # fmt: skip
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            lines.append(process.stdout.readline())
        process.kill()
        rest, _ = process.communicate()
        assert all(lines), "it ended before it was killed"
        for line in [*lines, *rest.splitlines()]:
            id, _, version = line.partition(" ")
            if line.endswith("\n") or version.isdecimal():
                acknowledged[id] = max(acknowledged.get(id, 0), int(version or 0))
    assert len(acknowledged) > KILLS
    store = await open_store(url)
    await store.use(RELEASE)
    rows = await store.read(
        "select e.id, e.version, e.hours, (select count(*) from history h where h.record = e.id) from e_job e"
    )
    await store.close()
    stored = {row[0]: row[1] for row in rows}
    assert [id for id, version in acknowledged.items() if stored.get(id, 0) < version] == []
    assert all(version == hours + 1 == lines for _, version, hours, lines in rows)
