"""Settings of one's own: how messages to one are wanted, and how the workspace is liked."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from engine.commands.change_user import ChangeUser, change_user
from engine.commands.keep_own import KeepOwn, keep_own
from engine.facts.own_things import OWN_SETTINGS, settings_id
from engine.queries.own_things import OwnAsk, own_settings
from engine.queries.prepare_message import NOTIFICATIONS
from engine.values.plain import Json, Label, Value
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.json_out import dump
from server.problem_details import Refused
from server.problems import WRONG_VALUE
from server.routes.users import LANGUAGES
from server.ways import Answer, Content, Way

WORKSPACE = "workspace"
_LARGEST = 20_000  # bytes
_WAYS = frozenset({"sms", "mail"})
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_PLAIN: Label = {
    "en": "whole characters, and whole numbers of at most 64 bits",
    "zh-CN": "完整的字符，以及不超过 64 位的整数",
}
_SIZE: Label = {"en": f"at most {_LARGEST} bytes", "zh-CN": f"不超过 {_LARGEST} 字节"}
_OFF: Label = {"en": "the ways “sms” and “mail” of messages", "zh-CN": "各消息的渠道“sms”和“mail”"}
_LANGUAGE: Label = {"en": "en, zh-CN or nothing", "zh-CN": "en、zh-CN 或空"}
_QUIET: Label = {"en": 'nothing, or {"from": "22:00", "until": "07:00"}', "zh-CN": '空，或 {"from": "22:00", "until": "07:00"}'}  # fmt: skip


async def get_settings(call: Call) -> Answer | Refusal:
    """Both parts, and the messages that come by more than one way."""
    call.only(())
    kept = cast("Mapping[str, Json]", await call.house.ask(own_settings, OwnAsk(call.scene)))
    messages: dict[str, Json] = {
        one.id: {"label": dict(one.label), "channels": list(one.channels)}
        for one in call.house.live.messages.values()
        if len(one.channels) > 1
    }
    return Answer(
        {NOTIFICATIONS: kept.get(NOTIFICATIONS, {}), WORKSPACE: kept.get(WORKSPACE, {}), "messages": messages}
    )


async def put_notifications(call: Call) -> Answer | Refusal:
    """Which ways are not wanted for which message, and when nothing is."""
    said = call.said("off", "quiet")
    kept: dict[str, Json] = {"off": _off(said)}
    quiet = _quiet(said.get("quiet"))
    return await _put(call, NOTIFICATIONS, {**kept, "quiet": quiet} if quiet else kept)


async def put_workspace(call: Call) -> Answer | Refusal:
    """How the workspace is liked: an object whose meaning its client alone knows."""
    return await _put(call, WORKSPACE, bodies.mapping(call.said("settings"), "settings"))


async def put_language(call: Call) -> Answer | Refusal:
    """The language of messages to one, and of the workspace where no other was chosen; null is the pack's."""
    said = call.said("language")
    language = bodies.text(said, "language")
    if language is not None and language not in LANGUAGES:
        raise Refused(422, WRONG_VALUE, {"name": "language", "expected": _LANGUAGE}, "/language")
    asked = ChangeUser(call.scene, call.caller.account.id, {"language": language})
    outcome = await call.house.submit(change_user, asked)
    if isinstance(outcome, Refusal):
        return outcome
    call.house.people_changed()
    return Answer({"language": language})


async def _put(call: Call, part: str, body: Mapping[str, Json]) -> Answer | Refusal:
    try:
        size = len(dump(dict(body)))
    except TypeError:  # what JSON text can say and no reader of JSON has to understand
        raise Refused(422, WRONG_VALUE, {"name": part, "expected": _PLAIN}) from None
    if size > _LARGEST:
        raise Refused(422, WRONG_VALUE, {"name": part, "expected": _SIZE})
    id = settings_id(call.caller.actor.person or "", part)
    values: dict[str, Value] = {"part": part, "body": cast("Value", dict(body))}
    ask = KeepOwn(call.scene, OWN_SETTINGS, id, values)
    outcome = await call.house.submit(keep_own, ask)
    return outcome if isinstance(outcome, Refusal) else await get_settings(call)


def _off(said: Mapping[str, Any]) -> dict[str, Json]:
    """Message -> ways; a message that the pack no longer has does no harm."""
    found: dict[str, Json] = {}
    for message, ways in bodies.mapping(said, "off").items():
        if not isinstance(ways, list) or not all(isinstance(way, str) and way in _WAYS for way in ways):
            raise Refused(422, WRONG_VALUE, {"name": message[:100], "expected": _OFF}, "/off")
        if ways:
            found[message] = sorted({str(way) for way in ways})
    return found


def _quiet(given: object) -> dict[str, Json] | None:
    if given is None:
        return None
    times: Mapping[str, object] = cast("Mapping[str, object]", given) if isinstance(given, Mapping) else {}
    found: dict[str, Json] = {
        name: value for name, value in times.items() if isinstance(value, str) and _TIME.fullmatch(value)
    }
    if {*times} != {"from", "until"} or {*found} != {*times}:
        raise Refused(422, WRONG_VALUE, {"name": "quiet", "expected": _QUIET}, "/quiet")
    return found


_PLACE = "/api/v1/me/settings"
_WRITE = (Access.SIGNED_IN, TokenScope.WRITE)
WAYS: Sequence[Way] = (
    Way(
        "PUT",
        "/api/v1/me/language",
        put_language,
        *_WRITE,
        "Say in which language messages come to you.",
        Content.JSON,
    ),
    Way("GET", _PLACE, get_settings, Access.SIGNED_IN, TokenScope.READ, "Your settings."),
    Way(
        "PUT",
        f"{_PLACE}/{NOTIFICATIONS}",
        put_notifications,
        *_WRITE,
        "Say how messages to you are wanted.",
        Content.JSON,
    ),
    Way(
        "PUT",
        f"{_PLACE}/{WORKSPACE}",
        put_workspace,
        *_WRITE,
        "Put by how you like the workspace.",
        Content.JSON,
    ),
)
