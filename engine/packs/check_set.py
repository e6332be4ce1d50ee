"""What may be wrong with the values that a scenario gives a parameter."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.packs import problems
from engine.packs.data import CENTRE, Data
from engine.packs.parameters import PER_CENTRE, typed_value, within
from engine.packs.release import Parameter
from engine.packs.scenario import SetJson
from engine.values.plain import Json

Said = tuple[SetJson, ...] | Json


def sets_of(said: Said) -> tuple[SetJson, ...]:
    """What a scenario says of a parameter as a list: one value holds for the whole company, since ever."""
    return _listed(said) or (SetJson(value=cast("Json", said)),)


def check_set(data: Data, parameter: Parameter, said: Said, at: str) -> None:
    """Report what is wrong with it: type and bounds of the values, places that the parameter has no values for, days."""
    if isinstance(said, list | tuple) and any(isinstance(one, Mapping) for one in said):
        data.fault(problems.NOT_SETS, at)
        return
    listed = bool(_listed(said))
    for index, one in enumerate(sets_of(said)):
        place = at + pointer(index) if listed else at
        _value(data, parameter, one.value, place + "/value" if listed else place)
        _place(data, parameter, one, place)
        if one.start is not None and day_of(one.start) is None:
            data.fault(problems.NOT_A_DAY, place + "/from", value=one.start[:60])


def _listed(said: Said) -> tuple[SetJson, ...]:
    return tuple(one for one in said if isinstance(one, SetJson)) if isinstance(said, tuple) else ()


def day_of(text: str) -> date | None:
    """The day of a text; None when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _value(data: Data, parameter: Parameter, raw: Json, at: str) -> None:
    faults: list[Diagnostic] = []
    value = typed_value(raw, parameter.type, faults)
    data.found.extend(Diagnostic(one.problem, at + one.pointer, data.file, one.data) for one in faults)
    if not faults and not within(parameter, value):
        data.fault(problems.SET_OUTSIDE, at, value=str(raw)[:60])


def _place(data: Data, parameter: Parameter, one: SetJson, at: str) -> None:
    if one.centre is not None:
        if parameter.per == PER_CENTRE:
            data.alias(f"@{one.centre}", at + "/centre", CENTRE)
        else:
            data.fault(problems.NOT_SET_THERE, at + "/centre", name=one.centre[:60])
    if one.option is not None and one.option not in parameter.options:
        data.fault(problems.NOT_SET_THERE, at + "/option", name=one.option[:60])
