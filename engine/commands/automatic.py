"""Automatic transitions (E17): taken as soon as their guard holds.

A guard reads only its own record, its lines and its roll-ups, so the engine knows when to look: when the record itself
was touched, or a row that one of its sets counts.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from engine.commands.context import Context
from engine.commands.effects import Verbs
from engine.commands.moves import move
from engine.commands.work import Key, Work
from engine.conditions.tree import SetQuery
from engine.facts.judge import known_for, last_in_group
from engine.packs.release import Release
from engine.values.keyed import Keyed
from engine.values.record import Record
from engine.values.refusal import Refusal
from engine.workflows.step import next_automatic
from engine.workflows.workflow import Transition

Spend = Callable[[str], Refusal | None]


def take_automatic(work: Work, touched: list[Key], verbs: Verbs, spend: Spend) -> Refusal | None:
    """Take the automatic transitions that have become possible; after each move the rest is judged anew (A1)."""
    waiting = list(dict.fromkeys(_to_look_at(work, touched)))
    while waiting:
        entity, id = waiting.pop(0)
        record = work.record(entity, id)
        transition = None if record is None else _possible(work, record)
        if record is None or transition is None:
            continue
        refusal = spend(transition.ref)
        if refusal is not None:
            return refusal
        work.open(f"transition:{transition.ref}", {"automatic": True})
        refusal = move(work, record, transition, {}, {}, verbs)
        moved = work.close()
        if refusal is not None:
            return refusal
        waiting += [key for key in _to_look_at(work, moved) if key not in waiting]
    return None


def _possible(work: Work, record: Record) -> Transition | None:
    workflow = work.scene.release_of(record).workflow_of(record)
    if workflow is None or record.state is None:
        return None
    facts = Context(record.entity, record.id, "").facts(work)
    found = [
        one[0]
        for machine, state in workflow.standing(record.values)
        if (
            one := next_automatic(
                machine, state, lambda one: known_for(one, facts), partial(last_in_group, record, machine)
            )
        )
    ]
    # Of one for each track, the first by order and id (A1).
    return min(found, key=lambda one: (one.order, one.id)) if found else None


def _to_look_at(work: Work, touched: list[Key]) -> Iterator[Key]:
    release = work.scene.release
    watched = _watched(release)
    for entity, id in touched:
        if entity in release.workflows and release.workflows[entity].acts:
            yield entity, id
        record = work.record(entity, id)
        for owner, link, prefix in watched.get(entity, ()):
            value = record.values.get(link) if record else None
            if isinstance(value, str) and value.startswith(prefix):
                yield owner, value.removeprefix(prefix)


def _watched(release: Release) -> dict[str, tuple[tuple[str, str, str], ...]]:
    return _watched_of(Keyed(release.id, release))


@lru_cache(maxsize=32)
def _watched_of(keyed: Keyed[Release]) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Entity of a row -> (entity whose automatic guards count it, the row's link, its prefix)."""
    found: dict[str, dict[tuple[str, str, str], None]] = {}
    machines = ((owner, one) for owner, whole in keyed.value.workflows.items() for one in whole.machines)
    for owner, workflow in machines:
        for transitions in workflow.automatic.values():
            for transition in transitions:
                for query in _sets(keyed.value, owner, transition):
                    found.setdefault(query.entity, {})[owner, query.link, query.prefix] = None
    return {entity: tuple(owners) for entity, owners in found.items()}


def _sets(release: Release, owner: str, transition: Transition) -> Iterator[SetQuery]:
    if transition.guard is None:
        return
    yield from transition.guard.needs.sets
    waiting, seen = [*transition.guard.needs.paths], set[str]()
    while waiting:
        name = waiting.pop()
        field = release.entities[owner].field(name)
        if field is None or name in seen:
            continue
        seen.add(name)
        if field.rollup is not None:
            yield field.rollup
        for part in (field.formula, field.condition):
            if part is not None:
                yield from part.needs.sets
                waiting += part.needs.paths
