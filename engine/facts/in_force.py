"""The value of a parameter that counts for one record: the one choice that facts, lists and screens share (E19)."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from engine.conditions.moments import local_day
from engine.conditions.names import of_parameter
from engine.facts.scene import Scene
from engine.values.plain import Value

Look = Callable[[str], object]


def parameter_of(
    scene: Scene, said: str, of_centre: Look, value: Look, zone: Callable[[], ZoneInfo]
) -> Value:
    """The value of ``cap``, or of ``cap@signed_at`` on that day (absent when the day is).

    ``of_centre`` gives a field of the record's centre, ``value`` one of the record; ``zone`` is the centre's time zone,
    asked only when the value hangs on the day there.
    """
    name, field = of_parameter(said)
    parameter = scene.release.parameters.get(name)
    if parameter is None:
        return None
    place = of_centre(parameter.place) if parameter.place else None
    where = place if isinstance(place, str) else None
    if field is None:
        return scene.parameter(name, where, lambda: scene.today(zone()))
    moment = value(field)
    if isinstance(moment, datetime):
        return scene.parameter_on(name, where, local_day(moment, zone()))
    return scene.parameter_on(name, where, moment) if isinstance(moment, date) else None
