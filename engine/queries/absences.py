"""When a person is absent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.facts.answers import missing
from engine.facts.ask import SceneAsk
from engine.facts.staff import ABSENCE, spans_of
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.records.builtin import PERSON
from engine.values.need import Sure
from engine.values.plain import Json
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class AbsencesAsk(SceneAsk):
    """The absences of one person. ``admin``: the asker looks after accounts."""

    person: str
    admin: bool = False

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((PERSON, self.person), (ABSENCE, self.person))


def absences_of(asked: AbsencesAsk, read: Reader) -> Mapping[str, Json] | Refusal:
    """``{"person", "version", "absences": [{"from", "until"}], "absent_now"}``, moments in UTC.

    404 unless it is the asker's own, or the asker may see the person.
    """
    view = View(read)
    if view.record(PERSON, asked.person) is None:
        return missing()
    if asked.scene.actor.person != asked.person and not asked.admin:
        seen = visible_record(asked.scene, view, PERSON, asked.person)
        if isinstance(seen, Refusal):
            return seen
    row = view.record(ABSENCE, asked.person)
    spans = spans_of(row)
    return {
        "person": asked.person,
        "version": row.version if row else 1,
        "absences": [{"from": _text(begin), "until": _text(end)} for begin, end in spans],
        "absent_now": any(begin <= asked.now < end for begin, end in spans),
    }


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
