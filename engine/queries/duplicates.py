"""Looking for duplicates before a record is made: by the fields that the entity compares (``dedupe``)."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.access.duty import Right
from engine.access.reach import active
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.facts.answers import answering, no_entity
from engine.facts.ask import SceneAsk
from engine.facts.gather import Facts, about
from engine.facts.merged import merged_into
from engine.facts.scene import Scene, zone_of
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.queries.show import layout, right_on, shown
from engine.records.accept import accept_value
from engine.records.builtin import PERSON
from engine.records.entity import Entity, Field
from engine.values.plain import Json, Value, in_language
from engine.values.record import Record
from engine.values.refusal import Kind, Reason, Refusal

_problem = problems_of("duplicates")

MOST = 20
NO_DEDUPE = _problem(
    "not_a_key",
    "There is no field “{field}” that is compared for duplicates.",
    "没有用于查重的字段“{field}”。",
)


@dataclass(frozen=True, slots=True)
class DuplicatesAsk(SceneAsk):
    """``input``: the values somebody is about to enter, by field; ``id``: the record they are entered into, if it is there."""

    entity: str
    input: Mapping[str, Json]
    id: str | None = None
    language: str = "en"


@answering
def find_duplicates(asked: DuplicatesAsk, read: Reader) -> list[Json] | Refusal:
    """For each compared field that was sent: ``{field, records, others, unseen}``.

    ``records``: at most 20 that the actor may see, with what may be seen of them. ``others``: whether there is one
    that the actor may not see, or not by this field; said only to those who may create such a record. ``unseen``: of
    each of those what the entity allows to be told (state, owner's name and team), and nothing else.
    Refused: 404 an entity of which nothing may be created or seen; 422 fields that are not compared, faulty values.
    """
    scene = asked.scene
    entity = scene.release.entities.get(asked.entity)
    if entity is None or not (
        _may_create(scene, asked.entity) or scene.release.access.reaching.get(asked.entity)
    ):
        return no_entity(asked.entity)
    values: dict[str, Value] = {}
    faults: list[Reason] = []
    for name, raw in asked.input.items():
        field = entity.fields.get(name)
        if field is None or not field.dedupe:
            return refused(Kind.INVALID, NO_DEDUPE, {"field": name[:100]}, f"/{name}")
        value = accept_value(field, raw, zone_of(scene.release.time_zone))
        if isinstance(value, Reason):
            faults.append(Reason(value.code, value.text, f"/{name}{value.pointer}", value.fix, value.data))
        elif value is not None:
            values[name] = value
    if faults:
        return Refusal(Kind.INVALID, tuple(faults))
    view = View(read)
    return [_found(asked, view, entity, entity.fields[name], value) for name, value in values.items()]


def _found(asked: DuplicatesAsk, view: View, entity: Entity, field: Field, value: Value) -> Json:
    scene = asked.scene
    seen: list[Json] = []
    hidden: list[Record] = []
    for record in view.find(entity.id, {field.id: value}, MOST + 2):
        if record.id == asked.id or merged_into(view, entity, record.id):
            continue
        shown_one = _shown(scene, view, entity, field, record)
        if shown_one is None:
            hidden.append(record)
        else:
            seen.append(shown_one)
    hidden = hidden if _may_create(scene, entity.id) else []
    unseen = [_told(asked, view, entity, record) for record in hidden[:MOST]] if entity.tells else []
    return {"field": field.id, "records": seen[:MOST], "others": bool(hidden), "unseen": unseen}


def _told(asked: DuplicatesAsk, view: View, entity: Entity, record: Record) -> Json:
    """What the entity lets everybody know who is about to make another such record."""
    told: dict[str, Json] = {}
    owner = record.values.get("owner")
    person = (
        view.record(PERSON, owner) if isinstance(owner, str) and {"owner", "team"} & entity.tells else None
    )
    if "state" in entity.tells:
        workflow = asked.scene.release_of(record).workflow_of(record)
        state = workflow.states.get(record.state or "") if workflow else None
        told["state"] = in_language(state.label, asked.language, state.id) if state else None
    if "owner" in entity.tells:
        told["owner"] = str(person.values.get("name")) if person else None
    if "team" in entity.tells:
        told["team"] = str(person.values["team"]) if person and person.values.get("team") else None
    return told


def _shown(scene: Scene, view: View, entity: Entity, field: Field, record: Record) -> Json:
    found = visible_record(scene, view, entity.id, record.id)
    if isinstance(found, Refusal):
        return None
    facts = Facts(scene, view, about(record))
    right = right_on(scene, entity, facts)
    if right(field.id) is Right.HIDDEN:
        return None
    few = [one for one in (*entity.common.values(), *entity.fields.values()) if one.id in _few(entity, field)]
    return shown(record, facts.known.get, layout(few, right))  # type: ignore[arg-type]


def _few(entity: Entity, field: Field) -> frozenset[str]:
    """Enough to recognize a record by."""
    return frozenset(
        {"number", "state", "owner", "centre", "created_at", "changed_at", entity.title or "", field.id}
    )


def _may_create(scene: Scene, entity: str) -> bool:
    if scene.actor.everything:
        return True
    roles = {holding.role for holding in active(scene.actor, scene.today())}
    return any(duty.held_by & roles for duty in scene.release.access.creating.get(entity, ()))
