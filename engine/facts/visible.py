"""One record, if there is one and the actor may see it: the first step of everything that is about a record."""

from engine.access.permit import visible
from engine.facts.answers import missing
from engine.facts.gather import Facts, about
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.values.record import Record
from engine.values.refusal import Refusal


def visible_record(scene: Scene, view: View, entity: str, id: str) -> tuple[Record, Facts] | Refusal:
    """The record and facts about it; a record that may not be seen answers like one that is not there.

    A line is seen by whoever sees the record it belongs to.
    """
    kind = scene.release.entities.get(entity)
    record = view.record(entity, id) if kind else None
    if kind is None or record is None:
        return missing()
    facts = Facts(scene, view, about(record), scene.release_of(record))
    if scene.actor.everything or visible(scene.release.access, scene.actor, entity, scene.today(), facts):
        return record, facts
    return missing()
