"""Input of a person for a record: through the effective form, exactly what this actor may send and nothing else."""

from collections.abc import Callable, Mapping

from engine.access.duty import Right
from engine.access.permit import rights
from engine.commands.work import Work
from engine.facts.gather import Facts, Subject
from engine.facts.scene import zone_of
from engine.forms.accept import Accepted, accept
from engine.forms.form import Form
from engine.forms.view import default_form
from engine.packs.release import Release
from engine.records.entity import Entity
from engine.values.plain import Json, Value
from engine.values.refusal import Kind, Refusal
from engine.workflows.workflow import Editable


def enter(
    work: Work,
    form: Form,
    subject: Subject,
    right: Callable[[str], str],
    raw: Json,
    release: Release,
) -> Accepted | Refusal:
    """The values that were entered, typed; or every fault of the input by JSON Pointer.

    ``subject`` is the record as it was (empty values when it is being made).
    """

    def facts_of(entered: Mapping[str, Value], inputs: Mapping[str, Value]) -> Facts:
        seen = Subject(subject.entity, subject.id, {**subject.values, **entered}, inputs, subject.values)
        return Facts(work.scene, work, seen, release)

    zone = zone_of(release.time_zone)
    accepted = accept(form, right, facts_of, raw, zone)
    return accepted if isinstance(accepted, Accepted) else Refusal(Kind.INVALID, accepted)


def form_for(release: Release, entity: Entity, name: str | None) -> Form:
    """The named form, or one with every field of the entity."""
    return release.forms[name] if name else default_form(entity)


def field_rights(work: Work, entity: Entity, facts: Facts, editable: Editable, *, locked: bool) -> Callable[[str], str]:
    """The actor's right on each field of this record, narrowed by what its state leaves (E5)."""
    scene = work.scene
    if scene.actor.everything:
        return lambda _name: Right.WRITE
    only = () if locked else editable.duties
    granted = rights(scene.release.access, scene.actor, entity.id, scene.today(), facts, only)

    def right(name: str) -> str:
        allowed = granted.get(name, Right.READ if name in entity.common else Right.HIDDEN)
        closed = editable.fields is not None and name not in editable.fields
        return Right.READ if allowed is Right.WRITE and closed else allowed

    return right
