"""The records whose fields hold these values: for imports, which name records by what people call them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.ports.store import Reader
from engine.values.plain import Value
from engine.values.record import Record


@dataclass(frozen=True, slots=True)
class FindAsk:
    """Values of stored fields of an entity, and how many records are enough. ``now`` is aware."""

    now: datetime
    entity: str
    match: Mapping[str, Value]
    limit: int = 2

    @property
    def sure(self) -> tuple[tuple[str, str], ...]:
        """Nothing is needed for certain."""
        return ()


def find_records(asked: FindAsk, read: Reader) -> tuple[Record, ...]:
    """The records, oldest first. It is not narrowed to what somebody may see."""
    return read.find(asked.entity, asked.match, asked.limit)
