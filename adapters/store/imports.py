"""Imports and what became of their rows, and uploaded files. Fulfils ``engine.ports.books.Imports`` and ``Files``."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from sqlalchemy import func, select

from adapters.store.rows import Holds, adding, asking, changing, mappings, replacing
from engine.ports.books import ImportJob, ImportRow, StoredFile


class StoredImports:
    """Imports in the store's own tables."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._jobs = store.house.import_job
        self._rows = store.house.import_row

    async def start(self, job: ImportJob) -> None:
        """Store a new import."""
        await self._store.write(adding(self._store.flavour, self._jobs, asdict(job)))

    async def note(self, rows: Sequence[ImportRow]) -> None:
        """Store what became of rows; a row that is noted again is replaced."""
        names = [one.name for one in fields(ImportRow)]
        said = ({name: getattr(row, name) for name in names} for row in rows)
        await self._store.write(*(replacing(self._store.flavour, self._rows, row) for row in said))

    async def update(self, job: ImportJob) -> None:
        """Store an import's new state and counts."""
        await self._store.write(
            changing(self._store.flavour, self._jobs, asdict(job), self._jobs.c.id == job.id)
        )

    async def job(self, id: str) -> ImportJob | None:
        """An import."""
        found = await mappings(self._store, asking(self._jobs, self._jobs.c.id == id), self._jobs)
        return ImportJob(**found[0]) if found else None

    async def jobs(
        self, limit: int = 50, *, by: str | None = None, entity: str | None = None
    ) -> Sequence[ImportJob]:
        """Imports, newest first; ``by``: only those of this person, ``entity``: only those of its records."""
        table = self._jobs
        wanted = asking(table).order_by(table.c.created_at.desc()).limit(limit)
        for column, value in ((table.c.created_by, by), (table.c.entity, entity)):
            wanted = wanted if value is None else wanted.where(column == value)
        return [ImportJob(**row) for row in await mappings(self._store, wanted, self._jobs)]

    async def counts(self, job: str) -> Mapping[str, int]:
        """How many rows of an import came to each end."""
        table = self._rows
        wanted = select(table.c.state, func.count()).where(table.c.job == job).group_by(table.c.state)
        return {str(state): int(count) for state, count in await self._store.read(wanted)}

    async def rows(
        self, job: str, *, state: str | None = None, after: int = -1, limit: int = 1000
    ) -> Sequence[ImportRow]:
        """Rows of an import by their numbers, from the one after ``after``."""
        table = self._rows
        wanted = asking(table, table.c.job == job, table.c.row > after).order_by(table.c.row).limit(limit)
        if state is not None:
            wanted = wanted.where(table.c.state == state)
        return [ImportRow(**row) for row in await mappings(self._store, wanted, table)]


class StoredFiles:
    """What is known of uploaded files, in the store's own table."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one it lies in."""
        self._store = store
        self._table = store.house.file

    async def add(self, file: StoredFile) -> None:
        """Remember a file."""
        await self._store.write(adding(self._store.flavour, self._table, asdict(file)))

    async def get(self, id: str) -> StoredFile | None:
        """A file."""
        found = await mappings(self._store, asking(self._table, self._table.c.id == id), self._table)
        return StoredFile(**found[0]) if found else None

    async def of_record(self, record: str) -> Sequence[StoredFile]:
        """The files of a record, oldest first."""
        wanted = asking(self._table, self._table.c.record == record).order_by(self._table.c.created_at)
        return [StoredFile(**row) for row in await mappings(self._store, wanted, self._table)]
