"""Parameters as administrators see them: what is in force, where and since when, and what is to come."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from engine.packs.files import MANIFEST
from engine.packs.parameters import PER_CENTRE
from engine.packs.release import Parameter
from engine.ports.books import SettingChange
from engine.records.present import present
from engine.values.plain import Json, in_language
from server.house import House
from server.parameters import local_today, zones_of
from server.set_values import has_place, standing


async def list_parameters(house: House, language: str) -> list[dict[str, Json]]:
    """Every parameter of the pack, in its order."""
    zones = await zones_of(house)
    set_now = standing(await house.store.settings.all())
    source: Any = house.live.source[MANIFEST]
    return [
        _shown(house, parameter, set_now, zones, source["parameters"][parameter.id], language)
        for parameter in house.live.parameters.values()
    ]


def change_shown(parameter: Parameter, change: SettingChange) -> dict[str, Json]:
    """One change as a line of the log."""
    return {
        "id": change.id,
        "what": change.what.value,
        **_line(parameter, change),
    }


def _shown(
    house: House,
    parameter: Parameter,
    set_now: Sequence[SettingChange],
    zones: Mapping[str, ZoneInfo],
    source: Mapping[str, Json],
    language: str,
) -> dict[str, Json]:
    own = [one for one in set_now if one.parameter == parameter.id and has_place(parameter, one.place)]
    begun = [one for one in own if _has_begun(house, one, zones)]
    in_force = {one.place: one for one in begun}  # of one place the last day that has begun
    company = in_force.get(None)
    return {
        "id": parameter.id,
        "label": in_language(parameter.label, language, parameter.id),
        "type": source["type"],
        "choices": [*parameter.type.options],
        "per": parameter.per,
        "options": {id: in_language(label, language, id) for id, label in parameter.options.items()},
        "default": present(parameter.default),
        "minimum": present(parameter.minimum),
        "maximum": present(parameter.maximum),
        "example": parameter.example and parameter.id not in house.confirmed,
        "value": company.value if company else present(parameter.default),
        "in_force": [_line(parameter, one) for one in in_force.values()],
        "to_come": [_line(parameter, one) for one in own if one not in begun],
    }


def _has_begun(house: House, change: SettingChange, zones: Mapping[str, ZoneInfo]) -> bool:
    """By the day of the centre; for several of them by that of the pack."""
    return change.start is None or change.start <= local_today(house, zones.get(change.place or ""))


def _line(parameter: Parameter, change: SettingChange) -> dict[str, Json]:
    per_centre = parameter.per == PER_CENTRE
    return {
        "centre": change.place if per_centre else None,
        "option": None if per_centre else change.place,
        "from": change.start.isoformat() if change.start else None,
        "value": change.value,
        "changed_at": present(change.changed_at),
        "changed_by": change.changed_by,
    }
