"""What may be wrong with the copies of a sample: centres that do not exist, and parts that share something."""

import re
from collections.abc import Mapping

from engine.diagnostics.pointer import pointer
from engine.packs import problems
from engine.packs.data import CENTRE, Data
from engine.packs.sample import CopiesJson, NextOfJson, PatternJson, SampleFile
from engine.packs.sample_copies import belongings, mentions

_COUNTS = re.compile(r"\{c(:\d+)?\}")
_WORD = re.compile(r"(?:[0-9A-Za-z_-]|\{[nc](?::\d+)?\})+")


def check_copies(file: SampleFile, copies: CopiesJson, data: Data) -> None:
    """Report what cannot be copied; the entries themselves have been looked at."""
    at = pointer("copies")
    for key in ("surnames", "given_names"):
        data.known(getattr(copies, key), file.lists, "list", f"{at}/{key}")
    taken = {*file.centres, *file.people}
    for centre, made in copies.of.items():
        data.known(centre, file.centres, "centre", at + pointer("of", centre))
        for alias, values in made.items():
            place = at + pointer("of", centre, alias)
            if alias in taken:
                data.fault(problems.ALIAS_TWICE, place, name=alias)
            taken.add(alias)
            data.values(data.around.entities[CENTRE], values, place)
    belongs = belongings(file)
    for name in file.records:
        if belongs[name]:
            _entry(name, file, belongs, data)


def _entry(name: str, file: SampleFile, belongs: Mapping[str, frozenset[str]], data: Data) -> None:
    """An entry that happens in several centres has to do with people of its own, and of none, alone."""
    entry, at = file.records[name], pointer("records", name)
    people = (file.people[one].centre for one in mentions(entry)[0] if one in file.people)
    centres = sorted(belongs[name] | {one for one in people if one is not None})
    if len(centres) > 1:
        data.fault(problems.COPY_OF_TWO, at, first=centres[0], second=centres[1])
    for field, generator in entry.values.items():
        place = at + pointer("set", field)
        if isinstance(generator, NextOfJson) and not belongs.get(generator.next_of):
            data.fault(problems.COPY_TAKES, place, name=generator.next_of)
        if (
            isinstance(generator, PatternJson)
            and _COUNTS.search(generator.pattern)
            and not _WORD.fullmatch(generator.pattern)
        ):
            data.fault(problems.COPY_WORD, place, value=generator.pattern)
