"""Sample data: a whole company played through the commands that people use, from its people to its last record."""

import time
from datetime import datetime
from pathlib import Path

from adapters.pack_files.folder import read_folder
from adapters.store.open import open_store
from engine.clock.clock import MovingClock
from engine.packs.check import check
from engine.packs.sample import SampleFile
from server.house import House
from server.samples.play import play_sample

PACK = Path(__file__).parents[1] / "definitions" / "education_training"


async def play(url: str, name: str) -> tuple[int, float]:
    """Play this sample of the training school into an empty database; commands that were decided, and seconds.

    Raises RuntimeError when one is refused.
    """
    checked = check(read_folder(PACK).files)
    if checked.release is None:
        raise RuntimeError(f"the pack is broken: {checked.errors}")
    file = checked.loaded.of("sample", SampleFile)[name].model
    store = await open_store(url)
    try:
        await store.install(checked.release)
        clock = MovingClock(datetime.fromisoformat(file.clock))
        house = House(store, clock, checked.release, {checked.release.id: checked.release})
        began = time.perf_counter()
        report = await play_sample(house, file)
        took = time.perf_counter() - began
    finally:
        await store.close()
    if report.refused:
        raise RuntimeError(f"{len(report.refused)} steps were refused, such as {report.refused[0]}")
    return report.records.total() + report.moves, took
