"""Taking an import back: what it made goes, what it changed is restored; nothing when one of its records was changed since."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from engine.access.duty import Actor
from engine.commands.undo_import import UndoRow, undo_row
from engine.diagnostics.refuse import reason, refused
from engine.ports.books import ImportJob, ImportRow
from engine.values.plain import Json
from engine.values.record import Decision
from engine.values.refusal import Kind, Reason, Refusal
from server.house import House
from server.imports.problems import NO_JOB, ROWS_CHANGED, UNDO_STATE

_AT_ONCE = 256
_NAMED = 20
_MADE = ("created", "linked")


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What was taken back."""

    removed: int
    restored: int


@dataclass(slots=True)
class _Touched:
    """All that an import did to one record; ``before`` None: it made the record."""

    rows: list[ImportRow]
    version: int
    before: dict[str, Json] | None

    @property
    def points(self) -> bool:
        """Whether it was made as a duplicate, and so points to another record."""
        return any(row.state == "linked" for row in self.rows)


async def undo_import(house: House, id: str, actor: Actor) -> UndoReport | Refusal:
    """Undo an import.

    Refused: 404 there is none; 409 it is not done, or records of it were changed since or are pointed to (the rows are
    named, and nothing is undone).
    """
    job = await house.store.imports.job(id)
    if job is None:
        return refused(Kind.MISSING, NO_JOB, {"id": id})
    if job.state != "done":
        return refused(Kind.CONFLICT, UNDO_STATE, {"state": job.state})
    touched = await _touched(house, job)
    against: list[tuple[ImportRow, Reason]] = []
    linked = frozenset(record for record, one in touched.items() if one.points)
    for record, one in touched.items():
        asked = replace(_ask(house, job, record, one, actor), gone=linked)
        answer = await house.ask(undo_row, asked)
        if isinstance(answer, Refusal):
            against.append((one.rows[-1], answer.reasons[0]))
    if against:
        return _refusal(against)
    return await _undo(house, job, touched, actor)


async def _undo(house: House, job: ImportJob, touched: Mapping[str, _Touched], actor: Actor) -> UndoReport:
    removed = restored = 0
    for part in _parts(touched):
        outcomes = await asyncio.gather(
            *(house.store.submit(undo_row, _ask(house, job, id, one, actor), bulk=True) for id, one in part)
        )
        undone: list[ImportRow] = []
        for (_, one), outcome in zip(part, outcomes, strict=True):
            if isinstance(outcome, Decision):
                removed += one.before is None
                restored += one.before is not None
                undone += [replace(row, state="undone") for row in one.rows]
        await house.store.imports.note(undone)
    await house.store.imports.update(replace(job, state="undone", ended_at=house.clock.now()))
    house.people_changed()
    return UndoReport(removed, restored)


def _parts(touched: Mapping[str, _Touched]) -> Iterator[list[tuple[str, _Touched]]]:
    """Records in groups; those that point to others of the same import go before these."""
    for points in (True, False):
        waiting = [(id, one) for id, one in touched.items() if one.points is points]
        for start in range(0, len(waiting), _AT_ONCE):
            yield waiting[start : start + _AT_ONCE]


async def _touched(house: House, job: ImportJob) -> dict[str, _Touched]:
    found: dict[str, _Touched] = {}
    after = -1
    while page := await house.store.imports.rows(job.id, after=after):
        after = page[-1].row
        for row in page:
            if row.record is None or row.state not in (*_MADE, "changed"):
                continue
            before = cast("dict[str, Json]", row.source.get("before") or {})
            known = found.get(row.record)
            if known is None:
                mine = None if row.state in _MADE else dict(before)
                found[row.record] = _Touched([row], row.version or 0, mine)
                continue
            known.rows.append(row)
            known.version = row.version or known.version
            if known.before is not None:  # what stood there first is what comes back
                known.before = {**before, **known.before}
    return found


def _ask(house: House, job: ImportJob, record: str, one: _Touched, actor: Actor) -> UndoRow:
    return UndoRow(house.scene(actor), job.entity, record, one.version, one.before)


def _refusal(against: list[tuple[ImportRow, Reason]]) -> Refusal:
    rows = ", ".join(str(row.row) for row, _ in against[:_NAMED]) + (" …" if len(against) > _NAMED else "")
    first = reason(ROWS_CHANGED, {"count": len(against), "rows": rows})
    more = [
        replace(why, data={**why.data, "row": row.row, "record": row.record}) for row, why in against[:_NAMED]
    ]
    return Refusal(Kind.CONFLICT, (first, *more))
