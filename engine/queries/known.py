"""Whether somebody may know of a record, and whose it is: all that is needed to tell that it has changed."""

from dataclasses import dataclass

from engine.facts.answers import answering
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.queries.get_record import RecordAsk
from engine.values.plain import Value
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Known:
    """A record that the actor may know of."""

    owner: Value


@answering
def known(asked: RecordAsk, read: Reader) -> Known | Refusal:
    """Its owner; 404 as for the record itself."""
    found = visible_record(asked.scene, View(read), asked.entity, asked.id)
    return found if isinstance(found, Refusal) else Known(found[0].values.get("owner"))
