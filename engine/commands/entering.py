"""Input of a person for a record: through the effective form, exactly what this actor may send and nothing else."""

from collections.abc import Callable
from dataclasses import replace

from engine.access.duty import Right
from engine.access.permit import rights
from engine.commands.work import Work
from engine.facts.form_facts import given_for
from engine.facts.gather import Facts, Subject
from engine.forms.accept import Accepted, accept_steps
from engine.forms.default import default_form
from engine.forms.form import Form
from engine.packs.release import Release
from engine.records.entity import Entity
from engine.values.plain import Json
from engine.values.refusal import Kind, Refusal
from engine.workflows.workflow import Editable


def enter(
    work: Work, form: Form, subject: Subject, right: Callable[[str], str], raw: Json, release: Release
) -> Accepted | Refusal:
    """The values that were entered, typed; or every fault of the input by JSON Pointer.

    ``subject`` is the record as it was (empty values when it is being made). Of a form of several steps only the
    values of those that are about the record itself come back as ``values``.
    """
    given = given_for(work.scene, work, form, subject, right, release)
    zone = Facts(work.scene, work, subject, release).zone
    accepted = accept_steps(form, release.forms, given, {} if raw is None else raw, zone)
    if not isinstance(accepted, Accepted):
        return Refusal(Kind.INVALID, accepted)
    if not form.steps:
        return accepted
    own = [step for step in form.steps if release.forms[step].entity == subject.entity]
    values = {
        name: value
        for step in own
        for name, item in release.forms[step].items.items()
        if not item.own and (value := accepted.inputs.get(f"{step}.{name}")) is not None
    }
    return replace(accepted, values=values)


def form_for(release: Release, entity: Entity, name: str | None) -> Form | None:
    """The named form of this entity, or one with every field of the entity; None: there is no such form."""
    if not name:
        return default_form(entity, release.entities)
    form = release.forms.get(name)
    return form if form is not None and form.entity == entity.id else None


def field_rights(
    work: Work, entity: Entity, facts: Facts, editable: Editable, *, locked: bool
) -> Callable[[str], str]:
    """The actor's right on each field of this record, narrowed by what its state leaves (E5).

    A field of a row (``lines.price``) has the right of its list.
    """
    scene = work.scene
    if scene.actor.everything:
        return lambda _name: Right.WRITE
    only = () if locked else editable.duties
    granted = rights(scene.release.access, scene.actor, entity.id, scene.today(), facts, only)

    def right(path: str) -> str:
        name = path.split(".", maxsplit=1)[0]
        allowed = granted.get(name, Right.READ if name in entity.common else Right.HIDDEN)
        closed = editable.fields is not None and name not in editable.fields
        return Right.READ if allowed is Right.WRITE and closed else allowed

    return right
