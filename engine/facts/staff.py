"""Who could do something: the people with a duty at a place, and whether each is there today.

However many people there are, finding them takes a fixed number of questions: posts by role, then all persons with their
absences at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from engine.access.duty import Actor, Duty, Holding, Scope
from engine.access.reach import active
from engine.conditions.compiled import Guard
from engine.effects.whom import ByDuty, ByField, ByRoles, ByTeam, Whom
from engine.facts.gather import Facts, Subject
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.records.builtin import CENTRE, PERSON
from engine.values.need import FindNeed, LoadNeed
from engine.values.plain import Value
from engine.values.record import Record

HOLDING = "_holding"
ABSENCE = "_absence"
"""Names under which a reader gives posts (looked at only) and absences: one row a person, its id the person's."""
_MOST = 100_000


class Away(StrEnum):
    """Why somebody cannot take anything now."""

    LEFT = "left"
    ABSENT = "absent"
    OFF_DUTY = "off_duty"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person with the post that makes them one (None: they were named), and why they cannot, if so."""

    person: Record
    holding: Holding | None
    away: Away | None = None


def candidates(
    scene: Scene, view: View, whom: Whom, facts: Facts, *, on_duty: bool = False
) -> tuple[Candidate, ...]:
    """Everybody who is meant, as they are named and then by id.

    ``facts`` are about the record. ``on_duty``: outside their working hours they count as away.
    """
    found = _named(scene, view, whom, facts)
    view.read.ahead(
        [
            *(LoadNeed(PERSON, id) for id in found),
            *(LoadNeed(ABSENCE, id) for id in found),
            *(LoadNeed(CENTRE, post.centre) for post in found.values() if post and post.centre),
        ]
    )
    people = ((view.record(PERSON, id), post) for id, post in found.items())
    return tuple(
        Candidate(person, post, _away(scene, view, person, post, on_duty=on_duty))
        for person, post in people
        if person is not None
    )


def named(scene: Scene, view: View, whom: Whom, facts: Facts) -> frozenset[str]:
    """The ids of everybody who is meant."""
    return frozenset(_named(scene, view, whom, facts))


def duty_of(one: ByDuty, facts: Facts) -> str:
    """The id of the duty that is meant; "" when the value that says which is absent."""
    said = one.chosen.value(facts(one.chosen.needs)) if one.chosen is not None else one.duty
    return said if isinstance(said, str) else ""


def spans_of(row: Record | None) -> tuple[tuple[datetime, datetime], ...]:
    """The absences that a row keeps: from when until when (UTC), in the order of time."""
    spans = row.values.get("spans") if row else None
    ends = (text.split("/") for text in spans) if isinstance(spans, tuple) else ()
    return tuple((datetime.fromisoformat(begin), datetime.fromisoformat(end)) for begin, end in ends)


def _named(scene: Scene, view: View, whom: Whom, facts: Facts) -> dict[str, Holding | None]:
    found: dict[str, Holding | None] = {}
    here = _text(facts.value("centre"))
    for one in whom:
        match one:
            case ByField():
                person = _text(one.person.value(facts(one.person.needs)))
                found |= {person: None} if person is not None and person not in found else {}
            case ByDuty():
                duty = scene.release.access.duties.get(duty_of(one, facts))
                place = _text(one.at.value(facts(one.at.needs))) if one.at else here
                for id, post in _holders(scene, view, duty, place, facts).items() if duty else ():
                    found.setdefault(id, post)
            case ByTeam():
                for id, post in _posts(scene, view, [{"team": one.team, "centre": here}]):
                    found.setdefault(id, post)
            case ByRoles():
                for id, post in _in_roles(scene, view, one, here, facts):
                    found.setdefault(id, post)
            case _:
                continue  # an address outside is no person
    return found


def _in_roles(
    scene: Scene, view: View, whom: ByRoles, centre: str | None, facts: Facts
) -> list[tuple[str, Holding]]:
    """Posts in one of these roles at the centre, or of the whole company."""
    roles = whom.roles.value(facts(whom.roles.needs))
    wanted = [
        {"role": role, "centre": place}
        for role in (roles if isinstance(roles, tuple) else ())
        for place in dict.fromkeys((centre, None))
    ]
    return sorted(_posts(scene, view, wanted), key=lambda one: one[0])


def _holders(
    scene: Scene, view: View, duty: Duty, centre: str | None, facts: Facts
) -> dict[str, Holding | None]:
    """Whose post holds the duty at the centre today: a post of this centre, or one of the whole company.

    Without a centre only a duty that reaches the whole company is held by posts somewhere (A33). A scope that is a
    condition is asked for each person as if the record were theirs.
    """
    places: list[dict[str, Value]] = [{"centre": centre}, {"centre": None}] if centre else [{"centre": None}]
    if centre is None and duty.scope is Scope.COMPANY:
        places = [{}]
    wanted = [{"role": role, **place} for role in sorted(duty.held_by) for place in places]
    posts = sorted(_posts(scene, view, wanted), key=lambda one: one[0])
    found: dict[str, Holding | None] = {}
    for person, post in posts:
        if person not in found and _reaches(scene, view, duty, person, post, facts):
            found[person] = post
    return found


def _reaches(scene: Scene, view: View, duty: Duty, person: str, post: Holding, facts: Facts) -> bool:
    if not isinstance(duty.scope, Guard):
        return True
    subject = facts.subject
    theirs = Subject(subject.entity, subject.id, {**subject.values, "owner": person})
    seen = Facts(replace(scene, actor=Actor(person, (post,))), view, theirs)
    return duty.scope.test(seen(duty.scope.needs))


def _posts(scene: Scene, view: View, wanted: Iterable[Mapping[str, Value]]) -> list[tuple[str, Holding]]:
    """The posts that match and are active today, each with whose it is."""
    matches = list(wanted)
    view.read.ahead([FindNeed(HOLDING, tuple(sorted(match.items())), _MOST) for match in matches])
    rows = [row for match in matches for row in view.find(HOLDING, match, _MOST)]
    found = [(str(row.values["person"]), _post(row)) for row in rows]
    return [(id, post) for id, post in found if active(Actor(id, (post,)), scene.today())]


def _post(row: Record) -> Holding:
    names = ("role", "centre", "team", "active_from", "active_until")
    return Holding(*(row.values.get(name) for name in names))  # type: ignore[arg-type]


def _away(scene: Scene, view: View, person: Record, post: Holding | None, *, on_duty: bool) -> Away | None:
    if person.values.get("active") is False:
        return Away.LEFT
    if any(begin <= scene.now < end for begin, end in spans_of(view.record(ABSENCE, person.id))):
        return Away.ABSENT
    return Away.OFF_DUTY if on_duty and not _works_now(scene, view, person, post) else None


def _works_now(scene: Scene, view: View, person: Record, post: Holding | None) -> bool:
    """By the person's own calendar, else that of where they work, else the pack's; without one always."""
    calendars = scene.release.calendars
    centre = view.record(CENTRE, post.centre) if post and post.centre else None
    chosen = (person.values.get("calendar"), centre.values.get("calendar") if centre else None)
    names = (*chosen, scene.release.calendar)
    calendar = next((calendars[name] for name in names if isinstance(name, str) and name in calendars), None)
    return calendar is None or calendar.is_open(scene.now)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
