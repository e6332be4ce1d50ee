"""The record of a person, whole: for whoever signs in, and for whom a message is; and what people are called."""

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


@dataclass(frozen=True, slots=True)
class PeopleAsk:
    """Several people by id. ``now`` is aware."""

    now: datetime
    ids: tuple[str, ...]

    @property
    def sure(self) -> tuple[tuple[str, str], ...]:
        """Records that are needed for certain."""
        return tuple((PERSON, id) for id in self.ids)


def person_names(asked: PeopleAsk, read: Reader) -> dict[str, str]:
    """Id -> name of those that are there; whoever asks may know them all."""
    found = {id: read.record(PERSON, id) for id in asked.ids}
    return {id: str(one.values.get("name") or "") for id, one in found.items() if one is not None}
