"""Approvals: those that wait for one, those one has asked for, one of them, and deciding it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, cast

from engine.commands.decide_approval import VERDICTS, DecideApproval, decide_approval
from engine.queries.approvals import ApprovalAsk, ApprovalsAsk, show_approval, show_approvals
from engine.queries.precedents import DAYS, MOST, PrecedentsAsk, precedents
from engine.values.plain import Label
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused
from server.problems import MISSING_KEY, WRONG_VALUE
from server.routes.records import decided
from server.titles import of_record, titles
from server.ways import Answer, Content, Way

_PAGE, _MOST = 50, 200
_LIST = {
    "role": "`to_decide` (those that wait for you; the default), `delegated` (those that wait for others in your place) or `asked` (those you have asked for).",
    "limit": "How many, 1 to 200 (50).",
    "cursor": "The `next_cursor` of the page before.",
}
_ROLES: Label = {"en": "to_decide, delegated or asked", "zh-CN": "to_decide、delegated 或 asked"}
_LIMIT: Label = {"en": f"a whole number from 1 to {_MOST}", "zh-CN": f"1 到 {_MOST} 的整数"}
_SIDES: Label = {"en": "before or after", "zh-CN": "before 或 after"}


async def list_approvals(call: Call) -> Answer | Refusal:
    """Those that wait for the caller, or for others in the caller's place, the longest waiting first; or those the caller has asked for, the latest first."""
    said = call.only((*_LIST,))
    role, person = said.get("role", "to_decide"), call.caller.actor.person
    if role not in ("to_decide", "delegated", "asked"):
        raise Refused(422, WRONG_VALUE, {"name": "role", "expected": _ROLES})
    limit = bodies.number(said.get("limit"), "limit", _PAGE)
    if not 1 <= limit <= _MOST:
        raise Refused(422, WRONG_VALUE, {"name": "limit", "expected": _LIMIT})
    if person is None:
        return Answer({"data": [], "next_cursor": None, "total": None, "titles": {}})
    book = call.house.store.approvals
    find = {"to_decide": book.to_decide, "delegated": book.delegated, "asked": book.asked_by}
    ids = await find[role](person, limit + 1, said.get("cursor") or None)
    page = tuple(ids[:limit])
    shown = await call.house.ask(show_approvals, ApprovalsAsk(call.scene, page, call.language))
    if isinstance(shown, Refusal):
        return shown
    named = await titles(call, [link for one in cast("list[dict[str, Any]]", shown) for link in _about(one)])
    more = page[-1] if len(ids) > limit else None
    return Answer({"data": shown, "next_cursor": more, "total": None, "titles": named})


def _about(shown: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The record that a shown approval is about."""
    return [(shown["about"]["entity"], shown["about"]["record"])]


async def get_one(call: Call) -> Answer | Refusal:
    """One approval whole."""
    call.only(())
    ask = ApprovalAsk(call.scene, call.path_params["approval"], call.language)
    found = await call.house.ask(show_approval, ask)
    if isinstance(found, Refusal):
        return found
    about = cast("Mapping[str, Any]", found["about"])
    covered = cast("Mapping[str, Any]", found["covered"])
    told = {"entity": about["entity"], "values": covered["values"], "lines": covered["lines"]}
    named = await titles(call, [*_about(found), *of_record(call.house.live, told)])
    return Answer({**found, "titles": named})


async def get_precedents(call: Call) -> Answer | Refusal:
    """What was decided lately about the like."""
    call.only(())
    scene, id = call.scene, call.path_params["approval"]
    shown = await call.house.ask(show_approval, ApprovalAsk(scene, id, call.language))
    if isinstance(shown, Refusal):
        return shown
    since = scene.now - timedelta(days=DAYS)
    alike = await call.house.store.approvals.decided(str(shown["approval"]), since, MOST)
    found = await call.house.ask(precedents, PrecedentsAsk(scene, id, tuple(alike)))
    return found if isinstance(found, Refusal) else Answer(found)


async def decide(call: Call) -> Answer | Refusal:
    """Decide it, or take it back, or remind those who are waited for."""
    said = call.said("decision", "reason", "seen", "line", "to", "where", "input", "confirmed", "step")
    ask = DecideApproval(
        call.scene,
        call.path_params["approval"],
        _one_of(said, "decision", VERDICTS, {"en": ", ".join(VERDICTS), "zh-CN": "、".join(VERDICTS)}),
        bodies.text(said, "reason") or "",
        bodies.whole(said, "seen"),
        bodies.text(said, "line"),
        bodies.text(said, "to"),
        _one_of(said, "where", ("before", "after"), _SIDES, "before"),
        bodies.mapping(said, "input"),
        bodies.texts(said, "confirmed"),
        bodies.text(said, "step"),
    )
    return decided(await call.house.submit(decide_approval, ask, call.idempotency()))


def _one_of(
    said: Mapping[str, Any], name: str, known: tuple[str, ...], expected: Label, otherwise: str | None = None
) -> str:
    value = bodies.text(said, name) or otherwise
    if value is None:
        raise Refused(422, MISSING_KEY, {"name": name}, f"/{name}")
    if value not in known:
        raise Refused(422, WRONG_VALUE, {"name": name, "expected": expected}, f"/{name}")
    return value


WAYS: Sequence[Way] = (
    Way(
        "GET",
        "/api/v1/approvals",
        list_approvals,
        Access.SIGNED_IN,
        TokenScope.READ,
        "List the approvals that wait for you, or for others in your place, or that you have asked for.",
        query=_LIST,
    ),
    Way(
        "GET",
        "/api/v1/approvals/{approval}",
        get_one,
        Access.SIGNED_IN,
        TokenScope.READ,
        "Get an approval.",
    ),
    Way(
        "GET",
        "/api/v1/approvals/{approval}/precedents",
        get_precedents,
        Access.SIGNED_IN,
        TokenScope.READ,
        "What was decided about the like of an approval in the last 90 days.",
    ),
    Way(
        "POST",
        "/api/v1/approvals/{approval}/decision",
        decide,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Decide an approval.",
        Content.JSON,
    ),
)
