"""Who decides in one's place while one is away."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engine.commands.set_delegation import SetDelegation, set_delegation
from engine.queries.delegation import DelegationAsk, delegation
from engine.values.plain import Label
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused
from server.problems import WRONG_VALUE
from server.ways import Answer, Content, Way

_PLACE = "/api/v1/me/delegation"
_DAY: Label = {"en": "a day such as 2026-03-02", "zh-CN": "日期，例如 2026-03-02"}


async def get_own(call: Call) -> Answer | Refusal:
    """The caller's delegation."""
    call.only(())
    return Answer(await call.house.ask(delegation, DelegationAsk(call.scene)))


async def put_own(call: Call) -> Answer | Refusal:
    """Another delegation, or none."""
    said = call.said("to", "since", "until", "reason")
    ask = SetDelegation(
        call.scene,
        bodies.text(said, "to") or None,
        _day(said, "since"),
        _day(said, "until"),
        bodies.text(said, "reason") or "",
    )
    outcome = await call.house.submit(set_delegation, ask)
    return outcome if isinstance(outcome, Refusal) else Answer(dict(outcome.answer))


def _day(said: Mapping[str, Any], name: str) -> date | None:
    text = bodies.text(said, name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(422, WRONG_VALUE, {"name": name, "expected": _DAY}, f"/{name}") from None


WAYS: Sequence[Way] = (
    Way("GET", _PLACE, get_own, Access.SIGNED_IN, TokenScope.READ, "Who decides in your place."),
    Way(
        "PUT",
        _PLACE,
        put_own,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Say who decides in your place.",
        Content.JSON,
    ),
)
