"""The actor's right on each field of one record, narrowed by what the record's state leaves (E5, A51)."""

from collections.abc import Callable
from functools import lru_cache

from engine.access.duty import Holding, Right
from engine.access.permit import ENGINE, rights
from engine.access.reach import active
from engine.facts.gather import Facts
from engine.facts.scene import Scene
from engine.forms.default import default_form
from engine.forms.form import Form
from engine.packs.release import Release
from engine.records.entity import Entity
from engine.values.keyed import Keyed
from engine.values.record import Record
from engine.workflows.workflow import Editable, Workflow


def form_for(release: Release, entity: Entity, name: str | None) -> Form | None:
    """The named form of this entity, or one with every field of the entity; None: there is no such form."""
    if not name:
        return _default(Keyed((release.id, entity.id), (release, entity)))
    form = release.forms.get(name)
    return form if form is not None and form.entity == entity.id else None


@lru_cache(maxsize=1024)
def _default(keyed: Keyed[tuple[Release, Entity]]) -> Form:
    release, entity = keyed.value
    return default_form(entity, release.entities)


def field_rights(
    scene: Scene, entity: Entity, facts: Facts, editable: Editable, *, locked: bool
) -> Callable[[str], str]:
    """The actor's right on each field of the record that the facts are about.

    A field of a row (``lines.price``) has the right of its list.
    """
    if scene.actor.everything:
        return lambda _name: Right.WRITE
    only = () if locked else editable.duties
    granted = rights(scene.release.access, scene.actor, entity.id, scene.today(), facts, only)

    def right(path: str) -> str:
        name = path.split(".", maxsplit=1)[0] if "." in path else path
        allowed = granted.get(name, Right.READ if name in entity.common else Right.HIDDEN)
        closed = editable.fields is not None and name not in editable.fields
        return Right.READ if allowed is Right.WRITE and closed else allowed

    return right


def left_by_state(scene: Scene, record: Record) -> tuple[Editable, bool]:
    """What the record's state, and those of its tracks, leave of the rights; and whether it is locked for being final."""
    workflow = scene.release_of(record).workflow_of(record)
    if workflow is None or record.state is None:
        return Editable(), False
    left = _left(workflow, record.state)
    locked = left == Editable() and workflow.states[record.state].final
    for name, track in workflow.tracks.items():
        # A track that rests is in its state all the same.
        here = record.values.get(name)
        left = _both(left, _left(track, here)) if isinstance(here, str) and here in track.states else left
    return left, locked


def _left(machine: Workflow, state: str) -> Editable:
    for name in machine.chain(state):
        editable = machine.states[name].editable
        if editable != Editable():
            return editable
    return Editable()


def _both(one: Editable, other: Editable) -> Editable:
    """What two states leave together: no more than either."""
    return Editable(_shared(one.duties, other.duties), _shared(one.fields, other.fields))


def _shared(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if one is None or other is None:
        return other if one is None else one
    return tuple(name for name in one if name in other)


def creating_post(scene: Scene, entity: Entity) -> Holding | None:
    """The post by which the actor creates records of this kind: its centre becomes the record's (A31)."""
    if scene.actor.everything:
        return ENGINE
    duties = scene.release.access.creating.get(entity.id, ())
    for holding in active(scene.actor, scene.today()):
        if any(holding.role in duty.held_by for duty in duties):
            return holding
    return None
