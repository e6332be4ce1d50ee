"""What a record is called, as one actor may see it."""

from engine.access.duty import Right
from engine.facts.answers import answering
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.queries.get_record import RecordAsk
from engine.queries.show import right_on
from engine.records.present import masked, present
from engine.values.plain import Json
from engine.values.refusal import Refusal


@answering
def record_title(asked: RecordAsk, read: Reader) -> dict[str, Json] | Refusal:
    """``{number, state, title}`` of a record; the title is masked or absent as the actor's right on it says.

    404 as for the record itself.
    """
    found = visible_record(asked.scene, View(read), asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    entity = asked.scene.release.entities[asked.entity]
    field = entity.field(entity.title) if entity.title else None
    title: Json = None
    if field is not None:
        right = right_on(asked.scene, entity, facts)(field.id)
        value = facts.value(field.id)
        if right is Right.MASKED:
            value = masked(field, value)  # type: ignore[arg-type]
        title = None if right is Right.HIDDEN else present(value)  # type: ignore[arg-type]
    return {"number": present(record.values.get("number")), "state": record.state, "title": title}
