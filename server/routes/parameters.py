"""Parameters: what administrators set without touching the pack, and who set it when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engine.diagnostics.refuse import refused
from engine.values.refusal import Kind, Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.parameter_list import change_shown, list_parameters
from server.parameter_problems import NO_PARAMETER
from server.parameters import SetParameter, set_parameter
from server.problem_details import Refused
from server.problems import WRONG_VALUE
from server.ways import Answer, Content, Way

_DAY = {"en": "a day such as 2026-03-01", "zh-CN": "日期，例如 2026-03-01"}
_MOST_LINES = 200


async def list_all(call: Call) -> Answer:
    """Every parameter with what is in force and what is to come."""
    call.only(())
    data = await list_parameters(call.house, call.language)
    return Answer({"data": data, "next_cursor": None, "total": {"value": len(data), "exact": True}})


async def put(call: Call) -> Answer | Refusal:
    """Set, plan, take back or confirm a value; the answer is the parameter as it is then."""
    said = call.said("value", "centre", "option", "from", "confirm")
    name = call.path_params["name"]
    asked = SetParameter(
        name,
        said.get("value"),
        "value" in said,
        bodies.text(said, "centre"),
        bodies.text(said, "option"),
        _day(said),
        bodies.truth(said, "confirm"),
        call.caller.actor.person,
    )
    refusal = await set_parameter(call.house, asked)
    if refusal is not None:
        return refusal
    shown = await list_parameters(call.house, call.language)
    return Answer(next(one for one in shown if one["id"] == name))


async def history(call: Call) -> Answer | Refusal:
    """Who changed a parameter, when and how, newest first."""
    query = call.only(("limit",))
    name = call.path_params["name"]
    parameter = call.house.live.parameters.get(name)
    if parameter is None:
        return refused(Kind.MISSING, NO_PARAMETER, {"name": name[:100]})
    limit = min(max(bodies.number(query.get("limit"), "limit", 50), 1), _MOST_LINES)
    changes = await call.house.store.settings.log(name, limit)
    return Answer({"data": [change_shown(parameter, one) for one in changes]})


def _day(said: Mapping[str, Any]) -> date | None:
    text = bodies.text(said, "from")
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise Refused(422, WRONG_VALUE, {"name": "from", "expected": _DAY}, "/from") from None


_ALL = "/api/v1/parameters"
_ADMIN = (Access.ADMIN, TokenScope.ADMIN)
WAYS: Sequence[Way] = (
    Way(
        "GET", _ALL, list_all, *_ADMIN, "The parameters of the pack: values in force and to come, and bounds."
    ),
    Way(
        "PUT",
        _ALL + "/{name}",
        put,
        *_ADMIN,
        "Set, plan, take back or confirm the value of a parameter.",
        Content.JSON,
    ),
    Way(
        "GET",
        _ALL + "/{name}/history",
        history,
        *_ADMIN,
        "Who changed a parameter, when and how.",
        query={"limit": "At most so many."},
    ),
)
