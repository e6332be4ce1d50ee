"""From the changes that are kept to what is in force: a timeline for each parameter and place, typed by the release."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.diagnostics.problem import Diagnostic
from engine.packs.parameters import typed_value
from engine.packs.release import Parameter, Release
from engine.ports.books import Change, SettingChange
from engine.values.plain import Value
from engine.values.timeline import Setting, Timeline


@dataclass(frozen=True, slots=True)
class Known:
    """What the company has set.

    ``settings``: (parameter, place) -> value or timeline. ``confirmed``: parameters whose example values an owner has
    confirmed. ``changes``: how many changes this was made of.
    """

    settings: Mapping[tuple[str, str | None], Setting]
    confirmed: frozenset[str]
    changes: int


def known_of(changes: Sequence[SettingChange], release: Release) -> Known:
    """What follows from all changes; a value that no longer fits its parameter, or a place it no longer has, is left out."""
    lines: dict[tuple[str, str | None], list[tuple[date | None, Value]]] = {}
    for change in standing(changes):
        parameter = release.parameters.get(change.parameter)
        if parameter is None or not has_place(parameter, change.place):
            continue
        faults: list[Diagnostic] = []
        value = typed_value(change.value, parameter.type, faults)
        if not faults and value is not None:
            lines.setdefault((change.parameter, change.place), []).append((change.start, value))
    confirmed = frozenset(one.parameter for one in changes if one.what is Change.CONFIRMED)
    return Known({key: _setting(line) for key, line in lines.items()}, confirmed, len(changes))


def standing(changes: Iterable[SettingChange]) -> list[SettingChange]:
    """The values that are set, in the order of their days: of those for the same place and day, the last one."""
    last: dict[tuple[str, str | None, date | None], SettingChange] = {}
    for change in changes:
        if change.what is not Change.CONFIRMED:
            last[change.parameter, change.place, change.start] = change
    return sorted(
        (one for one in last.values() if one.what is Change.SET), key=lambda one: one.start or date.min
    )


def has_place(parameter: Parameter, place: str | None) -> bool:
    """Whether a parameter may have a value of its own there (of a centre it is not asked whether there is one)."""
    if place is None:
        return True
    return place in parameter.options if parameter.options else parameter.per == "centre"


def _setting(line: list[tuple[date | None, Value]]) -> Setting:
    (start, value) = line[0]
    return value if len(line) == 1 and start is None else Timeline(tuple(line))
