"""Tasks come to an end: done by a transition they name, dropped when their record reaches a final state (C8)."""

from functools import lru_cache

from engine.commands.work import Work
from engine.effects.effect import Task
from engine.packs.parts import inside
from engine.packs.release import Release
from engine.records.entity import FieldKind
from engine.values.record import Record, TaskEnd
from engine.workflows.workflow import Transition


def end_tasks(work: Work, record: Record, transition: Transition) -> None:
    """The open tasks that this transition does: of the record itself, and of the records it points to."""
    if transition.ref not in _doing(_ReleaseKey(work.scene.release)):
        return
    work.tasks.append(TaskEnd(record.entity, record.id, work.scene.now, transition.ref))
    for field in work.scene.release.entities[record.entity].fields.values():
        value = record.values.get(field.id)
        if field.kind is FieldKind.LINK and isinstance(value, str):
            entity, id = (field.to[0], value) if len(field.to) == 1 else tuple(value.split("/", 1))
            work.tasks.append(TaskEnd(entity, id, work.scene.now, transition.ref))


def drop_tasks(work: Work, record: Record) -> None:
    """Nothing is left to be done about a record that has reached a final state."""
    if _doing(_ReleaseKey(work.scene.release)):
        work.tasks.append(TaskEnd(record.entity, record.id, work.scene.now, outcome="dropped"))


class _ReleaseKey:
    """A release as a key of the cache, equal by its id."""

    def __init__(self, release: Release) -> None:
        self.release = release

    def __hash__(self) -> int:
        return hash(self.release.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ReleaseKey) and other.release.id == self.release.id


@lru_cache(maxsize=64)
def _doing(key: _ReleaseKey) -> frozenset[str]:
    """The transitions by which some task of the pack is done; with "" when there are tasks that none does."""
    found: set[str] = set()
    for definition in (*key.release.workflows.values(), *key.release.rules.rules.values()):
        for task in inside(definition, Task):
            found.update(task.done_by or ("",))
    return frozenset(found)
