"""Books that the house keeps: published releases, what the company has set, imports and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from engine.packs.release import Release
from engine.values.plain import Json


@dataclass(frozen=True, slots=True)
class Published:
    """A release as it was published; ``source`` is its canonical form (path -> JSON).

    ``moves_from``: the release that was live before, as long as records in flight are still being moved on from it;
    ``moves_since``: when that began; ``moves_to``: where they go whose place is gone, as a map names it.
    """

    id: str
    pack: str
    version: str
    number: int
    published_at: datetime
    published_by: str | None
    live: bool
    moves_from: str | None = None
    moves_since: datetime | None = None
    moves_to: Mapping[str, Json] | None = None
    source: Mapping[str, Json] = field(default_factory=dict[str, Json])


class Releases(Protocol):
    """Published releases; at most one of a pack is live."""

    async def publish(
        self,
        release: Release,
        now: datetime,
        by: str | None,
        moves_from: str | None = None,
        moves_to: Mapping[str, str] | None = None,
    ) -> Published:
        """Store a release (once) and make it the live one of its pack, in one transaction.

        ``moves_from``: the release from which records in flight are to be moved on now; ``moves_to``: where those go
        whose place is gone.
        """
        ...

    async def moved(self, id: str) -> None:
        """Note that the records in flight have been moved on to this release."""
        ...

    async def live(self, pack: str | None = None) -> Published | None:
        """The live release of a pack (of the pack published last, when none is named)."""
        ...

    async def get(self, id: str) -> Published | None:
        """A release by its id."""
        ...

    async def all(self) -> Sequence[Published]:
        """All releases, newest first, without their sources."""
        ...

    async def in_flight(self, entity: str, by: tuple[str, ...]) -> Mapping[tuple[str | None, ...], int]:
        """How many records of an entity there are with each combination of these columns; one it lacks is absent."""
        ...


class Change(StrEnum):
    """What somebody did to a parameter."""

    SET = "set"
    TAKEN_BACK = "taken_back"
    CONFIRMED = "confirmed"  # an example value, for good


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One change of a parameter, kept for good.

    ``place``: a centre, an option of the centre's field, or None for the whole company. ``start``: the first local day
    on which ``value`` holds (None: since ever).
    """

    id: str
    parameter: str
    what: Change
    place: str | None
    start: date | None
    value: Json
    changed_at: datetime
    changed_by: str | None


class Settings(Protocol):
    """What the company, its centres and their kinds have set: every change, none of them ever overwritten.

    What is in force follows from them: of changes for the same parameter, place and day the last one counts.
    """

    async def all(self) -> Sequence[SettingChange]:
        """Every change, in the order in which they were made."""
        ...

    async def count(self) -> int:
        """How many changes there are: they are only ever added, so the number tells whether any is new."""
        ...

    async def log(self, parameter: str, limit: int) -> Sequence[SettingChange]:
        """The changes of one parameter, newest first."""
        ...

    async def add(self, *changes: SettingChange) -> None:
        """Keep changes, all of them or none."""
        ...


@dataclass(frozen=True, slots=True)
class ImportJob:
    """One import. ``state``: running, done, stopped or undone."""

    id: str
    entity: str
    state: str
    mode: str
    mapping: Mapping[str, Json]
    created_at: datetime
    created_by: str | None = None
    file: str | None = None
    total: int = 0
    done: int = 0
    refused: int = 0
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What became of one row of the file: ``state`` is created, changed, same, refused or undone.

    ``version`` is that of the record after the import, so that undoing sees whether it was changed since.
    """

    job: str
    row: int
    state: str
    source: Mapping[str, Json]
    record: str | None = None
    version: int | None = None
    reasons: Json = None


class Imports(Protocol):
    """Imports and what became of their rows."""

    async def start(self, job: ImportJob) -> None:
        """Store a new import."""
        ...

    async def note(self, rows: Sequence[ImportRow]) -> None:
        """Store what became of rows; a row that is noted again is replaced."""
        ...

    async def update(self, job: ImportJob) -> None:
        """Store an import's new state and counts."""
        ...

    async def job(self, id: str) -> ImportJob | None:
        """An import."""
        ...

    async def jobs(
        self, limit: int = 50, *, by: str | None = None, entity: str | None = None
    ) -> Sequence[ImportJob]:
        """Imports, newest first; ``by``: only those of this person, ``entity``: only those of its records."""
        ...

    async def counts(self, job: str) -> Mapping[str, int]:
        """How many rows of an import came to each end."""
        ...

    async def rows(
        self, job: str, *, state: str | None = None, after: int = -1, limit: int = 1000
    ) -> Sequence[ImportRow]:
        """Rows of an import by their numbers, from the one after ``after``."""
        ...


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is known of an uploaded file; its bytes lie elsewhere, under their hash."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime
    created_by: str | None = None
    entity: str | None = None
    record: str | None = None


class Files(Protocol):
    """Uploaded files, without their bytes."""

    async def add(self, file: StoredFile) -> None:
        """Remember a file."""
        ...

    async def get(self, id: str) -> StoredFile | None:
        """A file."""
        ...

    async def of_record(self, record: str) -> Sequence[StoredFile]:
        """The files of a record, oldest first."""
        ...
