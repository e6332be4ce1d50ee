"""Limits: asking for an exception to one, and what is free under one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engine.commands.ask_exception import AskException, Attempt, ask_exception
from engine.commands.change_record import ChangeRecord
from engine.commands.create_record import CreateRecord
from engine.commands.fire_transition import FireTransition
from engine.commands.reveal_field import RevealField
from engine.commands.take_export import TakeExport
from engine.queries.free_slots import FreeAsk, free_slots
from engine.values.duration import Duration
from engine.values.plain import Label
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call, etag
from server.exports.export import ExportAsk, export
from server.filters import apart, equal
from server.problem_details import Refused
from server.problems import MISSING_KEY, WRONG_VALUE
from server.ways import Answer, Content, Way

_WHAT = ("create", "change", "transition", "reveal", "export")
_ONE: Label = {"en": f"just one of {', '.join(_WHAT)}", "zh-CN": f"{'、'.join(_WHAT)} 中的一个"}
_DAY: Label = {"en": "a day such as 2026-03-02", "zh-CN": "日期，例如 2026-03-02"}
_LENGTH: Label = {"en": "a duration such as PT45M", "zh-CN": "时长，例如 PT45M"}
_FREE = {
    "day": "A local day (today).",
    "length": "Of things that must not overlap: how long a gap must be, such as PT45M.",
}


async def ask(call: Call) -> Answer | Refusal:
    """Ask for an exception: what was refused is tried again, and whoever decides about it is asked."""
    said = call.said("reason", *_WHAT, "id", "input", "form", "rows", "confirmed")
    attempt = _attempt(call, said)
    if isinstance(attempt, Refusal):
        return attempt
    reason = bodies.text(said, "reason", required=True) or ""
    asked = AskException(call.scene, call.path_params["limit"], attempt, reason)
    outcome = await call.house.submit(ask_exception, asked, call.idempotency())
    if isinstance(outcome, Refusal):
        return outcome
    return Answer(dict(outcome.answer), 201, etag(outcome.answer["version"]))


def _attempt(call: Call, said: Mapping[str, Any]) -> Attempt | Refusal:
    named = [one for one in _WHAT if said.get(one) is not None]
    if len(named) != 1:
        raise Refused(422, WRONG_VALUE, {"name": ", ".join(named) or "create", "expected": _ONE})
    entity, _, name = (bodies.text(said, named[0]) or "").partition(".")
    scene, confirmed = call.scene, bodies.texts(said, "confirmed")
    given, form = bodies.mapping(said, "input"), bodies.text(said, "form")
    match named[0]:
        case "create":
            return CreateRecord(scene, entity, given, form, confirmed=confirmed)
        case "change":
            return ChangeRecord(scene, entity, _id(said), given, form, confirmed=confirmed)
        case "transition":
            return FireTransition(scene, entity, _id(said), name, given, confirmed=confirmed)
        case "reveal":
            return RevealField(scene, entity, _id(said), name)
        case _:
            # Only who may take records of this kind out can ask to take out more.
            table = export(call.house, scene, ExportAsk(entity, None, ("id",), ()))
            return table if isinstance(table, Refusal) else TakeExport(scene, entity, _rows(said), confirmed)


def _id(said: Mapping[str, Any]) -> str:
    id = bodies.text(said, "id")
    if not id:
        raise Refused(422, MISSING_KEY, {"name": "id"}, "/id")
    return id


def _rows(said: Mapping[str, Any]) -> int:
    rows = bodies.whole(said, "rows")
    if rows is None:
        raise Refused(422, MISSING_KEY, {"name": "rows"}, "/rows")
    return rows


async def free(call: Call) -> Answer | Refusal:
    """What is free on one day."""
    filters, said = apart(call.query(), _FREE)
    length = Duration.parse(said["length"]) if "length" in said else None
    if "length" in said and (length is None or length.rough_seconds <= 0):
        raise Refused(422, WRONG_VALUE, {"name": "length", "expected": _LENGTH})
    asked = FreeAsk(call.scene, call.path_params["limit"], equal(filters), _day(said.get("day")), length)
    found = await call.house.ask(free_slots, asked)
    return found if isinstance(found, Refusal) else Answer(found)


def _day(text: str | None) -> date | None:
    try:
        day = None if text is None else date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day is not None and not _FIRST <= day <= _LAST:
        raise Refused(422, WRONG_VALUE, {"name": "day", "expected": _DAY})
    return day


_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)
WAYS: Sequence[Way] = (
    Way(
        "POST",
        "/api/v1/limits/{limit}/exceptions",
        ask,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Ask for an exception to a limit.",
        Content.JSON,
    ),
    Way(
        "GET",
        "/api/v1/limits/{limit}/free",
        free,
        Access.SIGNED_IN,
        TokenScope.READ,
        "What is free on a day: `filter[field]=value` for each field that the limit counts by.",
        query=_FREE,
    ),
)
