"""What has gone out, or would have: for administrators."""

from collections.abc import Sequence

from engine.ports.outbox import STATES, Effect, Filter
from engine.values.plain import Json
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.delivery.log import log_of
from server.problem_details import Refused
from server.problems import WRONG_VALUE
from server.ways import Answer, Way

_PAGE = 100
_QUERY = {
    "state": f"One of {', '.join(STATES)} (all).",
    "record": "Only those about this record.",
    "kind": "message, digest or call (all).",
    "name": "Only this message, digest or call.",
    "recipient": "Only those for this person (id) or address.",
    "cursor": "The `next_cursor` of the page before.",
}


async def list_effects(call: Call) -> Answer | Refusal:
    """Effects, newest first, each with what became of it."""
    said = call.only((*_QUERY,))
    state = said.get("state") or None
    if state is not None and state not in STATES:
        expected = {"en": ", ".join(STATES), "zh-CN": "、".join(STATES)}
        raise Refused(422, WRONG_VALUE, {"name": "state", "expected": expected})
    outbox = call.house.store.outbox
    wanted = Filter(
        **{name: said.get(name) or None for name in ("state", "record", "kind", "name", "recipient")}
    )
    found = await outbox.effects(wanted, limit=_PAGE + 1, before=said.get("cursor") or None)
    more = found[_PAGE - 1].id if len(found) > _PAGE else None
    return Answer(
        {"data": [_effect(one, call.language) for one in found[:_PAGE]], "next_cursor": more, "total": None}
    )


def _effect(one: Effect, language: str) -> Json:
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "entity": one.entity,
        "record": one.record,
        "at": one.at.isoformat(),
        "state": one.state,
        "attempts": one.attempts,
        "error": one.error,
        "done_at": one.done_at.isoformat() if one.done_at else None,
        "to": one.body.get("to"),
        "channel": None if one.kind == "call" else one.lane,
        "due_at": one.due_at.isoformat(),
        "sent": one.answer,
        "log": log_of(one, language),
    }


WAYS: Sequence[Way] = (
    Way(
        "GET",
        "/api/v1/sink",
        list_effects,
        Access.ADMIN,
        TokenScope.ADMIN,
        "What has gone out, or would have: to whom, on which channel, in which language.",
        query=_QUERY,
    ),
)
