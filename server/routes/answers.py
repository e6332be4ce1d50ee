"""Answers from outside: a provider, or a program that knows it, tells what became of a call."""

from collections.abc import Sequence

from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.delivery.answers import hear
from server.problem_details import Refused
from server.problems import NO_SUCH_EFFECT, NOT_ADMIN, NOT_IN_THIS_STATE, WRONG_VALUE
from server.ways import Answer, Content, Way

_OUTCOMES = ("answer", "failure")


async def answer(call: Call) -> Answer | Refusal:
    """Let the record hear the answer of a call; a repeat changes nothing, however late it comes."""
    if call.caller.token is None and not call.caller.is_admin:
        raise Refused(403, NOT_ADMIN)
    said = call.said("outcome", "input")
    outcome = bodies.text(said, "outcome") or "answer"
    if outcome not in _OUTCOMES:
        expected = {"en": "answer or failure", "zh-CN": "answer 或 failure"}
        raise Refused(422, WRONG_VALUE, {"name": "outcome", "expected": expected}, "/outcome")
    outbox, id = call.house.store.outbox, call.path_params["effect"]
    effect = await outbox.effect(id)
    if effect is None or effect.kind != "call":
        raise Refused(404, NO_SUCH_EFFECT)
    if not effect.attempts or effect.state == "cancelled":
        raise Refused(409, NOT_IN_THIS_STATE, {"state": effect.state})
    heard = await hear(call.house, effect, bodies.mapping(said, "input") or {}, failed=outcome == "failure")
    if isinstance(heard, Refusal):
        return heard
    now = call.house.clock.now()
    # Whoever answers was asked: nobody needs to ask again, or to wonder.
    if not await outbox.settle(id, now, "done", "answered"):
        await outbox.cancel(id, now, "answered")
    return Answer({"effect": id, "repeated": bool(heard.answer.get("repeated"))})


WAYS: Sequence[Way] = (
    Way(
        "POST",
        "/api/v1/answers/{effect}",
        answer,
        Access.SIGNED_IN,
        TokenScope.ANSWER,
        "Tell what became of a call.",
        Content.JSON,
        "/input",
    ),
)
