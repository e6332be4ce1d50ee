"""Who may get new records, as somebody brings in many of them: a person, or a pool; and why not."""

from dataclasses import dataclass

from engine.access.permit import why_not
from engine.access.reach import held
from engine.facts.destinations import Destination, SendingStep, sending_steps
from engine.facts.scene import Scene
from engine.values.plain import Label
from engine.values.refusal import Reason


@dataclass(frozen=True, slots=True)
class ToPerson:
    """The transition that gives a new record to a person, its form and what of it names them; ``why`` the actor may not."""

    transition: str
    form: str
    asks: str
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class ToPool:
    """A pool that new records can be put into; ``why`` the actor may not."""

    id: str
    label: Label
    why: Reason | None = None


def to_person(scene: Scene, entity: str) -> ToPerson | None:
    """How new records go to a person; None: no step of theirs does that where they stand when they are new."""
    steps = [one for one in sending_steps(scene.release, entity) if one.at_once and one.asks is not None]
    if not steps:
        return None
    mine = [one for one in steps if _why_not(scene, one) is None]
    step = (mine or steps)[0]
    return ToPerson(step.transition.id, step.transition.form or "", step.asks or "", _why_not(scene, step))


def to_pools(scene: Scene, entity: str) -> tuple[ToPool, ...]:
    """The pools that new records can be put into, by id."""
    found: list[ToPool] = []
    for pool in scene.release.pools.pools.values():
        to = Destination(pool=pool.id)
        steps = [one for one in sending_steps(scene.release, entity) if one.at_once and one.leads_to(to)]
        if pool.entity == entity and steps:
            against = [_why_not(scene, one) for one in steps]
            found.append(ToPool(pool.id, pool.label, None if None in against else against[0]))
    return tuple(found)


def _why_not(scene: Scene, step: SendingStep) -> Reason | None:
    """Why none of the actor's posts holds the duty of a step; which records that reaches is told row by row."""
    access, actor, today = scene.release.access, scene.actor, scene.today()
    duty = step.transition.duty or ""
    if actor.everything or held(access.duties[duty], actor, today):
        return None
    return why_not(access, actor, duty, today)
