"""How every verb about one record begins: find it, see it, and check that it is the version that was meant."""

from engine.commands.work import Work
from engine.facts.answers import stale
from engine.facts.gather import Facts
from engine.facts.visible import visible_record
from engine.values.record import Record
from engine.values.refusal import Refusal


def begin(work: Work, entity: str, id: str) -> tuple[Record, Facts] | Refusal:
    """The record and facts about it, or the answer for a record that is missing or may not be seen."""
    return visible_record(work.scene, work, entity, id)


def check_version(record: Record, expected: int | None) -> Refusal | None:
    """The refusal when the asker had another version in hand (``If-Match``)."""
    if expected is None or expected == record.version:
        return None
    return stale(expected, record.version)
