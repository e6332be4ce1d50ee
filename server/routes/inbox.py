"""The inbox: messages to whoever calls, in the application itself."""

from collections.abc import Sequence

from engine.ports.inbox import Letter
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused
from server.problems import NO_SUCH_LETTER, WRONG_VALUE
from server.ways import Answer, Content, Way

_PAGE = 50
_QUERY = {
    "unread": "true: only those that were not read.",
    "cursor": "The `next_cursor` of the page before.",
}


async def list_letters(call: Call) -> Answer | Refusal:
    """The letters of the caller, newest first, with how many are unread."""
    said = call.only((*_QUERY,))
    unread = said.get("unread", "false")
    if unread not in ("true", "false"):
        expected = {"en": "true or false", "zh-CN": "true 或 false"}
        raise Refused(422, WRONG_VALUE, {"name": "unread", "expected": expected})
    person, inbox = call.caller.actor.person, call.house.store.inbox
    if person is None:
        return Answer({"data": [], "unread": 0, "next_cursor": None, "total": None})
    found = await inbox.letters(
        person, unread=unread == "true", limit=_PAGE + 1, before=said.get("cursor") or None
    )
    language = call.caller.account.language or call.language
    return Answer(
        {
            "data": [_shown(one, language) for one in found[:_PAGE]],
            "unread": await inbox.unread(person),
            "next_cursor": found[_PAGE - 1].id if len(found) > _PAGE else None,
            "total": None,
        }
    )


async def read_one(call: Call) -> Answer | Refusal:
    """The caller has read a letter; saying it again changes nothing."""
    call.said()
    person, inbox = call.caller.actor.person, call.house.store.inbox
    if person is None or not await inbox.read(person, call.path_params["letter"], call.house.clock.now()):
        raise Refused(404, NO_SUCH_LETTER)
    return Answer({"unread": await inbox.unread(person)})


async def read_all(call: Call) -> Answer | Refusal:
    """The caller has read every letter that has come so far."""
    call.said()
    person, now = call.caller.actor.person, call.house.clock.now()
    inbox = call.house.store.inbox
    read = 0 if person is None else await inbox.read_all(person, now, now)
    return Answer({"read": read, "unread": 0 if person is None else await inbox.unread(person)})


def _shown(letter: Letter, language: str) -> Json:
    parts: list[Json] = [{**one, "text": in_language(one["text"], language)} for one in letter.parts]  # type: ignore[arg-type]
    return {
        "id": letter.id,
        "message": letter.message,
        "text": in_language(letter.text, language),
        "entity": letter.entity,
        "record": letter.record,
        "parts": parts,
        "at": letter.at.isoformat().replace("+00:00", "Z"),
        "read_at": letter.read_at.isoformat().replace("+00:00", "Z") if letter.read_at else None,
    }


_PLACE = "/api/v1/inbox"
WAYS: Sequence[Way] = (
    Way(
        "GET", _PLACE, list_letters, Access.SIGNED_IN, TokenScope.READ, "Messages to you, newest first.", query=_QUERY
    ),
    Way(
        "POST",
        _PLACE + "/read-all",
        read_all,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "You have read all your messages.",
        Content.JSON,
    ),
    Way(
        "POST",
        _PLACE + "/{letter}/read",
        read_one,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "You have read a message.",
        Content.JSON,
    ),
)  # fmt: skip
