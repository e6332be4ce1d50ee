"""Copies of a centre: what happens there is played once, in a store of its own, and laid down for every centre."""

from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime

from engine.packs.generators import counted
from engine.packs.release import Release
from engine.packs.sample import SampleFile
from engine.packs.sample_copies import Copy, Part, parts_of, texts_under, with_copies
from engine.ports.whole import Moved
from engine.records import contact
from engine.records.builtin import CENTRE
from server.house import House
from server.samples.company import bring_people
from server.samples.playing import Playing, SampleReport
from server.scratch import OpenScratch, Scratch


async def lay_copies(
    house: House,
    file: SampleFile,
    report: SampleReport,
    age: datetime,
    begun: Callable[[int], None],
    open_scratch: OpenScratch,
) -> None:
    """Play each part once and lay it down in the house for all its copies; ``age``: since when there are people.

    Raises ``NotCopied`` when a part changes what is there once for all.
    """
    once, parts = parts_of(file)
    whole = with_copies(file)
    async with _opened(open_scratch) as store:
        await store.install(house.live)
        scratch = House(store, house.clock, house.live, {house.live.id: house.live})
        company = await bring_people(scratch, whole, age)
        before = Playing(scratch, file, SampleReport(company), lambda _: None)
        await before.run(once)
        await store.remember()
        mark = await store.whole.mark()
        for part in parts:
            played = SampleReport(company)
            await before.reporting(played, begun).run(part.entries)
            recorded = await store.whole.since(mark)
            moves = [_moved(file, whole, house.live, report, part, copy) for copy in part.copies]
            await house.store.whole.lay(recorded, moves)
            report.add(played, len(part.copies))
            begun(sum(file.records[name].count for name in part.entries) * (len(part.copies) - 1))
            await store.restore()


@asynccontextmanager
async def _opened(open_scratch: OpenScratch) -> AsyncGenerator[Scratch]:
    store = await open_scratch()
    try:
        yield store
    finally:
        await store.close()


def _moved(
    file: SampleFile, whole: SampleFile, release: Release, report: SampleReport, part: Part, copy: Copy
) -> Moved:
    """How the rows of a part differ in a copy: its people and its centre, with their names, and what counts copies."""
    words: dict[str, str] = {}
    title = release.entities[CENTRE].title or "name"
    for alias, other in copy.aliases.items():
        words[report.company.ids[alias]] = report.company.ids[other]
        names = (_name(whole, alias, title), _name(whole, other, title))
        words[names[0]] = names[1]
    for name in part.entries:
        words.update(_counting(file, release, name, copy))
    return Moved(words, "/".join((str(file.seed), *copy.seed())) if copy.number else "")


def _name(whole: SampleFile, alias: str, title: str) -> str:
    person = whole.people.get(alias)
    return person.name if person is not None else str(whole.centres[alias][title])


def _counting(file: SampleFile, release: Release, name: str, copy: Copy) -> Iterator[tuple[str, str]]:
    """The texts of an entry that count copies, in the original and in this one, also as phone numbers are kept."""
    entry = file.records[name]
    region = next((one.region for one in release.entities[entry.entity].fields.values() if one.region), None)
    for pattern in texts_under("pattern", entry):
        if "{c" not in pattern:
            continue
        for number in range(1, entry.count + 1):
            one, other = (counted(pattern, number, place) for place in (0, copy.number))
            yield one, other
            if one.isdecimal():
                dialled, anew = (contact.phone(text, region) for text in (one, other))
                if isinstance(dialled, str) and isinstance(anew, str):
                    yield dialled.removeprefix("+"), anew.removeprefix("+")
