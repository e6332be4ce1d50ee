"""Copies of a centre are what would have been played there, row by row, and go on as it would."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from engine.clock.clock import MovingClock
from engine.commands.create_record import CreateRecord, create_record
from engine.packs.check import CheckResult, check
from engine.packs.sample import SampleFile
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.bootstrap import open_house, open_scratch, read_pack
from server.house import House
from server.samples.company import scene_at, seed_of
from server.samples.play import play_sample
from server.samples.playing import SampleReport
from server.settings import Settings
from server.timers import fire_due
from tests.builders.many_centres import FIRST, small
from tests.server.samples.whole_rows import Rows, same_ids, same_rows, whole_rows

PACK = Path(__file__).parents[3] / "definitions" / "education_training"


@cache
def school() -> CheckResult:
    return check(read_pack(PACK)[0])


@asynccontextmanager
async def school_at(url: str, file: SampleFile) -> AsyncGenerator[House]:
    release = school().release
    assert release is not None
    clock = MovingClock(datetime.fromisoformat(file.clock))
    async with open_house(Settings(database_url=url, worker=False), clock) as house:
        await house.store.install(release)
        house.switch(release)
        yield house


@asynccontextmanager
async def two_centres(url: str, *, laid: bool, only: tuple[str, ...] = ("",)) -> AsyncGenerator[House]:
    """A house with the sample of two centres, in each of which somebody has gone on working."""
    file = small(school().loaded.of("sample", SampleFile)["full"].model, only=only)
    async with school_at(url, file) as house:
        report = await play_sample(house, file, open_scratch=open_scratch if laid else None)
        assert [(one.entry, one.refusal.reasons) for one in report.refused] == []
        assert sum(report.records.values()) > 100
        for alias in (one for one in report.company.actors if "kefu1" in one):
            outcomes = [
                await new_lead(house, report, alias, phone) for phone in ("13800138000", taken(alias))
            ]
            assert all(isinstance(one, Decision) for one in outcomes)
        yield house


async def new_lead(house: House, report: SampleReport, alias: str, phone: str) -> Decision | Refusal:
    """Somebody writes a person down."""
    scene = scene_at(house, report.company.actors[alias], house.clock.now(), seed_of("next", alias, phone))
    values = {"name": "新人", "phone": phone, "source": "web"}
    return await house.store.submit(create_record, CreateRecord(scene, "lead", values))


def taken(alias: str) -> str:
    """A number that a lead of the same centre has."""
    return f"19900{int(not alias.endswith('kefu1'))}80001"


async def some_days(house: House) -> None:
    assert isinstance(house.clock, MovingClock)
    for _ in range(2):
        house.clock.move_to(house.clock.now() + timedelta(days=1))
        while await fire_due(house):
            pass


async def test_a_copy_is_what_would_have_been_played_and_goes_on_as_it_would(tmp_path: Path) -> None:
    """Every row of every table: after the sample, after new records, and after deadlines of some days."""
    before: list[Rows] = []
    after: list[Rows] = []
    for laid in (False, True):
        async with two_centres(f"sqlite:///{tmp_path}/{laid}.db", laid=laid) as house:
            before.append(await whole_rows(house))
            await some_days(house)
            after.append(await whole_rows(house))
    assert sum(map(len, before[0].values())) > 4_000
    ids = same_ids(before[0], before[1])
    assert len(after[0]["history"]) > len(before[0]["history"])
    assert same_rows(after[0], after[1], ids)


async def test_copies_are_laid_down_alike_on_both_databases(tmp_path: Path, postgres_database: str) -> None:
    async with two_centres(f"sqlite:///{tmp_path}/sample.db", laid=True, only=FIRST) as house:
        sqlite = await whole_rows(house)
    async with two_centres(postgres_database, laid=True, only=FIRST) as house:
        postgres = await whole_rows(house)
    for table, rows in sqlite.items():
        assert sorted(map(str, rows)) == sorted(map(str, postgres[table])), table
