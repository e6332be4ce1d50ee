"""One record with its lines, as the actor may see it."""

from dataclasses import dataclass

from engine.access.duty import Right
from engine.facts.answers import answering
from engine.facts.ask import OneRecordAsk
from engine.facts.due import due_of, timed_now
from engine.facts.form_facts import rows_of
from engine.facts.gather import Facts, about
from engine.facts.merged import merged_into
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.queries.pending import pending
from engine.queries.show import layout, right_on, shown
from engine.records.entity import Entity, FieldKind
from engine.records.present import present
from engine.values.plain import Json, Value
from engine.values.record import Record
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class RecordAsk(OneRecordAsk):
    """One record by its id."""


@answering
def get_record(asked: RecordAsk, read: Reader) -> dict[str, Json] | Refusal:
    """The record as JSON, with its lists of sub-records and what is due in its state; of a merged one also who answers for it now.

    404 when it is not there or may not be seen.
    """
    view = View(read)
    found = visible_record(asked.scene, view, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    entity = asked.scene.release.entities[asked.entity]
    right = right_on(asked.scene, entity, facts)
    fields = [
        field
        for field in (*entity.common.values(), *entity.fields.values())
        if field.kind is not FieldKind.LINES
    ]
    answer = shown(record, lambda name: _value(facts, name), layout(fields, right))
    lines = {
        field.id: _lines(asked.scene, view, record, asked.scene.release.entities[field.lines])
        for field in entity.fields.values()
        if field.lines and right(field.id) in (Right.READ, Right.WRITE)
    }
    waits = pending(asked.scene, view, record)
    survivor = merged_into(view, entity, record.id)
    due = _due(record, asked.scene, facts)
    more = {"lines": lines, "due": due, "merged_into": survivor, "approval": waits}
    return {**answer, **{name: value for name, value in more.items() if value}}


def _due(record: Record, scene: Scene, facts: Facts) -> dict[str, Json]:
    """Transition -> the moment at which the engine takes it, of those that the record waits for in its state."""
    workflow = scene.release_of(record).workflow_of(record)
    waiting = timed_now(workflow, record.values)
    found = {one.name: due_of(one, record.values, facts) for one in waiting if one.transition is not None}
    return {name: present(due) for name, due in found.items() if due is not None}


def _value(facts: Facts, name: str) -> Value:
    return facts.value(name)  # type: ignore[return-value]


def _lines(scene: Scene, view: View, parent: Record, entity: Entity) -> Json:
    return [_line(scene, view, row, entity) for row in rows_of(view, entity.id, parent.id)]


def _line(scene: Scene, view: View, row: Record, entity: Entity) -> Json:
    """A row is read by whoever may read its list."""
    facts = Facts(scene, view, about(row))
    fields = (entity.common["position"], *entity.fields.values())
    return shown(row, lambda name: _value(facts, name), layout(fields, lambda _name: Right.READ))
