"""Bringing tables in: an import with its result row by row, and taking it back."""

from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, cast

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from engine.diagnostics.problem import Diagnostic
from engine.ports.books import ImportJob
from engine.ports.sheets import Sheet
from engine.values.json_text import Fault, parse
from engine.values.plain import Json
from engine.values.refusal import Kind, Reason, Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.imports.mapping import ImportMapping, read_mapping
from server.imports.run import ImportReport, RowResult, prepare_import, result_of, run_import
from server.imports.undo import undo_import
from server.imports.whole import import_whole
from server.problem_details import Refused, diagnostic_reason
from server.problems import BAD_UPLOAD, MISSING_KEY, NO_IMPORT
from server.ways import Answer, Content, Way

_SHOWN = 200  # rows in one answer
_QUERY = {
    "entity": "What the rows are.",
    "dry": "`true`: say what would become of each row; change nothing.",
    "confirm_due": "`true`: what is due at once, because its moment has passed already, is meant so.",
}
_ROWS = {
    "state": "Only rows that came to this end.",
    "after": "The number of the last row of the page before.",
}


async def start(call: Call) -> Answer | Refusal:
    """Import a table: a form with ``file`` and, where columns do not name themselves, ``mapping`` (JSON)."""
    said = call.only((*_QUERY,))
    if not said.get("entity"):
        raise Refused(422, MISSING_KEY, {"name": "entity"})
    name, data, mapping = await _uploaded(call)
    sheet = call.desk.tables.read(data)
    if isinstance(sheet, Diagnostic):
        return _refusal([sheet])
    prepared = await prepare_import(call.house, said["entity"], sheet, mapping, call.caller.actor, name, data)
    if isinstance(prepared, list):
        return _refusal(prepared)
    dry, confirmed = (said.get(name) in ("true", "1") for name in ("dry", "confirm_due"))

    def again() -> Sheet:
        return cast("Sheet", call.desk.tables.read(data))

    try:
        report = (
            await run_import(call.house, prepared, dry=True, due_confirmed=confirmed)
            if dry
            else await import_whole(call.house, prepared, again, due_confirmed=confirmed)
        )
    except ValueError as error:
        raise Refused(422, BAD_UPLOAD, {"detail": str(error)[:300]}) from None
    notes = [{"code": one.code, "text": one.text(call.language)} for one in prepared.found]
    return Answer({**_report(report), "notes": notes})


async def get_import(call: Call) -> Answer | Refusal:
    """An import with a page of its rows."""
    said = call.only((*_ROWS,))
    job = await _mine(call)
    after = bodies.number(said.get("after"), "after", -1)
    rows = await call.house.store.imports.rows(
        job.id, state=said.get("state") or None, after=after, limit=_SHOWN
    )
    return Answer({**_job(job), "rows": [_row(result_of(row)) for row in rows]})


async def undo(call: Call) -> Answer | Refusal:
    """Take an import back, all of it or nothing."""
    job = await _mine(call)
    undone = await undo_import(call.house, job.id, call.caller.actor)
    if isinstance(undone, Refusal):
        return undone
    return Answer({"id": job.id, "removed": undone.removed, "restored": undone.restored})


async def _mine(call: Call) -> ImportJob:
    """The import, for whoever made it and for administrators; for others there is none."""
    job = await call.house.store.imports.job(call.path_params["import"])
    if job is None or not (call.caller.is_admin or job.created_by == call.caller.actor.person):
        raise Refused(404, NO_IMPORT)
    return job


async def _uploaded(call: Call) -> tuple[str, bytes, ImportMapping]:
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


def _refusal(found: Sequence[Diagnostic]) -> Refusal:
    reasons: tuple[Reason, ...] = tuple(diagnostic_reason(one) for one in found[:_SHOWN])
    return Refusal(Kind.INVALID, reasons)


def _report(report: ImportReport) -> Mapping[str, Any]:
    """Counts, and the first rows that were refused."""
    refused = [row for row in report.rows if row.state == "refused"]
    return {
        "id": report.job,
        "total": len(report.rows),
        "counts": dict(Counter(row.state for row in report.rows)),
        "due": dict(report.due),
        "refused": [_row(row) for row in refused[:_SHOWN]],
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
        "GET", _ONE, get_import, Access.SIGNED_IN, TokenScope.READ, "Get an import and its rows.", query=_ROWS
    ),
    Way("POST", _ONE + "/undo", undo, *_WRITE, "Take an import back."),
)
