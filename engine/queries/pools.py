"""The pools that somebody may claim from: how much they may still claim, and what they must wait for."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.access.duty import Holding
from engine.access.reach import active
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.facts.gather import Facts, Subject
from engine.facts.held import held_at, held_tally
from engine.facts.place import place_of
from engine.facts.scene import Scene
from engine.facts.units import Tally, tallies, told_of
from engine.facts.view import View
from engine.limits.limit import How, Limit, Source
from engine.pools.claim import waits_until
from engine.pools.pool import STAY, Pool
from engine.ports.store import Reader
from engine.values.duration import Duration
from engine.values.plain import Json
from engine.values.record import Record

_MOST_STAYS = 1_000


@dataclass(frozen=True, slots=True)
class PoolsAsk(SceneAsk):
    """The pools of the scene's actor."""


@answering
def pools_of(asked: PoolsAsk, read: Reader) -> list[dict[str, Json]]:
    """Each pool that the actor's duties let them claim from, by id.

    ``{id, label, entity, states, claim: {transition, limits}, shows, waiting: [{record, until}]}``: of each limit how much
    is used; ``waiting`` are the records whose last owner they were, with the moment from which they may claim them again.
    """
    view = View(read)
    return [
        _told(asked.scene, view, pool, post)
        for pool in asked.scene.release.pools.pools.values()
        if (post := claiming_post(asked.scene, pool)) is not None
    ]


def claiming_post(scene: Scene, pool: Pool) -> Holding | None:
    """The post by which the actor may claim from the pool; None when they may not."""
    veil = next(
        (one for one in scene.release.access.veils.get(pool.entity, ()) if _is(scene, one.states, pool)), None
    )
    held = active(scene.actor, scene.today())
    return next((one for one in held if veil is not None and one.role in veil.claim.held_by), None)


def _is(scene: Scene, states: frozenset[str], pool: Pool) -> bool:
    return states == frozenset(scene.release.pools.states.get(pool.id, ()))


def _told(scene: Scene, view: View, pool: Pool, post: Holding) -> dict[str, Json]:
    facts = _mine(scene, view, pool, post)
    return {
        "id": pool.id,
        "label": dict(pool.label),
        "entity": pool.entity,
        "states": list(scene.release.pools.states.get(pool.id, ())),
        "shows": list(pool.shows),
        "claim": {
            "transition": pool.claim,
            "limits": [told_of(scene, tally) for tally in _tallies(scene, view, pool, post, facts)],
        },
        "waiting": list(_waiting(scene, view, pool, facts)),
    }


def _mine(scene: Scene, view: View, pool: Pool, post: Holding) -> Facts:
    """Facts about a record as it would be were it mine, as far as that is known before one is chosen."""
    values = {"owner": scene.actor.person, "centre": post.centre}
    return Facts(scene, view, Subject(pool.entity, "", values))


def _tallies(scene: Scene, view: View, pool: Pool, post: Holding, facts: Facts) -> Iterator[Tally]:
    for tally in tallies(scene, view, (f"transition:{pool.claim}",), facts, lambda: post):
        if tally.limit.id in pool.limits:
            yield tally
    for name in pool.limits:
        limit = scene.release.limits.limits[name]
        source = next(
            (one for one in limit.sources if one.how is How.HOLD and one.entity == pool.entity), None
        )
        held = _held(scene, view, limit, source, facts) if source is not None else None
        if held is not None:
            yield held


def _held(scene: Scene, view: View, limit: Limit, source: Source, facts: Facts) -> Tally | None:
    """What is held by now; nothing of a limit whose key or window only a record would tell."""
    subject = facts.subject
    place = place_of(scene, view, limit, source, Record(source.entity, "", 0, subject.values), any_way=True)
    if place is None:
        return None
    return held_tally(
        scene, view, limit, source, place, held_at(scene, view, limit, source, place), stored=False
    )


def _waiting(scene: Scene, view: View, pool: Pool, facts: Facts) -> Iterator[Json]:
    wait = pool.waits.value(facts(pool.waits.needs)) if pool.waits is not None else None
    if not isinstance(wait, Duration) or scene.actor.person is None:
        return
    match = {"former_owner": scene.actor.person, "pool": pool.id, "left": None}
    for stay in view.find(STAY, match, _MOST_STAYS):
        until = waits_until(stay.values, scene.actor.person, wait, scene.now, facts.zone)
        if until is not None:
            yield {"record": str(stay.values["record"]), "until": until.isoformat().replace("+00:00", "Z")}
