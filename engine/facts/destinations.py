"""Where a new record can be sent by hand: to a person, or into a pool; which steps do that is worked out once for a release.

Such a step asks for nothing but the person: what else it would want to know, nobody is there to say for each of many records.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.conditions.tree import Path
from engine.effects.effect import Assign
from engine.packs.release import Release
from engine.records.builtin import PERSON
from engine.records.entity import FieldKind
from engine.values.keyed import Keyed
from engine.workflows.targets import named, resting
from engine.workflows.workflow import Transition, Workflow

_INPUT = "input."


@dataclass(frozen=True, slots=True)
class Destination:
    """Who gets a new record: a ``person`` (id) or a ``pool`` (id); one of the two."""

    person: str | None = None
    pool: str | None = None


@dataclass(frozen=True, slots=True)
class SendingStep:
    """A transition by hand that sends records on.

    ``asks``: what of its form names the person who becomes the owner; ``pool``: where its records lie then. ``at_once``: it
    may start where new records stand. ``variant``: whose it is (None: the ordinary workflow's).
    """

    transition: Transition
    variant: str | None
    asks: str | None
    pool: str | None
    at_once: bool

    def leads_to(self, to: Destination) -> bool:
        """Whether it is one that sends there."""
        return self.asks is not None if to.person is not None else self.pool == to.pool


def sending_steps(release: Release, entity: str) -> tuple[SendingStep, ...]:
    """The steps of an entity's records that send them to somebody or into a pool, in order; those of every variant."""
    return _sending(Keyed(release.id, release), entity)


@lru_cache(maxsize=256)
def _sending(keyed: Keyed[Release], entity: str) -> tuple[SendingStep, ...]:
    known = keyed.value.workflows.get(entity)
    found = [one for workflow in (known.own if known else ()) for one in _of(keyed.value, workflow)]
    return tuple(sorted(found, key=lambda one: (one.transition.order, one.transition.id)))


def _of(release: Release, workflow: Workflow) -> Iterator[SendingStep]:
    begins = resting(named(workflow.initial.node), workflow.states)
    for transition in workflow.mine:
        if transition.duty is None or transition.merges:
            continue
        asks, pool = _person_of(release, transition), _pool_of(workflow, transition)
        if (asks is not None or pool is not None) and _asks_no_more(release, transition, asks):
            yield SendingStep(
                transition, workflow.variant, asks, pool, not begins.isdisjoint(transition.sources)
            )


def _person_of(release: Release, transition: Transition) -> str | None:
    """The item of its form whose person becomes the owner."""
    form = release.forms.get(transition.form or "")
    for effect in transition.effects if form is not None else ():
        node = effect.person.node if isinstance(effect, Assign) and effect.person is not None else None
        name = node.path.removeprefix(_INPUT) if isinstance(node, Path) else ""
        item = form.items.get(name) if form is not None else None
        if item is not None and isinstance(node, Path) and node.path.startswith(_INPUT):
            kind = item.field.kind
            return name if kind is FieldKind.PERSON or item.field.to == (PERSON,) else None
    return None


def _pool_of(workflow: Workflow, transition: Transition) -> str | None:
    """The pool that it brings records into which do not lie there yet."""
    reached = {workflow.pool(state) for state in workflow.goes.get(transition.id, ())}
    pool = next(iter(reached)) if len(reached) == 1 else None
    inside = {workflow.pool(state) for state in transition.sources}
    return None if inside == {pool} else pool


def _asks_no_more(release: Release, transition: Transition, asks: str | None) -> bool:
    form = release.forms.get(transition.form or "")
    if form is None:
        return True
    return not form.steps and not any(
        item.required is True and item.readonly is not True and name != asks
        for name, item in form.items.items()
    )
