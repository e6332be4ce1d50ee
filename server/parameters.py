"""Setting a parameter: judged against the release in force, kept as a change, in force at once in this process."""

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from engine.conditions.tree import Constant
from engine.diagnostics.problem import Diagnostic
from engine.diagnostics.refuse import reason
from engine.facts.scene import zone_of
from engine.packs.parameters import PER_CENTRE, typed_value, within
from engine.packs.release import Parameter
from engine.ports.books import Change, SettingChange
from engine.ports.store import Selection, Sort
from engine.records.present import present
from engine.values.ids import Ids
from engine.values.plain import Json, Value
from engine.values.refusal import Kind, Reason, Refusal
from server.house import EVERYTHING, House
from server.opening import settings_of
from server.parameter_problems import (
    NO_CENTRE,
    NO_PARAMETER,
    NO_VALUE,
    NOT_PER_CENTRE,
    NOT_PER_OPTION,
    NOTHING_SET,
    OUT_OF_BOUNDS,
)
from server.problem_details import diagnostic_reason
from server.set_values import standing

_PAGE = 200


@dataclass(frozen=True, slots=True)
class SetParameter:
    """``value`` None takes back what was set for the same place and day; ``has_value`` False leaves all values alone.

    ``centre`` and ``option``: for whom (neither: the whole company). ``start``: the first local day (None: today).
    ``confirm``: the value is an example no longer. ``by``: the person (None: the owner of the machine).
    """

    name: str
    value: Json = None
    has_value: bool = True
    centre: str | None = None
    option: str | None = None
    start: date | None = None
    confirm: bool = False
    by: str | None = None


async def set_parameter(house: House, asked: SetParameter) -> Refusal | None:
    """Keep the change.

    Refused with all reasons: 404 an unknown parameter; 422 a value of another type or out of bounds, a place that it
    has no values for, neither a value nor a confirmation, nothing to take back.
    """
    parameter = house.live.parameters.get(asked.name)
    if parameter is None:
        return Refusal(Kind.MISSING, (reason(NO_PARAMETER, {"name": asked.name[:100]}),))
    zones = await zones_of(house)
    reasons = [*_place_faults(asked, parameter, zones), *_value_faults(asked, parameter)]
    if reasons:
        return Refusal(Kind.INVALID, tuple(reasons))
    start = asked.start
    if asked.has_value and asked.value is not None:
        start = start or _first_day(house, asked.centre, zones)
    elif asked.has_value and not await _is_set(house, asked):
        return Refusal(Kind.INVALID, (reason(NOTHING_SET, pointer="/value"),))
    await house.store.settings.add(*_changes(house, asked, parameter, start))
    house.take_settings(await settings_of(house.store, house.live))
    return None


async def zones_of(house: House) -> dict[str, ZoneInfo]:
    """Every centre with its time zone."""
    found: dict[str, ZoneInfo] = {}
    cursor: str | None = None
    while True:
        selection = Selection(
            PER_CENTRE, Constant(holds=True), {}, ("time_zone",), (Sort("id"),), _PAGE, cursor
        )
        page = await house.select(selection)
        for record in page.records:
            name = record.values.get("time_zone")
            found[record.id] = zone_of(name if isinstance(name, str) else house.live.time_zone)
        cursor = page.next_cursor
        if cursor is None:
            return found


def local_today(house: House, zone: ZoneInfo | None) -> date:
    """The day it is in a zone, by default that of the pack."""
    return house.clock.now().astimezone(zone or zone_of(house.live.time_zone)).date()


def _first_day(house: House, centre: str | None, zones: dict[str, ZoneInfo]) -> date:
    """Today where the value is to hold; for several centres the earliest day that it is in any of them."""
    if centre is not None:
        return local_today(house, zones[centre])
    return min(local_today(house, zone) for zone in (None, *zones.values()))


def _place_faults(asked: SetParameter, parameter: Parameter, zones: dict[str, ZoneInfo]) -> list[Reason]:
    found: list[Reason] = []
    if asked.centre is not None and parameter.per != PER_CENTRE:
        found.append(reason(NOT_PER_CENTRE, pointer="/centre"))
    elif asked.centre is not None and asked.centre not in zones:
        found.append(reason(NO_CENTRE, pointer="/centre"))
    if asked.option is not None and asked.option not in parameter.options:
        known = ", ".join(parameter.options) or "-"
        found.append(reason(NOT_PER_OPTION, {"option": asked.option[:100], "known": known}, "/option"))
    return found


def _value_faults(asked: SetParameter, parameter: Parameter) -> list[Reason]:
    if not asked.has_value:
        return [] if asked.confirm else [reason(NO_VALUE)]
    faults: list[Diagnostic] = []
    value = typed_value(asked.value, parameter.type, faults, "/value")
    if not faults and not within(parameter, value):
        bounds = {
            name: _told(one) for name, one in (("minimum", parameter.minimum), ("maximum", parameter.maximum))
        }
        return [reason(OUT_OF_BOUNDS, {"value": _told(value), **bounds}, "/value")]
    if not faults and value is None and asked.value is not None:
        return [reason(NO_VALUE, pointer="/value")]  # an empty text or list is no value
    return [replace(diagnostic_reason(one), pointer=one.pointer) for one in faults]


def _told(value: Value) -> Json:
    return "…" if value is None else present(value)


async def _is_set(house: House, asked: SetParameter) -> bool:
    """Whether there is something for this place and day (None: since ever) that may be taken back."""
    here = (asked.name, asked.centre or asked.option, asked.start)
    return any(
        (one.parameter, one.place, one.start) == here for one in standing(await house.store.settings.all())
    )


def _changes(
    house: House, asked: SetParameter, parameter: Parameter, start: date | None
) -> list[SettingChange]:
    scene = house.scene(EVERYTHING)
    ids = Ids(scene.now, scene.seed)
    place = asked.centre or asked.option
    found: list[SettingChange] = []
    if asked.has_value:
        value = present(typed_value(asked.value, parameter.type, []))
        what = Change.TAKEN_BACK if value is None else Change.SET
        found.append(SettingChange(ids.next(), asked.name, what, place, start, value, scene.now, asked.by))
    if asked.confirm:
        found.append(
            SettingChange(ids.next(), asked.name, Change.CONFIRMED, None, None, None, scene.now, asked.by)
        )
    return found
