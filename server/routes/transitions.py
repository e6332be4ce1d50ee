"""Transitions: which there are and why not, taking one, and explaining one."""

from collections.abc import Sequence

from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.preview_transition import preview_transition
from engine.commands.undo_merge import UndoMerge, undo_merge
from engine.ports.history import HistoryLine
from engine.queries.explain_rules import ExplainRulesAsk, explain_rules
from engine.queries.explain_transition import ExplainAsk, explain_transition
from engine.queries.offers import Offer, OffersAsk, offers
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import reason_json
from server.routes.records import decided
from server.ways import Answer, Content, Way


async def fire(call: Call) -> Answer | Refusal:
    """Take a record from one state to the next."""
    return decided(await call.house.submit(fire_transition, _asked(call), call.idempotency()))


def _asked(call: Call) -> FireTransition:
    said = call.said("input", "confirmed")
    return FireTransition(
        call.scene,
        call.path_params["entity"],
        call.path_params["id"],
        call.path_params["transition"],
        bodies.mapping(said, "input"),
        call.version(required=False),
        bodies.texts(said, "confirmed"),
    )


async def preview(call: Call) -> Answer | Refusal:
    """What taking a transition would do; nothing is changed."""
    found = await call.house.ask(preview_transition, _asked(call))
    return found if isinstance(found, Refusal) else Answer(found)


async def undo(call: Call) -> Answer | Refusal:
    """Take back that a record was merged into another."""
    call.said()
    ask = UndoMerge(call.scene, call.path_params["entity"], call.path_params["id"])
    return decided(await call.house.submit(undo_merge, ask, call.idempotency()))


async def list_offers(call: Call) -> Answer | Refusal:
    """Every transition of the record's state, allowed or not, with all reasons."""
    call.only(())
    found = await call.house.ask(
        offers, OffersAsk(call.scene, call.path_params["entity"], call.path_params["id"])
    )
    if isinstance(found, Refusal):
        return found
    return Answer({"data": [_offer(one, call.language) for one in found]})


async def explain(call: Call) -> Answer | Refusal:
    """Why a transition may be taken or not: who may, and every comparison of its guard."""
    call.only(())
    params = call.path_params
    ask = ExplainAsk(call.scene, params["entity"], params["id"], params["transition"], call.language)
    found = await call.house.ask(explain_transition, ask)
    return found if isinstance(found, Refusal) else Answer(found)


async def explain_line(call: Call) -> Answer | Refusal:
    """Why each rule that listened at a line of history fired or did not."""
    call.only(())
    params = call.path_params
    lines: list[HistoryLine] = []
    cursor: str | None = None
    while not any(one.id == params["line"] for one in lines) and len(lines) < _MOST_LINES:
        page = await call.house.store.history(params["entity"], params["id"], _LINES, cursor)
        lines += page
        if len(page) < _LINES:
            break
        cursor = page[-1].id
    ask = ExplainRulesAsk(
        call.scene, params["entity"], params["id"], params["line"], tuple(lines), call.language
    )
    found = await call.house.ask(explain_rules, ask)
    return found if isinstance(found, Refusal) else Answer(found)


def _offer(offer: Offer, language: str) -> Json:
    transition = offer.transition
    return {
        "id": transition.id,
        "label": in_language(transition.label, language, transition.id),
        "allowed": offer.allowed,
        "to": offer.to,
        "form": transition.form,
        "duty": transition.duty,
        "reasons": [reason_json(one, language) for one in offer.reasons],
        "limits": list(offer.limits),
    }


_LINES = 200  # of history that are read at once
_MOST_LINES = 5_000
_PLACE = "/api/v1/records/{entity}/{id}/transitions"
WAYS: Sequence[Way] = (
    Way(
        "POST",
        _PLACE + "/{transition}",
        fire,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Take a transition.",
        Content.JSON,
        "/input",
    ),
    Way(
        "POST",
        _PLACE + "/{transition}/preview",
        preview,
        Access.SIGNED_IN,
        TokenScope.READ,
        "What taking a transition would do.",
        Content.JSON,
        "/input",
    ),
    Way(
        "POST",
        "/api/v1/records/{entity}/{id}/merge/undo",
        undo,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Take a merge back.",
        Content.JSON,
    ),
    Way("GET", _PLACE, list_offers, Access.SIGNED_IN, TokenScope.READ, "List the transitions of a record."),
    Way(
        "GET",
        "/api/v1/explain/{entity}/{id}/{transition}",
        explain,
        Access.SIGNED_IN,
        TokenScope.READ,
        "Explain a transition.",
    ),
    Way(
        "GET",
        "/api/v1/explain/{entity}/{id}/history/{line}",
        explain_line,
        Access.SIGNED_IN,
        TokenScope.READ,
        "Explain the rules at a line of history.",
    ),
)
