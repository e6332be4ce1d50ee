"""What was sent about a record, and what people decide about an effect that nobody knows the outcome of."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from engine.conditions.types import TEXT
from engine.ports.outbox import Effect, Filter
from engine.queries.get_record import RecordAsk
from engine.queries.titles import record_title
from engine.records.entity import Field, FieldKind
from engine.records.present import masked
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.delivery.log import log_of
from server.problem_details import Refused
from server.problems import NO_SUCH_EFFECT, NOT_IN_THIS_STATE, WRONG_VALUE
from server.ways import Answer, Content, Way

_PAGE = 100
_QUERY = {"cursor": "The `next_cursor` of the page before."}
_DECISIONS = ("resend", "sent", "not_sent", "cancel")


async def of_record(call: Call) -> Answer | Refusal:
    """Messages and calls about a record, newest first, for whoever may see the record; without their texts."""
    said = call.only((*_QUERY,))
    entity, id = call.path_params["entity"], call.path_params["id"]
    title = await call.house.ask(record_title, RecordAsk(call.scene, entity, id))
    if isinstance(title, Refusal):
        return title
    found = await call.house.store.outbox.effects(
        Filter(record=id), limit=_PAGE + 1, before=said.get("cursor") or None
    )
    more = found[_PAGE - 1].id if len(found) > _PAGE else None
    return Answer({"data": [_shown(call, one) for one in found[:_PAGE]], "next_cursor": more, "total": None})


def _shown(call: Call, one: Effect) -> Json:
    message = call.house.live.messages.get(one.name) if one.kind == "message" else None
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "label": in_language(message.label, call.language, one.name) if message else one.name,
        "to": _recipient(one),
        "channel": None if one.kind == "call" else one.lane,
        "state": one.state,
        "at": one.at.isoformat().replace("+00:00", "Z"),
        "due_at": one.due_at.isoformat().replace("+00:00", "Z"),
        "log": log_of(one, call.language, whole=False),
    }


def _recipient(one: Effect) -> Json:
    """Who it is for; an address outside is masked, since it may stand in a field that the reader may not see."""
    said = cast("Sequence[Mapping[str, Any]]", one.body.get("to") or ({},))[0]
    address = said.get("address")
    if not address:
        return dict(said) or None
    mail = "@" in str(address)
    field = Field(
        "address", FieldKind.EMAIL if mail else FieldKind.PHONE, TEXT, {}, mask="email" if mail else "phone"
    )
    return {"address": str(masked(field, str(address)))}


async def decide(call: Call) -> Answer | Refusal:
    """Send one again, say that it went out or did not, or cancel one that has not begun."""
    decision = bodies.text(call.said("decision"), "decision", required=True)
    if decision not in _DECISIONS:
        expected = {"en": ", ".join(_DECISIONS), "zh-CN": "、".join(_DECISIONS)}
        raise Refused(422, WRONG_VALUE, {"name": "decision", "expected": expected}, "/decision")
    outbox, now, id = call.house.store.outbox, call.house.clock.now(), call.path_params["effect"]
    if decision == "resend":
        decided = await outbox.retry(id, now)
    elif decision == "cancel":
        decided = await outbox.cancel(id, now)
    else:
        decided = await outbox.settle(id, now, "done" if decision == "sent" else "failed", "by_hand")
    effect = await outbox.effect(id)
    if effect is None:
        raise Refused(404, NO_SUCH_EFFECT)
    if not decided:
        raise Refused(409, NOT_IN_THIS_STATE, {"state": effect.state})
    return Answer({"id": effect.id, "state": effect.state})


WAYS: Sequence[Way] = (
    Way(
        "GET",
        "/api/v1/records/{entity}/{id}/messages",
        of_record,
        Access.SIGNED_IN,
        TokenScope.READ,
        "What was sent about a record, and what became of it.",
        query=_QUERY,
    ),
    Way(
        "POST",
        "/api/v1/sink/{effect}",
        decide,
        Access.ADMIN,
        TokenScope.ADMIN,
        "Decide about an effect: resend, sent, not_sent or cancel.",
        Content.JSON,
    ),
)
