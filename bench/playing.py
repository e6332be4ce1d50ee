"""Sample data: a whole company played through the commands that people use, from its people to its last record."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from adapters.pack_files.folder import read_folder
from adapters.store.open import open_store
from engine.clock.clock import MovingClock
from engine.packs.check import CheckResult, check
from engine.packs.sample import SampleFile
from server.bootstrap import open_scratch
from server.house import House
from server.samples.play import play_sample

PACK = Path(__file__).parents[1] / "definitions" / "education_training"


@dataclass(frozen=True)
class Played:
    """A sample in its database. ``commands``: what was decided, copies included; ``rows`` of all tables."""

    url: str
    file: SampleFile
    people: Mapping[str, str]
    commands: int
    rows: int
    seconds: float
    cpu_seconds: float


def school() -> CheckResult:
    """The training school, checked."""
    checked = check(read_folder(PACK).files)
    if checked.release is None:
        raise RuntimeError(f"the pack is broken: {checked.errors}")
    return checked


async def play(url: str, name: str) -> Played:
    """Play this sample of the training school into an empty database. Raises RuntimeError when something is refused."""
    checked = school()
    release = checked.release
    if release is None:
        raise RuntimeError("the pack is broken")
    file = checked.loaded.of("sample", SampleFile)[name].model
    store = await open_store(url)
    try:
        await store.install(release)
        clock = MovingClock(datetime.fromisoformat(file.clock))
        await store.published.publish(release, clock.now() - timedelta(days=366), None)
        house = House(store, clock, release, {release.id: release})
        began, spent = time.perf_counter(), time.process_time()
        report = await play_sample(house, file, open_scratch=open_scratch)
        took, spent = time.perf_counter() - began, time.process_time() - spent
        rows = await store.whole.count()
    finally:
        await store.close()
    if report.refused:
        raise RuntimeError(f"{len(report.refused)} steps were refused, such as {report.refused[0]}")
    commands = report.records.total() + report.moves
    return Played(url, file, report.company.ids, commands, rows, took, spent)
