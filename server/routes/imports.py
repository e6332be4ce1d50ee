"""Bringing tables in: an import with its result row by row, and taking it back."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import Any, cast

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from engine.diagnostics.problem import Diagnostic
from engine.diagnostics.refuse import refused
from engine.ports.books import ImportJob
from engine.ports.sheets import Sheet
from engine.values.json_text import Fault, parse
from engine.values.plain import Json
from engine.values.refusal import Kind, Reason, Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.imports.mapping import ImportMapping, read_mapping
from server.imports.problems import UNDO_LATE
from server.imports.row_result import RowResult, result_of
from server.imports.run import ImportReport, Prepared, prepare_import, run_import
from server.imports.undo import undo_import
from server.imports.whole import import_whole
from server.problem_details import Refused, diagnostic_reason
from server.problems import BAD_UPLOAD, MISSING_KEY, NO_IMPORT
from server.ways import Answer, Content, Way

_SHOWN = 200  # rows in one answer
_FIRST = 20  # rows of each end that a dry run shows
_UNDO_WITHIN = timedelta(hours=24)
_QUERY = {
    "entity": "What the rows are.",
    "sheet": "Sheet of a workbook; the first when left out.",
    "dry": "`true`: say what would become of each row; change nothing.",
    "confirm_due": "`true`: what is due at once, because its moment has passed already, is meant so.",
    "background": "`true`: answer 202 as soon as it has begun; ask for the import to see how far it is.",
}
_LISTED = {"entity": "Only imports of these records."}
_ROWS = {
    "state": "Only rows that came to this end.",
    "after": "The number of the last row of the page before.",
}


async def start(call: Call) -> Answer | Refusal:
    """Import a table: a form with ``file`` and, where columns do not name themselves, ``mapping`` (JSON)."""
    said = call.only((*_QUERY,))
    if not said.get("entity"):
        raise Refused(422, MISSING_KEY, {"name": "entity"})
    name, data, mapping = await uploaded(call)
    sheet = call.desk.tables.read(data, said.get("sheet") or None)
    if isinstance(sheet, Diagnostic):
        return faults([sheet])
    prepared = await prepare_import(call.house, said["entity"], sheet, mapping, call.caller.actor, name, data)
    if isinstance(prepared, list):
        return faults(prepared)
    dry, confirmed, background = (
        said.get(name) in ("true", "1") for name in ("dry", "confirm_due", "background")
    )

    def again() -> Sheet:
        return cast("Sheet", call.desk.tables.read(data, said.get("sheet") or None))

    try:
        if background and not dry:
            tried = None if confirmed else await run_import(call.house, prepared, dry=True)
            if tried is None or not tried.due:
                ready = prepared if tried is None else replace(prepared, sheet=again())
                return Answer({"id": await _begun(call, ready, due_confirmed=confirmed)}, 202)
        report = (
            await run_import(call.house, prepared, dry=True, due_confirmed=confirmed)
            if dry
            else await import_whole(call.house, prepared, again, due_confirmed=confirmed)
        )
    except ValueError as error:
        raise Refused(422, BAD_UPLOAD, {"detail": str(error)[:300]}) from None
    notes = [{"code": one.code, "text": one.text(call.language)} for one in prepared.found]
    first = {"first": _first(report)} if dry else {}
    return Answer({**_report(report), **first, "notes": notes})


async def _begun(call: Call, prepared: Prepared, *, due_confirmed: bool) -> str:
    """Begin an import that goes on by itself; gives its id as soon as it has one."""
    begun: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def whole() -> None:
        with suppress(ValueError):  # the file breaks off: the import is stopped, and says so
            await run_import(call.house, prepared, due_confirmed=due_confirmed, begun=begun.set_result)

    going = call.desk.background.start(whole())
    await asyncio.wait((going, begun), return_when=asyncio.FIRST_COMPLETED)
    if not begun.done():
        await going  # it failed before its first row: that is this request's to tell
    return begun.result()


async def list_imports(call: Call) -> Answer | Refusal:
    """The imports that the caller made, newest first; for administrators all."""
    said = call.only((*_LISTED,))
    by = None if call.caller.is_admin else call.caller.actor.person or ""
    jobs = await call.house.store.imports.jobs(by=by, entity=said.get("entity") or None)
    return Answer({"data": [_job(one) for one in jobs]})


async def get_import(call: Call) -> Answer | Refusal:
    """An import with a page of its rows."""
    said = call.only((*_ROWS,))
    job = await mine(call)
    after = bodies.number(said.get("after"), "after", -1)
    rows = await call.house.store.imports.rows(
        job.id, state=said.get("state") or None, after=after, limit=_SHOWN
    )
    counts = await call.house.store.imports.counts(job.id)
    return Answer({**_job(job), "counts": {**counts}, "rows": [_row(result_of(row)) for row in rows]})


async def undo(call: Call) -> Answer | Refusal:
    """Take an import back, all of it or nothing."""
    job = await mine(call)
    now = call.house.clock.now()
    if job.ended_at is not None and now - job.ended_at > _UNDO_WITHIN:
        return refused(Kind.CONFLICT, UNDO_LATE, {"hours": _UNDO_WITHIN // timedelta(hours=1), "id": job.id})
    undone = await undo_import(call.house, job.id, call.caller.actor)
    if isinstance(undone, Refusal):
        return undone
    return Answer({"id": job.id, "removed": undone.removed, "restored": undone.restored})


async def mine(call: Call) -> ImportJob:
    """The import that the address names, for whoever made it and for administrators; for others there is none."""
    job = await call.house.store.imports.job(call.path_params["import"])
    if job is None or not (call.caller.is_admin or job.created_by == call.caller.actor.person):
        raise Refused(404, NO_IMPORT)
    return job


async def uploaded(call: Call) -> tuple[str, bytes, ImportMapping]:
    """The file of a form: its name, its bytes, and the mapping beside it; refused without a file."""

    async def whole() -> AsyncGenerator[bytes]:
        yield call.raw

    try:
        form = await MultiPartParser(Headers(call.headers), whole(), max_files=1, max_fields=4).parse()
    except MultiPartException as error:
        raise Refused(422, BAD_UPLOAD, {"detail": error.message[:300]}) from None
    file, said = form.get("file"), form.get("mapping")
    try:
        if not isinstance(file, UploadFile):
            raise Refused(422, MISSING_KEY, {"name": "file"})
        return (file.filename or "")[:200], await file.read(), _mapping(said if isinstance(said, str) else "")
    finally:
        await form.close()


def _mapping(text: str) -> ImportMapping:
    if not text:
        return ImportMapping()
    parsed = parse(text)
    if isinstance(parsed, Fault):
        raise Refused(422, BAD_UPLOAD, {"detail": f"mapping: {parsed.kind}"})
    mapping = read_mapping(parsed.value)
    if isinstance(mapping, list):
        raise Refused(
            422, BAD_UPLOAD, {"detail": f"mapping{mapping[0].pointer}: {mapping[0].data.get('detail', '')}"}
        )
    return mapping


def faults(found: Sequence[Diagnostic]) -> Refusal:
    """What is wrong with a file or a mapping."""
    reasons: tuple[Reason, ...] = tuple(diagnostic_reason(one) for one in found[:_SHOWN])
    return Refusal(Kind.INVALID, reasons)


def _report(report: ImportReport) -> Mapping[str, Any]:
    """Counts, and the first rows that were refused."""
    no = [row for row in report.rows if row.state == "refused"]
    return {
        "id": report.job,
        "total": len(report.rows),
        "counts": dict(Counter(row.state for row in report.rows)),
        "due": dict(report.due),
        "refused": [_row(row) for row in no[:_SHOWN]],
    }


def _first(report: ImportReport) -> Mapping[str, Json]:
    """The first rows that came to each end."""
    return {
        state: [
            {**cast("Mapping[str, Json]", _row(row)), "values": dict(row.values)}
            for row in islice((one for one in report.rows if one.state == state), _FIRST)
        ]
        for state in report.counts
    }


def _job(job: ImportJob) -> Mapping[str, Any]:
    return {
        "id": job.id,
        "entity": job.entity,
        "state": job.state,
        "mode": job.mode,
        "file": job.file,
        "total": job.total,
        "done": job.done,
        "refused": job.refused,
        "created_at": job.created_at.isoformat(),
        "created_by": job.created_by,
        "ended_at": job.ended_at.isoformat() if job.ended_at else None,
    }


def _row(row: RowResult) -> Json:
    return {
        "row": row.number,
        "state": row.state,
        "record": row.record,
        "reasons": row.reasons,
        "cells": dict(row.cells),
    }


_WRITE = (Access.SIGNED_IN, TokenScope.WRITE)
_ONE = "/api/v1/imports/{import}"
WAYS: Sequence[Way] = (
    Way(
        "POST",
        "/api/v1/imports",
        start,
        *_WRITE,
        "Import a table (CSV or XLSX).",
        Content.FORM,
        query=_QUERY,
        parts=("mapping",),
    ),
    Way(
        "GET",
        "/api/v1/imports",
        list_imports,
        Access.SIGNED_IN,
        TokenScope.READ,
        "List your imports.",
        query=_LISTED,
    ),
    Way(
        "GET", _ONE, get_import, Access.SIGNED_IN, TokenScope.READ, "Get an import and its rows.", query=_ROWS
    ),
    Way("POST", _ONE + "/undo", undo, *_WRITE, "Take an import back."),
)
