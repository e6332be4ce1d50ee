"""Plays a sample, whole: its people first, what happens once for all, then what happens in each centre."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from engine.packs.sample import SampleFile
from engine.packs.sample_copies import parts_of, with_copies
from server.house import House
from server.samples.company import bring_people
from server.samples.copying import lay_copies
from server.samples.playing import Playing, SampleReport
from server.scratch import OpenScratch

Progress = Callable[[int, int], None]
_COMPANY_AGE = timedelta(days=365)  # the centres and people are this much older than the sample's clock


async def play_sample(
    house: House,
    file: SampleFile,
    progress: Progress = lambda _done, _all: None,
    open_scratch: OpenScratch | None = None,
) -> SampleReport:
    """Bring a sample into an empty house.

    Steps whose moment would lie behind the sample's clock do not happen. What happens alike in several centres is played
    in one of them and laid down for all when there is a scratch store to play it in; without, it is played in each.
    ``progress`` is told (records begun, of all). Raises ``SampleRefused`` when a centre or person is not taken,
    ``NoneLeft`` when records run out, ``NotCopied`` when what is to be copied has changed what is there once for all.
    """
    age = datetime.fromisoformat(file.clock).astimezone(UTC) - _COMPANY_AGE
    whole = with_copies(file)
    once, parts = parts_of(file)
    begun = _Begun(
        progress, _count(file, once) + sum(_count(file, one.entries) * len(one.copies) for one in parts)
    )
    report = SampleReport(await bring_people(house, whole, age))
    playing = Playing(house, file, report, begun)
    await playing.run(once)
    if open_scratch is None:
        for part in parts:
            for copy in part.copies:
                await playing.within(copy).run(part.entries)
    elif parts:
        await lay_copies(house, file, report, age, begun, open_scratch)
    for index in range(len(file.leavers)):
        await playing.let_go(index)
    return report


class _Begun:
    """Counts the records that were begun, and tells of them."""

    def __init__(self, progress: Progress, of: int) -> None:
        self._progress, self._of, self._begun = progress, of, 0

    def __call__(self, more: int) -> None:
        self._begun += more
        self._progress(self._begun, self._of)


def _count(file: SampleFile, entries: Iterable[str]) -> int:
    return sum(file.records[name].count for name in entries)
