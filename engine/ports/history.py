"""History as it is read back from the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.values.plain import Json


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of history as it is read back."""

    id: str
    version: int
    at: datetime
    actor: str | None
    command: str
    release: str
    before: Mapping[str, Json] = field(default_factory=dict[str, Json])
    after: Mapping[str, Json] = field(default_factory=dict[str, Json])
    why: Mapping[str, Json] = field(default_factory=dict[str, Json])
    caused_by: str | None = None

    @property
    def root(self) -> str:
        """The id of the first line that its command wrote, by which all lines of one command are known."""
        return self.caused_by or self.id


@dataclass(frozen=True, slots=True)
class LineBeside:
    """What a command wrote about another record. ``root``: the id of the first line of that command."""

    root: str
    entity: str
    record: str
    command: str
