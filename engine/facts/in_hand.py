"""What a person holds: records, fields that go with them, tasks, places in approvals, and delegations by which they decide.

A record counts while it is not closed, a place while its person has not spoken, a delegation until its last day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.approvals.decide import Given
from engine.effects.task_book import TASK
from engine.facts.holders import DELEGATION
from engine.facts.rounds import SEAT
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.records.builtin import PERSON
from engine.records.entity import Entity
from engine.values.need import FindNeed
from engine.values.plain import Value
from engine.values.record import Record

MOST_OF_A_KIND = 500  # are looked at at once; what is more comes when these have gone
_NAMES = {TASK: "task", SEAT: "approval", DELEGATION: "delegation"}


@dataclass(frozen=True, slots=True)
class Held:
    """Records of one kind that name a person in one field, in one state; ``more``: there are others besides these."""

    entity: str
    field: str
    state: str | None
    records: tuple[Record, ...]
    more: bool = False


def told_kind(entity: str) -> str:
    """What people call a kind of thing that is held: the entity, or ``task``, ``approval``, ``delegation``."""
    return _NAMES.get(entity, entity)


def held_by(view: View, scene: Scene, person: str, limit: int = MOST_OF_A_KIND) -> tuple[Held, ...]:
    """Everything a person holds, at most ``limit`` records of each kind, field and state.

    A record in a final state is closed: whose it was stays as it is.
    """
    looks = [*_looks(scene, person)]
    view.read.ahead([FindNeed(entity, tuple(match.items()), limit + 1) for entity, _, _, match in looks])
    found: list[Held] = []
    for entity, field, state, match in looks:
        rows = tuple(row for row in view.find(entity, match, limit + 1) if _counts(row, scene.today()))
        if rows:
            found.append(Held(entity, field, state, rows[:limit], len(rows) > limit))
    return tuple(found)


def _counts(row: Record, today: date) -> bool:
    if row.entity == TASK:  # the task of an approval is that of a place in it, and goes with it
        return not str(row.values.get("rule") or "").startswith("approval:")
    if row.entity == PERSON and row.values.get("active") is False:
        return False
    until = row.values.get("until") if row.entity == DELEGATION else None
    return not isinstance(until, date) or today <= until


def _looks(scene: Scene, person: str) -> Iterator[tuple[str, str, str | None, Mapping[str, Value]]]:
    """(entity, field, state, match) of every look that can find something."""
    for entity in scene.release.entities.values():
        owned = [] if entity.builtin or entity.part_of is not None else ["owner"]
        names = [*owned, *(one.id for one in entity.fields.values() if one.handed_over)]
        for name in names:
            for state in _open_states(scene, entity):
                match: dict[str, Value] = {name: person}
                yield entity.id, name, state, match if state is None else {**match, "state": state}
    yield TASK, "person", None, {"person": person, "state": "open"}
    yield DELEGATION, "delegate", None, {"delegate": person}
    for given in (Given.OPEN, Given.WAITING):
        yield SEAT, "person", given.value, {"person": person, "given": given.value}


def _open_states(scene: Scene, entity: Entity) -> list[str | None]:
    """The states in which a record is not closed, those that only an older release knows included (A49)."""
    releases = (scene.release, *scene.releases.values())
    states = {
        state.id: state.final or state.group
        for release in reversed(releases)
        if (workflow := release.workflows.get(entity.id))
        for state in workflow.states.values()
    }
    return [id for id, closed in states.items() if not closed] if states else [None]
