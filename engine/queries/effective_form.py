"""The effective form: what one actor sees of a form now and may send with it, with the JSON Schema of that."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.access.duty import Right
from engine.access.permit import may_not_create
from engine.facts.answers import answering, missing, no_entity, no_form, no_transition
from engine.facts.ask import SceneAsk
from engine.facts.field_rights import creating_post, field_rights, form_for, left_by_state
from engine.facts.form_facts import given_for
from engine.facts.gather import Facts, Subject, about
from engine.facts.hidden import hidden_from
from engine.facts.judge import may_take
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.forms.form import Form
from engine.forms.schema import json_schema
from engine.forms.view import EffectiveForm, EffectiveItem, as_json, view
from engine.packs.release import Release
from engine.ports.store import Reader
from engine.queries.show import right_on
from engine.records.entity import FieldKind
from engine.values.need import Sure
from engine.values.plain import Json, Value
from engine.values.record import Record
from engine.values.refusal import Refusal
from engine.workflows.workflow import Editable

Rights = Callable[[str], str]
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class FormAsk(SceneAsk):
    """``form`` by its id (``default``: every field of the entity), for a record (``id``) or for a new one.

    ``transition``: the form is filled in for it, and may write what it shows.
    """

    form: str
    entity: str | None
    id: str | None
    transition: str | None
    language: str

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        known = self.entity in self.scene.release.entities
        return ((self.entity, self.id),) if known and self.entity and self.id else ()


@answering
def effective_form(asked: FormAsk, read: Reader) -> dict[str, Json] | Refusal:
    """``{form, steps, schema, version}``: the form, the forms of its steps, and the schema of what may be sent.

    Refused: 403 a new record that no duty allows; 404 a form, record or transition that is not there or may not be seen.
    """
    return form_on(asked, View(read))


def form_on(asked: FormAsk, view_: View) -> dict[str, Json] | Refusal:
    """The same, on records as ``view_`` has them."""
    release = asked.scene.release
    named = release.forms.get(asked.form)
    kind = named.entity if named else asked.entity
    if kind is None or kind not in release.entities:
        return no_form(asked.form) if asked.form != DEFAULT else no_entity(kind or "")
    if asked.entity not in (None, kind):
        return no_form(asked.form)
    found = _subject(asked, view_, kind)
    if isinstance(found, Refusal):
        return found
    subject, facts, record = found
    if record is not None:
        release = asked.scene.release_of(record)
    form = form_for(release, release.entities[kind], None if asked.form == DEFAULT else asked.form)
    rights = _rights(asked, facts, record, kind)
    if form is None:
        return no_form(asked.form)
    if isinstance(rights, Refusal):
        return rights
    shown = [
        _shown(asked, view_, one, subject, facts, rights, release)
        for one in (form, *(release.forms[step] for step in form.steps))
    ]
    return {
        "form": as_json(shown[0]),
        "steps": [as_json(step) for step in shown[1:]],
        "schema": _steps_schema(shown) if form.steps else json_schema(shown[0]),
        "version": record.version if record else None,
    }


def _subject(asked: FormAsk, view_: View, entity: str) -> tuple[Subject, Facts, Record | None] | Refusal:
    if asked.id is None:
        if asked.scene.release.entities[entity].part_of is not None or asked.transition is not None:
            return missing()
        place = creating_post(asked.scene, asked.scene.release.entities[entity])
        if place is None:
            label = asked.scene.release.entities[entity].label
            return may_not_create(asked.scene.release.access, entity, label)
        start: dict[str, Value] = {"owner": asked.scene.actor.person, "centre": place.centre}
        for field in asked.scene.release.entities[entity].fields.values():
            if field.default is not None:
                defaults = Facts(asked.scene, view_, Subject(None, "", {}))
                start[field.id] = field.default.value(defaults(field.default.needs))
        subject = Subject(entity, "", start)
        return subject, Facts(asked.scene, view_, subject), None
    found = visible_record(asked.scene, view_, entity, asked.id)
    if isinstance(found, Refusal):
        return found
    return about(found[0]), found[1], found[0]


def _rights(asked: FormAsk, facts: Facts, record: Record | None, entity: str) -> Rights | Refusal:
    scene = asked.scene
    kind = scene.release.entities[entity]
    if record is None:
        return field_rights(scene, kind, facts, Editable(), locked=False)
    editable, locked = left_by_state(scene, record)
    by_hand = field_rights(scene, kind, facts, editable, locked=locked)
    if asked.transition is None:
        return by_hand
    workflow = scene.release_of(record).workflow_of(record)
    transition = workflow.transitions.get(asked.transition) if workflow else None
    if transition is None or transition.form != asked.form:
        return no_transition(asked.transition)
    return by_hand if may_take(scene, transition, facts) else lambda _path: Right.WRITE


def _shown(
    asked: FormAsk, view_: View, form: Form, subject: Subject, facts: Facts, rights: Rights, release: Release
) -> EffectiveForm:
    """The form, in which nothing stands that the actor may not read, even where it may be written."""
    scene = asked.scene
    record = Record(subject.entity or "", subject.id, 0, subject.values)
    hidden = hidden_from(scene, view_, record, facts)

    def right(path: str) -> str:
        link = "." in path and not _is_row(release, form, path)
        return Right.HIDDEN if link and hidden(path) else rights(path)

    given = given_for(scene, view_, form, subject, right, release)
    # What is shown and never written need not be among what conditions look at: behind a link, or worked out.
    shown = [path for path, item in form.items.items() if "." in path or item.field.derived]
    worked_out = {path: facts.value(path) for path in shown if right(path) != Right.HIDDEN}
    given = replace(given, current={**given.current, **worked_out})
    made = view(form, given, asked.language, facts.zone, release.currency)
    if not subject.id or scene.actor.everything:
        return made
    readable = right_on(scene, release.entities[form.entity], facts)
    sections = tuple(
        replace(section, items=tuple(_covered(item, readable) for item in section.items))
        for section in made.sections
    )
    return replace(made, sections=sections)


def _is_row(release: Release, form: Form, path: str) -> bool:
    field = release.entities[form.entity].field(path.split(".", maxsplit=1)[0])
    return field is not None and field.kind is FieldKind.LINES


def _covered(item: EffectiveItem, readable: Callable[[str], Right]) -> EffectiveItem:
    """An item that may be written but not read shows nothing of what stands there."""
    path = item.item.path
    if item.item.own or "." in path or item.masked or readable(path) in (Right.READ, Right.WRITE):
        return item
    return replace(item, value=None, text="", rows=())


def _steps_schema(shown: list[EffectiveForm]) -> dict[str, Json]:
    """Each step is an object of its own, under the id of its form."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": shown[0].label,
        "type": "object",
        "properties": {step.form.id: json_schema(step) for step in shown[1:]},
        "additionalProperties": False,
    }
