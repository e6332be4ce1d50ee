"""What a person holds: records they own that are not closed, fields that are handed over with them, and tasks that name them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.effects.task_book import TASK
from engine.facts.view import View
from engine.packs.release import Release
from engine.values.need import FindNeed
from engine.values.plain import Value
from engine.values.record import Record

MOST_OF_A_KIND = 500  # are looked at at once; what is more comes when these have gone


@dataclass(frozen=True, slots=True)
class Held:
    """Records of one kind that name a person in one field, in one state; ``more``: there are others besides these."""

    entity: str
    field: str
    state: str | None
    records: tuple[Record, ...]
    more: bool = False


def held_by(view: View, release: Release, person: str, limit: int = MOST_OF_A_KIND) -> tuple[Held, ...]:
    """Everything a person holds, at most ``limit`` records of each kind, field and state.

    A record in a final state is closed: whose it was stays as it is.
    """
    looks = [*_looks(release, person)]
    view.read.ahead([FindNeed(entity, tuple(match.items()), limit + 1) for entity, _, _, match in looks])
    found: list[Held] = []
    for entity, field, state, match in looks:
        # The tasks of approvals are not handed over: when somebody goes, others are asked who may decide (A40).
        rows = tuple(
            row
            for row in view.find(entity, match, limit + 1)
            if not str(row.values.get("rule") or "").startswith("approval:") or entity != TASK
        )
        if rows:
            found.append(Held(entity, field, state, rows[:limit], len(rows) > limit))
    return tuple(found)


def _looks(release: Release, person: str) -> Iterator[tuple[str, str, str | None, Mapping[str, Value]]]:
    """(entity, field, state, match) of every look that can find something."""
    for entity in release.entities.values():
        if entity.builtin or entity.part_of is not None:
            continue
        workflow = release.workflows.get(entity.id)
        states = (
            [one.id for one in workflow.states.values() if not (one.group or one.final)]
            if workflow
            else [None]
        )
        names = ["owner", *(one.id for one in entity.fields.values() if one.handed_over)]
        for name in names:
            for state in states:
                match: dict[str, Value] = {name: person}
                yield entity.id, name, state, match if state is None else {**match, "state": state}
    yield TASK, "person", None, {"person": person, "state": "open"}
