"""The record of a person, whole: for whoever signs in, and for whom a message is."""

from dataclasses import dataclass
from datetime import datetime

from engine.ports.store import Reader
from engine.records.builtin import PERSON
from engine.values.record import Record


@dataclass(frozen=True, slots=True)
class PersonAsk:
    """One person by id. ``now`` is aware."""

    now: datetime
    id: str

    @property
    def sure(self) -> tuple[tuple[str, str], ...]:
        """Records that are needed for certain."""
        return ((PERSON, self.id),)


def person_record(asked: PersonAsk, read: Reader) -> Record | None:
    """The record, or None when there is none. It is not narrowed to what somebody may see."""
    return read.record(PERSON, asked.id)
