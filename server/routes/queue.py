"""My work: what I should do now, the most urgent first, each with why it is here and what to do next."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence

from engine.access.reach import active
from engine.ports.store import BadCursor
from engine.ports.work import Task
from engine.queries.queue_item import About, ItemAsk, queue_item
from engine.queries.show import Showing
from engine.queries.work_queue import MOST, Item, QueueAsk, counts, owned_ask, work_queue
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.next_steps import next_json
from server.problem_details import reason_json
from server.routes.records import PAGE, within
from server.titles import titles
from server.ways import Answer, Way


async def queue(call: Call) -> Answer | Refusal:
    """One page of what the caller should do, and how much there is of each sort."""
    asked = call.only(("limit", "cursor"))
    scene, store = call.scene, call.house.store
    person = scene.actor.person
    behind = _place(asked["cursor"]) if "cursor" in asked else None
    if person is None:
        return _answer([], [], None, {})
    tasks = await store.tasks.of_person(person, _duties(call), MOST, teams=_teams(call))
    owned = await store.queue.of_owner(owned_ask(scene, person))
    items = await store.ask(work_queue, QueueAsk(scene, tasks, owned))
    left = [one for one in items if behind is None or one.rank > behind]
    size = within(bodies.number(asked.get("limit"), "limit", PAGE), "limit")
    page = left[:size]
    entities = scene.release.entities
    showing = {entity: Showing(scene, entities[entity]) for entity in {one.entity for one in page}}
    asks = [ItemAsk(scene, one.entity, one.record, showing[one.entity]) for one in page]
    about = await store.ask_each(queue_item, asks)
    shown = [
        _item(call, one, found) for one, found in zip(page, about, strict=True) if isinstance(found, About)
    ]
    named = await titles(call, _links(page, shown))
    return _answer(shown, items, _cursor(page[-1]) if len(left) > size else None, named)


def _links(page: Sequence[Item], shown: Sequence[Json]) -> list[tuple[str, str]]:
    """The records that things are to be done about, and the persons whose tasks they are."""
    if not shown:
        return []
    people = {one.task.person for one in page if one.task and one.task.person}
    centres = {one.task.centre for one in page if one.task and one.task.centre}
    return [
        *((one.entity, one.record) for one in page),
        *(("person", person) for person in sorted(people)),
        *(("centre", centre) for centre in sorted(centres)),
    ]


def _answer(
    shown: list[Json], items: Sequence[Item], cursor: str | None, named: Mapping[str, Json]
) -> Answer:
    found = counts(items)
    exact = all(found[kind] < MOST for kind in ("task", "next_action", "deadline", "stale"))
    total: Json = {"value": found["total"], "exact": exact}
    return Answer(
        {"data": shown, "next_cursor": cursor, "total": total, "counts": dict(found), "titles": named}
    )


def _duties(call: Call) -> list[tuple[str, str | None]]:
    """Each duty that the caller holds, with the centre of the post."""
    return [
        (duty.id, holding.centre)
        for holding in active(call.caller.actor, call.scene.today())
        for duty in call.house.live.access.duties.values()
        if holding.role in duty.held_by
    ]


def _teams(call: Call) -> list[tuple[str, str | None]]:
    held = active(call.caller.actor, call.scene.today())
    return [(holding.team, holding.centre) for holding in held if holding.team]


def _item(call: Call, item: Item, about: About) -> Json:
    entity = call.house.live.entities[item.entity]
    workflow = call.house.live.workflows.get(item.entity)
    state = workflow.states.get(about.state or "") if workflow else None
    return {
        "kind": item.kind,
        "id": item.task.id if item.task else item.record,
        "entity": item.entity,
        "entity_label": in_language(entity.label, call.language, entity.id),
        "record": item.record,
        "version": about.version,
        "number": about.number,
        "title": about.title,
        "state": about.state,
        "state_label": in_language(state.label, call.language, state.id) if state else None,
        "label": _label(call, item, about),
        "due_at": _moment(item.due_at),
        "overdue_since": _moment(item.overdue_since),
        "stale_since": _moment(item.stale_since),
        "reasons": [reason_json(one.reason(), call.language) for one in item.says],
        "next": [next_json(call, one) for one in about.next],
        "task": _task(item.task) if item.task else None,
    }


def _label(call: Call, item: Item, about: About) -> Json:
    """What is to be done, where something says so."""
    if item.task is not None:
        return in_language(item.task.label, call.language)
    said = about.action
    return (
        in_language({key: str(text) for key, text in said.items()}, call.language)
        if isinstance(said, dict)
        else said
    )


def _task(task: Task) -> Json:
    return {
        "person": task.person,
        "duty": task.duty,
        "team": task.team,
        "centre": task.centre,
        "taken_at": _moment(task.taken_at),
        "done_by": [*task.done_by],
        "at": _moment(task.at),
        "rule": task.rule,
    }


def _moment(at: object) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")  # type: ignore[attr-defined]


def _cursor(item: Item) -> str:
    return base64.urlsafe_b64encode(json.dumps(item.rank).encode()).decode().rstrip("=")


def _place(cursor: str) -> tuple[int, str, str]:
    """The place that a cursor of an earlier page names."""
    try:
        first, at, id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return int(first), str(at), str(id)
    except (binascii.Error, ValueError, TypeError):
        raise BadCursor from None


WAYS: Sequence[Way] = (
    Way(
        "GET",
        "/api/v1/queue",
        queue,
        Access.SIGNED_IN,
        TokenScope.READ,
        "What you should do now, and why; the most urgent first.",
        query={"limit": "How many, 1 to 200 (50).", "cursor": "The `next_cursor` of the page before."},
    ),
)
