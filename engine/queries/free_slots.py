"""What is free on one day at one place of a limit: the room of a calendar, before anybody tries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from engine.access.duty import Right
from engine.access.permit import visible
from engine.access.reach import active
from engine.diagnostics.refuse import reason, refused
from engine.facts.answers import answering, missing
from engine.facts.ask import SceneAsk
from engine.facts.exempting import plain
from engine.facts.field_rights import field_rights
from engine.facts.free import free_at
from engine.facts.gather import Facts, Subject
from engine.facts.place import Place
from engine.facts.units import number
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.limits.free import Slot
from engine.limits.limit import Limit, Source
from engine.limits.reasons import NOT_IN_SLOTS, UNKNOWN, WHICH
from engine.limits.reserve import period
from engine.ports.store import Reader
from engine.records.accept import accept_value
from engine.records.builtin import CENTRE, PERSON
from engine.records.present import present
from engine.values.duration import Duration, resolve
from engine.values.plain import Json, Value
from engine.values.refusal import Kind, Reason, Refusal
from engine.workflows.workflow import Editable


@dataclass(frozen=True, slots=True)
class FreeAsk(SceneAsk):
    """``per``: the key of the counter, by field of what is held. ``day``: a local day (None: today).

    ``length``: of things that must not overlap, how long a gap must be.
    """

    limit: str
    per: Mapping[str, str]
    day: date | None = None
    length: Duration | None = None


@answering
def free_slots(asked: FreeAsk, read: Reader) -> dict[str, Json] | Refusal:
    """``{limit, label, day, time_zone, max, slots: [{from, until, used, free}]}`` inside working hours, from now on.

    Of things that must not overlap the slots are the gaps. Refused: 404 a limit that is not there, or a key whose
    records the actor could not see; 422 a limit that is not on slots, a key that is not whole.
    """
    limit = asked.scene.release.limits.limits.get(asked.limit)
    if limit is None:
        return refused(Kind.MISSING, UNKNOWN)
    source = next((one for one in limit.sources if one.spans is not None), None)
    if source is None:
        return refused(Kind.INVALID, NOT_IN_SLOTS, {"label": limit.label})
    view = View(read)
    place = _place(asked, view, source)
    if isinstance(place, Refusal):
        return place
    zone = place.facts.zone
    day = asked.day or asked.scene.today(zone)
    begin, end = period("day", resolve(datetime.combine(day, time(12)), zone), zone)
    found = free_at(asked.scene, view, limit, source, place, max(begin, asked.now), max(end, asked.now))
    most = number(source.most, place.facts)
    return {
        "limit": limit.id,
        "label": dict(limit.label),
        "day": day.isoformat(),
        "time_zone": str(zone),
        "max": None if most is None else plain(most),
        "slots": [_told(one, most) for one in found if _long_enough(one, limit, asked.length)],
    }


def _place(asked: FreeAsk, view: View, source: Source) -> Place | Refusal:
    """Where is looked: for whoever could see what is held there."""
    scene = asked.scene
    post = next(iter(active(scene.actor, scene.today())), None)
    values: dict[str, Value] = {"owner": scene.actor.person, "centre": post.centre if post else None}
    around = Facts(scene, view, Subject(source.entity, "", values))
    key = _key(asked, source, around)
    if isinstance(key, Refusal):
        return key
    facts = Facts(scene, view, Subject(source.entity, "", values | key))
    if not _may_look(asked, view, source, facts):
        return missing()
    return Place(tuple(key[name] for name in source.fields), None, None, Decimal(1), facts)


def _key(asked: FreeAsk, source: Source, around: Facts) -> dict[str, Value] | Refusal:
    entity = asked.scene.release.entities[source.entity]
    wrong = [reason(WHICH, {"name": name}) for name in asked.per if name not in source.fields]
    found: dict[str, Value] = {}
    for name in source.fields:
        field = entity.field(name)
        value = accept_value(field, asked.per[name], around.zone) if field and name in asked.per else None
        if isinstance(value, Reason):
            wrong.append(value)
        elif value is None:
            wrong.append(reason(WHICH, {"name": name}))
        else:
            found[name] = value
    return Refusal(Kind.INVALID, tuple(wrong)) if wrong else found


def _may_look(asked: FreeAsk, view: View, source: Source, facts: Facts) -> bool:
    """Whether the actor may see records that are held there, with their times, and what the key names."""
    scene = asked.scene
    if scene.actor.everything:
        return True
    entity = scene.release.entities[source.entity]
    if not visible(scene.release.access, scene.actor, entity.id, scene.today(), facts):
        return False
    right = field_rights(scene, entity, facts, Editable(), locked=False)
    spans = source.spans
    wanted = (*source.fields, *((spans.field or "",) if spans else ()))
    if any(right(name) in (Right.HIDDEN, Right.MASKED) for name in wanted):
        return False
    for name in source.fields:
        field, id = entity.field(name), facts.value(name)
        for to in field.to if field is not None else ():
            if to not in (CENTRE, PERSON) and isinstance(visible_record(scene, view, to, str(id)), Refusal):
                return False
    return True


def _told(slot: Slot, most: Decimal | None) -> Json:
    free = None if most is None else plain(max(most - slot.used, Decimal(0)))
    return {
        "from": present(slot.begin),
        "until": present(slot.end),
        "used": plain(slot.used),
        "free": free,
    }


def _long_enough(slot: Slot, limit: Limit, length: Duration | None) -> bool:
    if limit.window.period is not None or length is None:
        return True
    return (slot.end - slot.begin).total_seconds() >= length.rough_seconds
