"""Taking tables out: what a list shows, as CSV or XLSX, for those whose duty allows it."""

import json
from collections.abc import Sequence

from engine.commands.take_export import TakeExport, take_export
from engine.values.plain import Json
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.exports.export import ExportAsk, export
from server.problem_details import Refused
from server.problems import TOO_MANY_ROWS, WRONG_VALUE
from server.ways import Answer, Content, Way

MOST = 5_000
_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"csv": _CSV, "xlsx": _XLSX}


async def export_records(call: Call) -> Answer | Refusal:
    """A table of at most 5,000 records."""
    said = call.said("filter", "sort", "fields", "format", "labels", "confirmed")
    form = bodies.text(said, "format") or "csv"
    if form not in FORMATS:
        raise Refused(
            422,
            WRONG_VALUE,
            {"name": "format", "expected": {"en": "csv or xlsx", "zh-CN": "csv 或 xlsx"}},
            "/format",
        )
    entity = call.path_params["entity"]
    ask = ExportAsk(
        entity,
        said.get("filter"),
        bodies.names(said, "sort") or ("id",),
        bodies.names(said, "fields"),
        labels=said.get("labels") is not False,
        language=call.language,
    )
    table = export(call.house, call.scene, ask)
    if isinstance(table, Refusal):
        return table
    rows: list[Sequence[Json]] = []
    async for page in table.pages:
        rows += page
        if len(rows) > MOST:
            raise Refused(422, TOO_MANY_ROWS, {"limit": MOST})
    limits: dict[str, str] = {}
    if f"export:{entity}" in call.house.live.limits.by_event:
        taken = TakeExport(call.scene, entity, len(rows), bodies.texts(said, "confirmed"))
        decided = await call.house.submit(take_export, taken)
        if isinstance(decided, Refusal):
            return decided
        limits = {"X-Limits": json.dumps(decided.answer["limits"])}
    made = call.desk.tables.write(form, table.headers, rows)
    name = {"Content-Disposition": f'attachment; filename="{entity}.{form}"'}
    return Answer(content=made, media_type=FORMATS[form], headers=name | limits)


WAYS: Sequence[Way] = (
    Way(
        "POST",
        "/api/v1/records/{entity}/export",
        export_records,
        Access.SIGNED_IN,
        TokenScope.READ,
        "Take records out as a table (CSV or XLSX).",
        Content.JSON,
    ),
)
