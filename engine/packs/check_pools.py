"""Pools seen together with workflows, duties and limits: whether records come to lie in them and can be taken out."""

from collections.abc import Iterator, Mapping

from engine.access.duty import Duty, Scope, Veil
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.effect import Assign, AssignFrom
from engine.limits.limit import How
from engine.packs.kinds import KINDS
from engine.packs.parts import inside
from engine.packs.read import Loaded
from engine.packs.rooms import Rooms
from engine.pools import problems
from engine.pools.pool import Pool
from engine.workflows.workflow import Transition, Workflow


def pool_states(workflows: Mapping[str, Workflow]) -> dict[str, tuple[str, ...]]:
    """Pool -> the states that are its, whoever's workflow they are in."""
    found: dict[str, tuple[str, ...]] = {}
    for workflow in workflows.values():
        for name, state in workflow.states.items():
            pool = None if state.group else workflow.pool(name)
            if pool is not None:
                found[pool] = (*found.get(pool, ()), name)
    return found


def veils(rooms: Rooms) -> dict[str, tuple[Veil, ...]]:
    """Entity -> what its pools hide from whoever may claim."""
    found: dict[str, tuple[Veil, ...]] = {}
    states = pool_states(rooms.workflows)
    for _, pool in sorted(rooms.pools.items()):
        claim, manage = _duty(rooms, pool.claim), _duty(rooms, pool.managed_by)
        field = rooms.entities[pool.entity].common["state"]
        if claim is not None:
            veil = Veil(frozenset(states.get(pool.id, ())), frozenset(pool.shows), claim, manage, field.type)
            found[pool.entity] = (*found.get(pool.entity, ()), veil)
    return found


def check_pools(loaded: Loaded, rooms: Rooms) -> Iterator[Diagnostic]:
    """What is wrong with pools that each looked right by itself."""
    for pool in rooms.pools.values():
        definition = loaded.definitions.get("pool", {}).get(pool.id)
        file = definition.path if definition else f"{KINDS['pool'].folder}/{pool.id}.json"
        workflow = rooms.workflows.get(pool.entity)
        if workflow is not None:
            yield from (
                Diagnostic(one.problem, one.pointer, file, one.data) for one in _faults(pool, workflow, rooms)
            )
    for workflow in (own for whole in rooms.workflows.values() for own in whole.own):
        for name, state in workflow.states.items():
            pool = rooms.pools.get(state.pool or "")
            if pool is not None and pool.entity != workflow.entity:
                at = pointer("states", name, "pool")
                data = {"entity": workflow.entity, "pool": pool.id, "wanted": pool.entity}
                yield Diagnostic(problems.OTHER_ENTITY, at, f"workflows/{workflow.file}.json", data)


def _faults(pool: Pool, workflow: Workflow, rooms: Rooms) -> Iterator[Diagnostic]:
    states = frozenset(pool_states({pool.entity: workflow}).get(pool.id, ()))
    if not states:
        yield Diagnostic(problems.NO_STATE, "/entity", "", {"entity": pool.entity, "pool": pool.id})
        return
    for own in workflow.own:
        yield from _ways_out(pool, own, rooms)
    for place, name in enumerate(pool.limits):
        limit = rooms.limits.get(name)
        if limit is None:
            continue
        counts = any(
            (one.how is How.HOLD and one.entity == pool.entity and "owner" in one.fields)
            or (one.how is How.TRANSITION and one.key == f"transition:{pool.claim}")
            for one in limit.sources
        )
        if not counts:
            yield Diagnostic(problems.COUNTS_NO_CLAIM, pointer("claim", "limits", place), "", {"name": name})


def _ways_out(pool: Pool, workflow: Workflow, rooms: Rooms) -> Iterator[Diagnostic]:
    """How records of one variant leave the pool, if they come to lie in it."""
    states = frozenset(pool_states({pool.entity: workflow}).get(pool.id, ()))
    for ref, at in ((pool.claim, "/claim/transition"), (pool.managed_by, "/managed_by")):
        move = workflow.transitions.get((ref or "").partition(".")[2])
        if ref is None or not states:
            continue
        if move is None:
            yield Diagnostic(problems.NOT_FROM_POOL, at, "", {"name": ref})
            continue
        yield from _way_out(move, states, rooms, at)
        if ref == pool.claim and not any(inside(move.effects, (Assign, AssignFrom))):
            yield Diagnostic(problems.NOBODY_OWNS, at, "", {"name": ref})


def _way_out(move: Transition, states: frozenset[str], rooms: Rooms, at: str) -> Iterator[Diagnostic]:
    if not move.sources & states:
        yield Diagnostic(problems.NOT_FROM_POOL, at, "", {"name": move.ref})
    if move.target is None and move.back is None:
        yield Diagnostic(problems.STAYS_IN_POOL, at, "", {"name": move.ref})
    duty = rooms.duties.get(move.duty or "")
    if move.duty is None:
        yield Diagnostic(problems.NOT_BY_HAND, at, "", {"name": move.ref})
    elif duty is not None and duty.scope in (Scope.OWN, Scope.TEAM):
        yield Diagnostic(problems.REACHES_NONE, at, "", {"name": move.ref, "duty": duty.id})


def _duty(rooms: Rooms, ref: str | None) -> Duty | None:
    entity, _, name = (ref or "").partition(".")
    workflow = rooms.workflows.get(entity)
    found = workflow.transitions.get(name) if workflow else None
    return rooms.duties.get(found.duty or "") if found else None
