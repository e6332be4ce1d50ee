"""Files of imports: a first look at one before anything is decided, and the table of what became of its rows."""

from collections.abc import Sequence

from engine.diagnostics.problem import Diagnostic
from engine.facts.answers import no_entity
from engine.queries.destinations import to_person, to_pools
from engine.values.plain import Json, in_language
from engine.values.refusal import Reason, Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.imports.headers import importable
from server.imports.look import Look, look
from server.imports.result import result_table
from server.imports.row_result import RowResult, result_of
from server.imports.run import ImportReport
from server.problem_details import Refused, reason_json
from server.problems import BAD_UPLOAD, WRONG_VALUE
from server.routes.exports import FORMATS
from server.routes.imports import faults, mine, uploaded
from server.ways import Answer, Content, Way

_REMEMBERED = 10  # earlier imports that are looked at
_LOOK = {"entity": "What the rows are.", "sheet": "Sheet of a workbook; the first when left out."}
_RESULT = {"format": "`csv` or `xlsx`.", "state": "Only rows that came to this end."}


async def look_at(call: Call) -> Answer | Refusal:
    """What kind of file it is, and which column is probably which field; nothing is kept."""
    said = call.only((*_LOOK,))
    entity = call.house.live.entities.get(said.get("entity") or "")
    if entity is None or entity.part_of is not None:
        return no_entity((said.get("entity") or "")[:100])
    _, data, _ = await uploaded(call)
    sheet = call.desk.tables.read(data, said.get("sheet") or None)
    if isinstance(sheet, Diagnostic):
        return faults([sheet])
    person = call.caller.actor.person or ""
    earlier = await call.house.store.imports.jobs(_REMEMBERED, by=person, entity=entity.id)
    try:
        seen = look(sheet, entity, earlier)
    except ValueError as error:
        raise Refused(422, BAD_UPLOAD, {"detail": str(error)[:300]}) from None
    fields: list[Json] = [
        {"id": one.id, "required": one.required and one.default is None and one.copy_from is None}
        for one in importable(entity).values()
    ]
    ways: dict[str, Json] = {"targets": _targets(call, entity.id), "duplicate_of": entity.duplicate_of}
    return Answer({**_seen(seen), "fields": fields, **ways})


def _targets(call: Call, entity: str) -> Json:
    """Who may get the new records: a person (by which step), pools; each with the reason why the caller may not."""
    scene = call.scene
    person, pools = to_person(scene, entity), to_pools(scene, entity)

    def why(reason: Reason | None) -> Json:
        return None if reason is None else reason_json(reason, call.language)

    return {
        "person": None
        if person is None
        else {
            "transition": person.transition,
            "form": person.form,
            "field": person.asks,
            "why": why(person.why),
        },
        "pools": [
            {"id": one.id, "label": in_language(one.label, call.language, one.id), "why": why(one.why)}
            for one in pools
        ],
    }


def _seen(seen: Look) -> dict[str, Json]:
    sheet = seen.sheet
    return {
        "kind": sheet.kind,
        "encoding": sheet.encoding,
        "delimiter": sheet.delimiter,
        "sheet": sheet.name,
        "sheets": [*sheet.sheets],
        "rows": seen.rows,
        "columns": [
            {
                "header": one.header,
                "field": one.field,
                "remembered": one.remembered,
                "samples": [*one.samples],
            }
            for one in seen.columns
        ],
        "keys": [[*one] for one in seen.keys],
        "strategy": seen.strategy,
    }


async def result(call: Call) -> Answer | Refusal:
    """The rows of an import as a table: what became of each, why, the record, and its cells as they came."""
    said = call.only((*_RESULT,))
    form, state = said.get("format") or "csv", said.get("state") or None
    if form not in FORMATS:
        expected = {"en": "csv or xlsx", "zh-CN": "csv 或 xlsx"}
        raise Refused(422, WRONG_VALUE, {"name": "format", "expected": expected}, "/format")
    job = await mine(call)
    headers, rows = result_table(ImportReport(job.id, await _rows(call, job.id, state)), call.language)
    made = call.desk.tables.write(form, headers, [*rows])
    name = {"Content-Disposition": f'attachment; filename="{job.entity}.result.{form}"'}
    return Answer(content=made, media_type=FORMATS[form], headers=name)


async def _rows(call: Call, job: str, state: str | None) -> list[RowResult]:
    found: list[RowResult] = []
    after = -1
    while page := await call.house.store.imports.rows(job, state=state, after=after):
        found += [result_of(row) for row in page]
        after = page[-1].row
    return found


WAYS: Sequence[Way] = (
    Way(
        "POST",
        "/api/v1/imports/look",
        look_at,
        Access.SIGNED_IN,
        TokenScope.READ,
        "Look at a table before it is imported.",
        Content.FORM,
        query=_LOOK,
    ),
    Way(
        "GET",
        "/api/v1/imports/{import}/result",
        result,
        Access.SIGNED_IN,
        TokenScope.READ,
        "Get what became of the rows of an import as a table (CSV or XLSX).",
        query=_RESULT,
    ),
)
