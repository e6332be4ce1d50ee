"""The pack of the repair shop as files, changed for a test; and houses that run it."""

import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.clock.clock import MovingClock
from engine.packs.check import CheckResult, check
from engine.packs.sample import SampleFile
from server.bootstrap import open_scratch
from server.house import House
from server.opening import house_of

FOLDER = Path(__file__).parents[2] / "definitions" / "repairs"
CLOCK = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
Files = dict[str, bytes]


def repairs(
    changes: Mapping[str, Callable[[dict[str, Any]], object]] | None = None, **more: Mapping[str, Any]
) -> Files:
    """The files of the pack; ``changes``: path -> what is done to its JSON; ``more``: scenarios by id."""
    files = {
        str(path.relative_to(FOLDER)): path.read_bytes()
        for path in sorted(FOLDER.rglob("*.*"))
        if path.suffix in (".json", ".html")
    }
    for path, change in (changes or {}).items():
        said = json.loads(files[path])
        change(said)
        files[path] = json.dumps(said, ensure_ascii=False).encode()
    for id, said in more.items():
        files[f"tests/{id}.json"] = json.dumps(
            {"kind": "scenario", **said}, ensure_ascii=False, indent=1
        ).encode()
    return files


def compiled(files: Mapping[str, bytes]) -> CheckResult:
    result = check(files)
    assert result.release is not None, [(one.file, one.pointer, one.text("en")) for one in result.errors]
    return result


def sample(files: Mapping[str, bytes], name: str = "tiny") -> SampleFile:
    return compiled(files).loaded.of("sample", SampleFile)[name].model


@asynccontextmanager
async def house(files: Mapping[str, bytes] | None = None) -> AsyncGenerator[House]:
    """An open house on a store of its own, with the pack installed (without files: with nothing published)."""
    store = await open_scratch()
    try:
        clock = MovingClock(CLOCK)
        if files is None:
            yield await house_of(store, clock)
            return
        release = compiled(files).release
        assert release is not None
        await store.install(release)
        yield House(store, clock, release, {release.id: release})
    finally:
        await store.close()
