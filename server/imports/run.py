"""An import from its first look to its last row: columns matched, rows decided in groups, each accounted for.

It can be killed at any moment: the same file with the same mapping goes on where it stopped, and a row that had been
committed without being noted answers what it answered then.
"""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from secrets import token_bytes

from engine.access.duty import Actor
from engine.commands.import_row import ImportRow, Strategy, import_row
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, Severity
from engine.facts.destinations import Destination
from engine.ports.books import ImportJob
from engine.ports.sheets import Cell, Sheet
from engine.ports.store import Idempotency
from engine.records.builtin import CENTRE, PERSON
from engine.values.ids import Ids
from engine.values.plain import Json
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.house import House
from server.imports.headers import Columns, match_columns
from server.imports.mapping import ImportMapping
from server.imports.named import centre_of, destination_of, owner_of
from server.imports.problems import (
    BAD_MAPPING,
    ENGINE_ONLY,
    NO_DUPLICATE_LINK,
    NO_ENTITY,
)
from server.imports.row_result import REFUSED, RowResult, Seen, noted, result_of
from server.imports.rows import RowInput, RowReader, numbered
from server.imports.trial import Overlay, Trial, try_row

Progress = Callable[[int, int], None]
Begun = Callable[[str], None]
_AT_ONCE = 256
_TRIED = 32  # nobody else is served while so many are decided
_Rows = Iterator[tuple[int, tuple[Cell, ...]]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import that can be run. ``file_hash``: of the bytes of the file; ``found``: what is worth knowing."""

    entity: str
    sheet: Sheet
    mapping: ImportMapping
    columns: Columns
    actor: Actor
    file: str
    file_hash: str
    found: list[Diagnostic]
    owner: str | None = None
    centre: str | None = None
    to: Destination | None = None


@dataclass(slots=True)
class ImportReport:
    """What came of an import; ``job`` is None after a dry run."""

    job: str | None
    rows: list[RowResult] = field(default_factory=list[RowResult])

    @property
    def counts(self) -> Counter[str]:
        """How many rows came to each end."""
        return Counter(row.state for row in self.rows)

    @property
    def due(self) -> Counter[str]:
        """For how many rows each transition or deadline is due at once, or would be (A27)."""
        return Counter(name for row in self.rows for name in row.due)


async def prepare_import(
    house: House, entity: str, sheet: Sheet, mapping: ImportMapping, actor: Actor, file: str, data: bytes
) -> Prepared | list[Diagnostic]:
    """Match the columns of a sheet with the fields of an entity; every fault when it cannot be run.

    ``actor``: who imports; ``file``: its name, ``data``: its bytes (only to know it again).
    """
    kind = house.live.entities.get(entity)
    if kind is None or kind.part_of is not None:
        return [Diagnostic(NO_ENTITY, data={"entity": entity})]
    columns = match_columns(sheet.headers, mapping, kind)
    named = [key for key in ("state", "tracks", "owner", "centre") if getattr(mapping, key)]
    alone = () if actor.everything else named
    found = [*columns.found, *(Diagnostic(ENGINE_ONLY, f"/{key}", data={"key": key}) for key in alone)]
    workflow = house.live.workflows.get(entity)
    if mapping.state is not None and (workflow is None or mapping.state not in workflow.states):
        found.append(Diagnostic(BAD_MAPPING, "/state", data={"detail": mapping.state}))
    for track, state in mapping.tracks.items():
        machine = workflow.tracks.get(track) if workflow else None
        if machine is None or state not in machine.states:
            place = pointer("tracks", track)
            found.append(Diagnostic(BAD_MAPPING, place, data={"detail": f"{track}: {state}"}))
    if mapping.strategy is Strategy.LINK and kind.duplicate_of is None:
        found.append(Diagnostic(NO_DUPLICATE_LINK, "/strategy"))
    owner, centre = await owner_of(house, mapping, found), await centre_of(house, mapping, found)
    to = await destination_of(house, entity, mapping, actor, found)
    if any(one.severity is Severity.ERROR for one in found):
        return found
    digest = hashlib.sha256(data).hexdigest()
    return Prepared(entity, sheet, mapping, columns, actor, file, digest, found, owner, centre, to)


async def run_import(
    house: House,
    prepared: Prepared,
    *,
    dry: bool = False,
    due_confirmed: bool = False,
    progress: Progress = lambda _done, _all: None,
    begun: Begun = lambda _job: None,
) -> ImportReport:
    """Import every row, or (``dry``) say what would become of each. ``progress``: (rows done, 0: nobody knows of how many).

    ``begun`` is told the import's id before its first row. ``due_confirmed``: what is due at once, because its moment has passed already, is meant so; else such rows are refused.

    Raises ValueError when the file breaks off in the middle; the rows before are imported, and running it again goes on.
    """
    running = _Running(house, prepared, progress, due_confirmed=due_confirmed)
    return await (running.tried() if dry else running.done(begun))


class _Running:
    def __init__(self, house: House, prepared: Prepared, progress: Progress, *, due_confirmed: bool) -> None:
        self._due_confirmed = due_confirmed
        self._house, self._prepared, self._progress = house, prepared, progress
        entity = house.live.entities[prepared.entity]
        self._seen = Seen()
        self._reader = RowReader(house, entity, prepared.columns, prepared.mapping)
        fields = prepared.columns.fields.values()
        self._looks_up = any(not {PERSON, CENTRE}.issuperset(one.to) for one in fields)
        self._unlike = [
            *([prepared.mapping.key] if prepared.mapping.key else []),
            *(one.fields for one in entity.unique.values()),
        ]

    # ------------------------------------------------------------------ a dry run

    async def tried(self) -> ImportReport:
        report, overlay, seen = ImportReport(None), Overlay(), Seen()
        async for part in self._parts(numbered(self._prepared.sheet.rows)):
            going = [row for row in part if not row.is_empty and not row.reasons]
            trials = [Trial(self._ask(row), overlay) for row in going]
            outcomes = await self._each(trials)
            answered = dict(zip((row.number for row in going), outcomes, strict=True))
            report.rows += [seen.told(row, answered.get(row.number)) for row in part]
            self._progress(len(report.rows), 0)
        return report

    async def _each(self, trials: Sequence[Trial]) -> list[Decision | Refusal]:
        """Each row after the one before it, as the import decides them; what they need is loaded together."""
        found: list[Decision | Refusal] = []
        for start in range(0, len(trials), _TRIED):
            found += await self._house.store.ask_each(try_row, trials[start : start + _TRIED])
        return found

    # ------------------------------------------------------------------ the real one

    async def done(self, begun: Begun) -> ImportReport:
        job, known = await self._job()
        begun(job.id)
        self._seen = Seen(known)
        report = ImportReport(job.id, known)
        seen = {row.number for row in known}
        rows = (
            (number, cells) for number, cells in numbered(self._prepared.sheet.rows) if number not in seen
        )
        try:
            async for results in self._decided(job, rows):
                report.rows += results
                self._progress(len(report.rows), 0)
                await self._house.store.imports.update(_counted(job, report, "running"))
        except ValueError:
            await self._house.store.imports.update(_counted(job, report, "stopped"))
            raise
        report.rows.sort(key=lambda row: row.number)
        ended = replace(_counted(job, report, "done"), ended_at=self._house.clock.now())
        await self._house.store.imports.update(ended)
        self._house.people_changed()
        return report

    async def _decided(self, job: ImportJob, rows: _Rows) -> AsyncIterator[list[RowResult]]:
        """What became of the rows, part by part; the next part is read while one is being decided."""
        going: asyncio.Task[list[RowResult]] | None = None
        try:
            async for part in self._parts(rows):
                if going is not None:
                    yield await going
                going = asyncio.create_task(self._together(job, part))
                if self._looks_up:  # what a row points to may stand in the part before it
                    await asyncio.wait((going,))
            if going is not None:
                yield await going
        finally:
            if going is not None:
                await asyncio.wait(
                    (going,)
                )  # a file that breaks off: the part before it is decided all the same

    async def _together(self, job: ImportJob, part: Sequence[RowInput]) -> list[RowResult]:
        going = [row for row in part if not row.is_empty and not row.reasons]
        asks, keys = [self._ask(row) for row in going], [_key(job, row) for row in going]
        outcomes = await self._house.store.submit_all(import_row, asks, keys)
        answered = dict(zip((row.number for row in going), outcomes, strict=True))
        results = [self._seen.told(row, answered.get(row.number)) for row in part]
        await self._house.store.imports.note([noted(job.id, row) for row in results])
        return results

    async def _job(self) -> tuple[ImportJob, list[RowResult]]:
        """The import of this file that was not finished, with its rows so far; else a new one."""
        prepared = self._prepared
        mapping: dict[str, Json] = {
            "file": prepared.file_hash,
            "mapping": prepared.mapping.model_dump(mode="json", by_alias=True),
            **({"sheet": prepared.sheet.name} if prepared.sheet.name else {}),
        }
        by = prepared.actor.person
        for job in await self._house.store.imports.jobs(entity=prepared.entity):
            if job.state in ("running", "stopped") and job.created_by == by and _same(job.mapping, mapping):
                return job, await self._rows_of(job.id)
        now = self._house.clock.now()
        strategy = prepared.mapping.strategy.value
        id = Ids(now, token_bytes(16)).next()
        job = ImportJob(id, prepared.entity, "running", strategy, mapping, now, by, prepared.file)
        await self._house.store.imports.start(job)
        return job, []

    async def _rows_of(self, job: str) -> list[RowResult]:
        found: list[RowResult] = []
        after = -1
        while page := await self._house.store.imports.rows(job, after=after):
            found += [result_of(row) for row in page]
            after = page[-1].row
        return found

    # ------------------------------------------------------------------ both

    def _ask(self, row: RowInput) -> ImportRow:
        prepared = self._prepared
        return ImportRow(
            self._house.scene(prepared.actor),
            prepared.entity,
            row.values,
            prepared.mapping.key,
            prepared.mapping.strategy,
            prepared.mapping.state,
            prepared.owner,
            prepared.centre,
            tracks=prepared.mapping.tracks,
            due_confirmed=self._due_confirmed,
            quiet=prepared.mapping.messages == "none",
            to=prepared.to,
            owned=prepared.mapping.owned,
            overwrites=frozenset(prepared.mapping.overwrites),
        )

    async def _parts(self, rows: _Rows) -> AsyncIterator[list[RowInput]]:
        """Rows in groups, none of which holds two rows that may be about one record: these follow each other."""
        part: list[RowInput] = []
        taken: set[tuple[object, ...]] = set()
        for number, cells in rows:
            row = await self._reader.read(number, cells)
            marks = {
                (at, *(str(row.values[name]) for name in names))
                for at, names in enumerate(self._unlike)
                if all(row.values.get(name) is not None for name in names)
            }
            if len(part) >= _AT_ONCE or not taken.isdisjoint(marks):
                yield part
                part, taken = [], set()
            part.append(row)
            taken |= marks
        if part:
            yield part


def _counted(job: ImportJob, report: ImportReport, state: str) -> ImportJob:
    """The import as far as it has come."""
    refused = report.counts[REFUSED]
    rows = len(report.rows)
    return replace(job, state=state, total=rows, done=rows - refused, refused=refused)


def _key(job: ImportJob, row: RowInput) -> Idempotency:
    said = json.dumps(row.values, sort_keys=True, default=str)
    return Idempotency(f"import:{job.id}", str(row.number), hashlib.sha256(said.encode()).hexdigest())


def _same(kept: Mapping[str, Json], said: Mapping[str, Json]) -> bool:
    return json.dumps(kept, sort_keys=True, default=str) == json.dumps(said, sort_keys=True, default=str)
