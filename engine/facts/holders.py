"""Who is meant by a whom, as persons: those who hold a duty for a record today, whom a field names, who are in a team."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from engine.access.duty import Actor, Duty, Holding
from engine.access.permit import permit
from engine.access.reach import active
from engine.effects.whom import ByDeciders, ByDuty, ByField, ByRoles, ByTeam, Whom
from engine.facts.gather import Facts, Subject
from engine.facts.scene import Scene
from engine.facts.staff import HOLDING, duty_of, named
from engine.facts.view import View
from engine.packs.release import Release
from engine.values.plain import Value
from engine.values.record import Record

DELEGATION = "_delegation"
"""The name under which a reader gives the rows of standing delegations."""
_MOST = 1_001


def persons(
    scene: Scene, view: View, whom: Whom, subject: Subject, release: Release | None = None
) -> tuple[str, ...]:
    """The ids of all who are meant and work here now, each once, in the order in which they are named.

    ``subject`` is the record (or row) it is about; a duty counts where it reaches that record, or one at the centre
    that ``at`` names.
    """
    facts = Facts(scene, view, subject, release)
    found: list[str] = []
    for one in whom:
        match one:
            case ByField():
                person = one.person.value(facts(one.person.needs))
                found += [person] if isinstance(person, str) else []
            case ByDeciders():
                people = facts.value(one.path)
                found += people if isinstance(people, tuple) else ()
            case ByTeam():
                found += _team(view, one.team, facts.value("centre"), scene.today())
            case ByDuty():
                found += _by_duty(scene, view, one, subject, facts)
            case ByRoles():
                found += sorted(named(scene, view, (one,), facts))
            case _:
                continue
    return present(view, dict.fromkeys(found))


def present(view: View, people: Iterable[str]) -> tuple[str, ...]:
    """Those of the persons who are there and active."""
    wanted = tuple(people)
    known = ((person, view.record("person", person)) for person in wanted)
    return tuple(
        person for person, record in known if record is not None and record.values.get("active") is not False
    )


def holdings_of(view: View, person: str) -> tuple[Holding, ...]:
    """The posts of a person, past and future ones included."""
    return tuple(_holding(row) for row in view.find(HOLDING, {"person": person}))


def _by_duty(scene: Scene, view: View, one: ByDuty, subject: Subject, facts: Facts) -> Iterator[str]:
    duty = scene.release.access.duties.get(duty_of(one, facts))
    if duty is None:
        return
    centre: Value = None
    if one.at is not None:
        centre = one.at.value(facts(one.at.needs))
        if centre is None:
            return
        subject = subject._replace(values={**subject.values, "centre": centre})
    people = _holders(view, duty, centre)
    for person, held in people.items():
        record = view.record("person", person)
        actor = Actor(person, held, record.values if record else {})
        there = replace(scene, actor=actor)
        if (
            permit(scene.release.access, actor, duty.id, scene.today(), Facts(there, view, subject))
            is not None
        ):
            yield person


def _holders(view: View, duty: Duty, centre: Value) -> dict[str, tuple[Holding, ...]]:
    """Person -> the posts that hold a duty (at this centre or for the whole company, when one is named)."""
    roles = sorted(duty.held_by)
    found: dict[str, tuple[Holding, ...]] = {}
    rows = [row for role in roles for row in view.find(HOLDING, {"role": role}, _MOST)]
    for row in sorted(rows, key=lambda row: row.id):
        holding = _holding(row)
        if centre is None or holding.centre in (None, centre):
            person = str(row.values["person"])
            found[person] = (*found.get(person, ()), holding)
    return found


def _team(view: View, team: str, centre: object, today: date) -> list[str]:
    rows = view.find(HOLDING, {"team": team}, _MOST)
    return [
        str(row.values["person"])
        for row in rows
        if row.values.get("centre") in (None, centre) and active(Actor(None, (_holding(row),)), today)
    ]


def _holding(row: Record) -> Holding:
    return Holding(**{name: row.values.get(name) for name in Holding.__dataclass_fields__})  # pyright: ignore[reportArgumentType]
