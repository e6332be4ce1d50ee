"""My work: open tasks, each with what it is about and what to do."""

from collections.abc import Sequence

from engine.access.duty import Duty
from engine.access.reach import active
from engine.ports.work import Task
from engine.queries.get_record import RecordAsk
from engine.queries.titles import record_title
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.ways import Answer, Way


async def queue(call: Call) -> Answer | Refusal:
    """The open tasks of the caller, and of the duties that the caller holds; oldest first."""
    call.only(())
    actor = call.caller.actor
    if actor.person is None:
        return Answer({"data": [], "next_cursor": None, "total": None})
    tasks = await call.house.store.tasks.of_person(actor.person, _posts(call))
    found = [await _item(call, task) for task in tasks]
    shown = [one for one in found if one is not None]
    return Answer({"data": shown, "next_cursor": None, "total": {"value": len(shown), "exact": True}})


def _posts(call: Call) -> list[tuple[str, str | None]]:
    """Each duty that the caller holds, with the centre of the post."""
    duties: Sequence[Duty] = [*call.house.live.access.duties.values()]
    return [
        (duty.id, holding.centre)
        for holding in active(call.caller.actor, call.scene.today())
        for duty in duties
        if holding.role in duty.held_by
    ]


async def _item(call: Call, task: Task) -> Json:
    """A task; None when its record may not be seen by whoever asks."""
    title = await call.house.ask(record_title, RecordAsk(call.scene, task.entity, task.record))
    if isinstance(title, Refusal):
        return None
    return {
        "id": task.id,
        "entity": task.entity,
        "record": task.record,
        **title,
        "label": in_language(task.label, call.language),
        "for": {"person": task.person, "duty": task.duty, "centre": task.centre},
        "done_by": [*task.done_by],
        "why": task.rule,
        "at": task.at.isoformat().replace("+00:00", "Z"),
        "due_at": task.due_at.isoformat().replace("+00:00", "Z") if task.due_at else None,
    }


WAYS: Sequence[Way] = (
    Way("GET", "/api/v1/queue", queue, Access.SIGNED_IN, TokenScope.READ, "Your open tasks, oldest first."),
)
