"""What the parameters of a scenario are: for the company or a place, since ever or from a day on."""

from collections.abc import Mapping
from datetime import date

from engine.packs.check_set import Said, day_of, sets_of
from engine.packs.parameters import typed_value
from engine.packs.release import Release
from engine.values.plain import Value
from engine.values.timeline import Setting, Timeline
from server.samples.company import Company


def settings_of(
    release: Release, given: Mapping[str, Said], company: Company
) -> dict[tuple[str, str | None], Setting]:
    """(parameter, place) -> what is set there, of a scenario that was checked."""
    lines: dict[tuple[str, str | None], dict[date | None, Value]] = {}
    for name, said in given.items():
        for one in sets_of(said):
            place = company.ids[one.centre] if one.centre else one.option
            value = typed_value(one.value, release.parameters[name].type, [])
            lines.setdefault((name, place), {})[day_of(one.start) if one.start else None] = value
    return {key: _setting(line) for key, line in lines.items()}


def _setting(line: Mapping[date | None, Value]) -> Setting:
    if len(line) == 1 and None in line:
        return line[None]
    return Timeline(tuple(sorted(line.items(), key=lambda one: one[0] or date.min)))
