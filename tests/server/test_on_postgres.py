"""Publishing, samples, imports and undoing on PostgreSQL: the same as on SQLite."""

from dataclasses import replace

from engine.clock.clock import MovingClock
from engine.commands.import_row import Strategy
from engine.diagnostics.problem import Diagnostic
from server.bootstrap import open_house, open_scratch, read_sheet
from server.house import EVERYTHING
from server.imports.mapping import ImportMapping
from server.imports.run import Prepared, prepare_import, run_import
from server.imports.undo import UndoReport, undo_import
from server.publish import prepare, publish
from server.samples.play import play_sample
from server.settings import Settings
from tests.builders.repairs import CLOCK, repairs, sample

TEXT = (
    "Name,Phone\n" + "".join(f"N{number},138001{number:05}\n" for number in range(400)) + "Dan,13800100007\n"
)


async def test_from_the_first_publish_to_an_undone_import(postgres_database: str) -> None:
    settings = replace(Settings(), database_url=postgres_database)
    async with open_house(settings, MovingClock(CLOCK)) as house:
        await publish(house, await prepare(house, repairs(), open_scratch), None)
        report = await play_sample(house, sample(repairs()))
        assert (dict(report.records), report.refused) == ({"customer": 3, "repair": 5}, [])
        data = TEXT.encode()
        mapping = ImportMapping(key=("phone",), strategy=Strategy.OVERWRITE)
        ends: list[dict[str, int]] = []
        for dry in (True, False):
            sheet = read_sheet(data)
            assert not isinstance(sheet, Diagnostic)
            made = await prepare_import(house, "customer", sheet, mapping, EVERYTHING, "x.csv", data)
            assert isinstance(made, Prepared)
            done = await run_import(house, made, dry=dry)
            ends.append(dict(done.counts))
        assert ends == [{"created": 400, "changed": 1}] * 2
        assert await undo_import(house, done.job or "", EVERYTHING) == UndoReport(removed=400, restored=0)
    async with open_house(settings, MovingClock(CLOCK)) as again:
        assert (await prepare(again, repairs(), open_scratch)).is_live
        assert sum((await again.store.published.in_flight("customer", ("release", "state"))).values()) == 3
