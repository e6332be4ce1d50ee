"""Sample data: a whole company played through the commands that people use, from its people to its last record."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from sqlalchemy import func, select

from adapters.pack_files.folder import read_folder
from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.clock.clock import MovingClock
from engine.packs.check import CheckResult, check
from engine.packs.release import Release
from engine.packs.sample import SampleFile
from server.bootstrap import open_scratch
from server.house import House
from server.samples.play import play_sample

PACK = Path(__file__).parents[1] / "definitions" / "education_training"


@dataclass(frozen=True)
class Played:
    """A sample in its database. ``commands``: what was decided, copies included; ``rows`` of all tables; sizes in bytes.

    ``records`` by entity, as the database counts them. ``seconds`` is 0 where it was there already.
    """

    url: str
    file: SampleFile
    records: Mapping[str, int]
    rows: int
    commands: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak: int = 0


async def play(url: str, name: str) -> Played:
    """Play this sample of the training school into an empty database. Raises RuntimeError when something is refused."""
    checked, release = _checked()
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
        if report.refused:
            raise RuntimeError(f"{len(report.refused)} steps were refused, such as {report.refused[0]}")
        commands = report.records.total() + report.moves
        peak = 1024 * getrusage(RUSAGE_SELF).ru_maxrss
        return Played(
            url, file, await _records(store), await store.whole.count(), commands, took, spent, peak
        )
    finally:
        await store.close()


async def there(url: str, name: str) -> Played:
    """A database into which this sample was played before, by the same pack."""
    checked, release = _checked()
    store = await open_store(url)
    try:
        await store.use(release)
        file = checked.loaded.of("sample", SampleFile)[name].model
        return Played(url, file, await _records(store), await store.whole.count())
    finally:
        await store.close()


def _checked() -> tuple[CheckResult, Release]:
    checked = check(read_folder(PACK).files)
    if checked.release is None:
        raise RuntimeError(f"the pack is broken: {checked.errors}")
    return checked, checked.release


def school() -> Release:
    """The training school, compiled."""
    return _checked()[1]


async def _records(store: DatabaseStore) -> Mapping[str, int]:
    tables = store.tables
    found = {} if tables is None else {name: one.table for name, one in tables.entities.items()}
    return {
        name: int((await store.read(select(func.count()).select_from(table)))[0][0])
        for name, table in found.items()
    }
