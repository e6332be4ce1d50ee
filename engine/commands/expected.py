"""What making a record will most likely look at, told before it runs, so that it need not run twice.

Nothing is decided here: a guess that turns out wrong costs a look at the database, and what was not guessed is found
missing when the command runs.
"""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from engine.commands.likenesses import MOST
from engine.facts.scene import Scene, zone_of
from engine.records.accept import accept_value
from engine.records.entity import Entity, Field
from engine.records.serial import serial
from engine.values.need import FindNeed, LoadNeed, Need, SerialNeed
from engine.values.plain import Json, Value
from engine.values.refusal import Reason


def expected(scene: Scene, entity: Entity, raw: Json) -> Iterator[Need]:
    """The counter of its number, and the searches for records with the same unique or compared values.

    ``raw``: the values as they were sent. Moments are read in the zone of the pack, since that of the centre is not
    known yet.
    """
    number = serial(entity.serial) if entity.serial else None
    if number is not None:
        yield SerialNeed(number.counter(f"{entity.id}.number", scene.today()))
    sent: Mapping[str, Json] = raw if isinstance(raw, Mapping) else {}
    zone = zone_of(scene.release.time_zone)
    for unique in entity.unique.values():
        match = tuple((name, _value(entity, name, sent, zone)) for name in sorted(unique.fields))
        if all(value is not None for _, value in match):
            yield FindNeed(entity.id, match)
    for field in entity.compared:
        value = _value(entity, field.id, sent, zone)
        if value is not None:
            yield FindNeed(entity.id, ((field.id, value),), MOST + 1)
    for name in sent:
        field = entity.fields.get(name)
        value = _value(entity, name, sent, zone) if field is not None and field.to else None
        if field is not None and isinstance(value, str):
            yield _linked(field, value)


def _linked(field: Field, value: str) -> LoadNeed:
    target, slash, id = value.partition("/")
    return LoadNeed(target, id) if slash else LoadNeed(field.to[0], value)


def _value(entity: Entity, name: str, sent: Mapping[str, Json], zone: ZoneInfo) -> Value:
    field = entity.fields.get(name)
    value = accept_value(field, sent.get(name), zone) if field is not None and name in sent else None
    return None if isinstance(value, Reason) else value
