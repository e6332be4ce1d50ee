"""Runs the scenarios of a pack: one store for each sample, put back to what it was before each scenario."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

from engine.clock.clock import MovingClock
from engine.packs.check import CheckResult
from engine.packs.files import Files
from engine.packs.read import Definition
from engine.packs.release import Release
from engine.packs.sample import SampleFile
from engine.packs.scenario import ScenarioFile
from engine.values.json_text import nearest_offset, place, positions
from server.house import House
from server.samples.company import Company
from server.samples.play import play_sample
from server.scenarios.cells import Cell
from server.scenarios.coverage import Coverage, watched
from server.scenarios.outcome import Difference, ScenarioResult, SuiteResult
from server.scenarios.parameters import settings_of
from server.scenarios.play import play
from server.scenarios.world import World
from server.scratch import OpenScratch, Scratch

Scenario = Definition[ScenarioFile]
Progress = Callable[[int, int], None]


class BrokenSample(RuntimeError):
    """A sample that scenarios build on was not taken whole; the message says where."""


async def run_scenarios(
    checked: CheckResult,
    files: Files,
    open_scratch: OpenScratch,
    *,
    only: Collection[str] = (),
    progress: Progress = lambda _done, _all: None,
) -> SuiteResult:
    """Play the scenarios of a checked pack, or those of the ids in ``only``.

    ``files`` are the ones that were checked: lines are counted in them. Raises ``BrokenSample`` when a sample is
    refused, LookupError for an id that is none, ValueError for a pack with errors.
    """
    release = checked.release
    if release is None:
        raise ValueError("a pack with errors has no scenarios to play")
    scenarios = checked.loaded.of("scenario", ScenarioFile)
    unknown = [id for id in only if id not in scenarios]
    if unknown:
        raise LookupError(", ".join(unknown))
    chosen = [one for id, one in scenarios.items() if not only or id in only]
    coverage = Coverage()
    seen = watched(release, coverage)
    results: list[ScenarioResult] = []
    samples = {id: one.model for id, one in checked.loaded.of("sample", SampleFile).items()}
    for sample in dict.fromkeys(one.model.sample for one in chosen):
        mine = [one for one in chosen if one.model.sample == sample]
        store = await open_scratch()
        try:
            bench = await _bench(store, release, samples[sample] if sample else None)
            for one in mine:
                results.append(await _one(bench, seen, one, files, coverage))
                progress(len(results), len(chosen))
        finally:
            await store.close()
    return SuiteResult(tuple(sorted(results, key=lambda one: one.id)), coverage)


@dataclass(frozen=True, slots=True)
class _Bench:
    """A store with its sample, remembered."""

    store: Scratch
    company: Company
    tasks: frozenset[str]


async def _bench(store: Scratch, release: Release, sample: SampleFile | None) -> _Bench:
    await store.install(release)
    company = Company()
    if sample is not None:
        house = House(
            store, MovingClock(datetime.fromisoformat(sample.clock)), release, {release.id: release}
        )
        report = await play_sample(house, sample)
        if report.refused:
            first = report.refused[0]
            step = "" if first.step is None else f"/then/{first.step}"
            reasons = "; ".join(one.text.get("en", one.code) for one in first.refusal.reasons)
            raise BrokenSample(f"records/{first.entry}{step}: {reasons}")
        company = report.company
    await store.remember()
    return _Bench(store, company, frozenset(task.id for task in await store.tasks.all_open()))


async def _one(
    bench: _Bench, release: Release, scenario: Scenario, files: Files, coverage: Coverage
) -> ScenarioResult:
    await bench.store.restore()
    begun = perf_counter()
    file = scenario.model
    clock = MovingClock(datetime.fromisoformat(file.clock))
    house = House(bench.store, clock, release, {release.id: release})
    house.settings.update(settings_of(release, file.parameters, bench.company))
    world = World(house, clock, bench.company.copy(), file)
    cells, told = await play(world, file, coverage, bench.tasks)
    differences = _with_lines(cells, files.get(scenario.path, b"").decode())
    return ScenarioResult(
        scenario.id, scenario.path, file.label, differences, perf_counter() - begun, tuple(told)
    )


def _with_lines(cells: Sequence[Cell], text: str) -> tuple[Difference, ...]:
    offsets = positions(text) if cells else {}
    return tuple(
        Difference(
            cell.pointer,
            place(text, nearest_offset(offsets, cell.pointer))[0],
            cell.what,
            cell.expected,
            cell.actual,
            cell.reasons,
        )
        for cell in cells
    )
