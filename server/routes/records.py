"""Records: lists, one, new ones, changes, history, masked values."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.reveal_field import RevealField, reveal_field
from engine.diagnostics.refuse import reason
from engine.queries.duplicates import DuplicatesAsk, find_duplicates
from engine.queries.get_record import RecordAsk, get_record
from engine.queries.history import HistoryAsk, done_elsewhere, history_for
from engine.queries.list_records import MOST_ROWS, ListAsk, select_records, show_rows
from engine.queries.pages import asked_by_block
from engine.queries.problems import UNKNOWN_FIELD
from engine.records.present import present
from engine.values.plain import Json
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call, etag
from server.filters import apart, condition_of
from server.next_steps import with_steps
from server.problem_details import Refused
from server.problems import WRONG_VALUE
from server.titles import of_history, of_record, of_rows, titles
from server.ways import Answer, Content, Way

_LIST = {
    "sort": "Up to three fields, `-` for descending: `-created_at,name`.",
    "fields": "The fields that are wanted, separated by commas (all that may be seen).",
    "limit": "How many, 1 to 200 (50).",
    "cursor": "The `next_cursor` of the page before.",
    "search": "Words to look for.",
    "count": "`true`: also count all that match.",
    "due": "`true`: also say when the engine takes which transition of each row.",
}
_HISTORY = {"limit": "How many lines, 1 to 200 (50).", "cursor": "The `next_cursor` of the page before."}
_SEARCH = ("filter", "sort", "fields", "limit", "cursor", "search", "count", "due", "steps", "view", "block")
PAGE = 50


async def list_records(call: Call) -> Answer | Refusal:
    """A page, filtered by the address."""
    filters, said = apart(call.query(), _LIST)
    entity = call.path_params["entity"]
    return await _page(
        call,
        ListAsk(
            entity,
            condition_of(filters, call.house.live.catalogue, entity),
            bodies.names(said, "sort"),
            bodies.names(said, "fields"),
            within(bodies.number(said.get("limit"), "limit", PAGE), "limit"),
            said.get("cursor") or None,
            said.get("search") or None,
            count=said.get("count") in ("true", "1"),
        ),
        due=said.get("due") in ("true", "1"),
    )


async def search_records(call: Call) -> Answer | Refusal:
    """A page, filtered by a condition."""
    said = call.said(*_SEARCH)
    ask = ListAsk(
        call.path_params["entity"],
        said.get("filter"),
        bodies.names(said, "sort"),
        bodies.names(said, "fields"),
        within(bodies.whole(said, "limit"), "limit"),
        bodies.text(said, "cursor"),
        bodies.text(said, "search"),
        count=bodies.truth(said, "count"),
    )
    view, block = bodies.text(said, "view"), bodies.text(said, "block")
    narrowed: ListAsk | Refusal = ask
    if view is not None or block is not None:
        narrowed = asked_by_block(call.scene, ask, view or "", block or "")
    if isinstance(narrowed, Refusal):
        return narrowed
    return await _page(call, narrowed, due=bodies.truth(said, "due"), steps=bodies.truth(said, "steps"))


async def _page(call: Call, ask: ListAsk, *, due: bool, steps: bool = False) -> Answer | Refusal:
    scene = call.scene
    entity = scene.release.entities[ask.entity]
    unknown = [name for name in ask.fields if entity.field(name) is None]
    if unknown:
        return Refusal(Kind.INVALID, tuple(reason(UNKNOWN_FIELD, {"field": name[:100]}) for name in unknown))
    selection = select_records(scene, ask)
    if isinstance(selection, Refusal):
        return selection
    page = await call.house.select(selection)
    total: Json = None if page.total is None else {"value": page.total, "exact": True}
    rows = show_rows(scene, ask, page.records)
    if due:
        rows = await _with_due(call, ask.entity, rows)
    if steps:
        rows = await with_steps(call, ask.entity, rows)
    named = await titles(call, of_rows(scene.release, ask.entity, rows))
    return Answer({"data": rows, "next_cursor": page.next_cursor, "total": total, "titles": named})


async def _with_due(call: Call, entity: str, rows: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """Each row with the moments at which the engine takes its transitions: one question for the page."""
    workflow = call.scene.release.workflows.get(entity)
    found: dict[str, dict[str, Json]] = {}
    for timer in await call.house.store.timers.of_records([str(row["id"]) for row in rows]):
        if workflow is not None and timer.name in workflow.transitions:
            found.setdefault(timer.record, {})[timer.name] = present(timer.due_at)
    return [{**row, "due": found.get(str(row["id"]), {})} for row in rows]


async def get_one(call: Call) -> Answer | Refusal:
    """One record with its lines."""
    call.only(())
    found = await call.house.ask(
        get_record, RecordAsk(call.scene, call.path_params["entity"], call.path_params["id"])
    )
    if isinstance(found, Refusal):
        return found
    named = await titles(call, of_record(call.house.live, found))
    return Answer({**found, "titles": named}, headers=etag(found["version"]))


async def create(call: Call) -> Answer | Refusal:
    """A new record."""
    said = call.said("input", "form", "confirmed")
    ask = CreateRecord(
        call.scene,
        call.path_params["entity"],
        bodies.mapping(said, "input"),
        bodies.text(said, "form"),
        confirmed=bodies.texts(said, "confirmed"),
    )
    outcome = await call.house.submit(create_record, ask, call.idempotency())
    if isinstance(outcome, Refusal):
        return outcome
    place = {"Location": f"/api/v1/records/{ask.entity}/{outcome.answer['id']}"}
    return Answer(dict(outcome.answer), 201, {**etag(outcome.answer["version"]), **place})


async def change(call: Call) -> Answer | Refusal:
    """Another value in some fields."""
    said = call.said("input", "form", "confirmed")
    ask = ChangeRecord(
        call.scene,
        call.path_params["entity"],
        call.path_params["id"],
        bodies.mapping(said, "input"),
        bodies.text(said, "form"),
        call.version(required=True),
        bodies.texts(said, "confirmed"),
    )
    return decided(await call.house.submit(change_record, ask, call.idempotency()))


async def reveal(call: Call) -> Answer | Refusal:
    """A masked value whole; the record's history keeps who saw it."""
    said = call.said("field", "reason")
    field = bodies.text(said, "field", required=True) or ""
    ask = RevealField(
        call.scene,
        call.path_params["entity"],
        call.path_params["id"],
        field,
        bodies.text(said, "reason") or "",
    )
    outcome = await call.house.submit(reveal_field, ask)
    return outcome if isinstance(outcome, Refusal) else Answer(dict(outcome.answer))


async def history(call: Call) -> Answer | Refusal:
    """What happened to a record, newest first, as far as this actor may read it."""
    said = call.only((*_HISTORY,))
    entity, id = call.path_params["entity"], call.path_params["id"]
    limit = within(bodies.number(said.get("limit"), "limit", PAGE), "limit")
    store = call.house.store
    found = await store.history(entity, id, limit + 1, said.get("cursor") or None)
    lines = tuple(found[:limit])
    beside = tuple(await store.beside(done_elsewhere(call.scene, entity, lines), id))
    shown = await call.house.ask(history_for, HistoryAsk(call.scene, entity, id, lines, beside))
    if isinstance(shown, Refusal):
        return shown
    more = lines[-1].id if len(found) > limit else None
    told = cast("list[dict[str, Any]]", shown)
    named = await titles(call, of_history(call.house.live, entity, told))
    data: list[Json] = [_in_sight(line, named) for line in told]
    return Answer({"data": data, "next_cursor": more, "total": None, "titles": named})


def _in_sight(line: dict[str, Any], named: Mapping[str, Json]) -> dict[str, Any]:
    """A line that does not tell which record it was elsewhere, when that is none that the caller may see."""
    there = line["elsewhere"]
    if there is None or f"{there['entity']}/{there['id']}" in named:
        return line
    return {**line, "elsewhere": {**there, "id": None}}


async def duplicates(call: Call) -> Answer | Refusal:
    """Records with an equal value in a field that is looked at for duplicates."""
    said = call.said("input", "id")
    given, own = bodies.mapping(said, "input"), bodies.text(said, "id")
    ask = DuplicatesAsk(call.scene, call.path_params["entity"], given, own, call.language)
    found = await call.house.ask(find_duplicates, ask)
    return found if isinstance(found, Refusal) else Answer({"data": found})


def decided(outcome: Decision | Refusal) -> Answer | Refusal:
    """The answer to a command."""
    if isinstance(outcome, Refusal):
        return outcome
    return Answer(dict(outcome.answer), headers=etag(outcome.answer["version"]))


def within(number: int | None, name: str) -> int:
    """How many rows are wanted: as asked, or as many as a page has; refused when it is too many or too few."""
    number = PAGE if number is None else number
    if not 1 <= number <= MOST_ROWS:
        expected = {"en": f"a whole number from 1 to {MOST_ROWS}", "zh-CN": f"1 到 {MOST_ROWS} 的整数"}
        raise Refused(422, WRONG_VALUE, {"name": name, "expected": expected}, f"/{name}")
    return number


_ENTITY = "/api/v1/records/{entity}"
_RECORD = "/api/v1/records/{entity}/{id}"
_READ = (Access.SIGNED_IN, TokenScope.READ)
_WRITE = (Access.SIGNED_IN, TokenScope.WRITE)

WAYS: Sequence[Way] = (
    Way("GET", _ENTITY, list_records, *_READ, "List records.", query=_LIST),
    Way("POST", _ENTITY, create, *_WRITE, "Create a record.", Content.JSON, "/input"),
    Way("POST", _ENTITY + "/search", search_records, *_READ, "List records by a condition.", Content.JSON),
    Way("POST", _ENTITY + "/duplicates", duplicates, *_READ, "Look for duplicates.", Content.JSON, "/input"),
    Way("GET", _RECORD, get_one, *_READ, "Get a record."),
    Way("PATCH", _RECORD, change, *_WRITE, "Change a record.", Content.JSON, "/input"),
    Way("GET", _RECORD + "/history", history, *_READ, "Get the history of a record.", query=_HISTORY),
    Way("POST", _RECORD + "/reveal", reveal, *_WRITE, "Show a masked value, which is logged.", Content.JSON),
)
