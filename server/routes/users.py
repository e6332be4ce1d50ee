"""Who may sign in, and which posts they hold: for administrators. Every change is kept in the history of the person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engine.access.duty import Holding
from engine.commands.add_user import AddUser
from engine.commands.change_user import ChangeUser, change_user
from engine.ports.people import Account
from engine.queries.person import PeopleAsk, person_names
from engine.values.plain import Json, Value
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.accounts import let_in, new_password, set_password
from server.call import Call, etag
from server.problem_details import Refused
from server.problems import MISSING_KEY, NO_SUCH_USER, UNKNOWN_KEY, WRONG_VALUE
from server.routes.session import end_one, sessions_json
from server.sign_in.logins import folded
from server.sign_in.sign_in import holding_json
from server.ways import Answer, Content, Way

LANGUAGES = ("en", "zh-CN")
_POST = ("role", "centre", "team", "active_from", "active_until")
_POSTS = {"en": "a list of posts", "zh-CN": "岗位列表"}
_DAY = {"en": "a day such as 2026-03-02", "zh-CN": "日期，例如 2026-03-02"}
_LINES = 200


async def list_users(call: Call) -> Answer | Refusal:
    """Every account with its person and posts."""
    call.only(())
    people = call.house.store.people
    posts = await people.all_holdings()
    accounts = await people.accounts()
    names = await _names(call, [one.person for one in accounts])
    shown = [_shown(one, names, posts.get(one.person, ())) for one in accounts]
    return Answer({"data": shown, "next_cursor": None, "total": {"value": len(shown), "exact": True}})


async def add(call: Call) -> Answer | Refusal:
    """Let somebody sign in. The answer holds a password for one sign-in, at which they choose their own."""
    said = call.said("login", "name", "person", "language", "admin", "posts")
    login = bodies.text(said, "login", required=True) or ""
    person, name = bodies.text(said, "person"), bodies.text(said, "name")
    if person is None and not name:
        raise Refused(422, MISSING_KEY, {"name": "name"}, "/name")
    posts = _posts(said) if "posts" in said else None
    admin = bodies.truth(said, "admin")
    new = AddUser(call.scene, folded(login), name or "", person, _language(said), admin, posts)
    password = new_password()
    done = await let_in(call.house, call.desk.sign_in.passwords, new, password)
    if isinstance(done, Refusal):
        return done
    account = await _account(call, str(done.answer["id"]))
    place = {"Location": f"/api/v1/users/{account.id}"}
    return Answer(
        {**await _whole(call, account), "password": password}, 201, {**etag(account.version), **place}
    )


async def get_user(call: Call) -> Answer | Refusal:
    """One account with its person and posts."""
    call.only(())
    account = await _account(call)
    return Answer(await _whole(call, account), headers=etag(account.version))


async def change(call: Call) -> Answer | Refusal:
    """Another login, name, language or standing; with ``reset_password`` a password for one sign-in."""
    said = call.said("login", "name", "language", "active", "admin", "reset_password")
    account = await _account(call)
    changes: dict[str, Value] = {}
    if "login" in said:
        changes["login"] = folded(bodies.text(said, "login", required=True) or "")
    if "language" in said:
        changes["language"] = _language(said)
    changes |= {name: bodies.truth(said, name) for name in ("active", "admin") if said.get(name) is not None}
    name = bodies.text(said, "name")
    version = call.version(required=False)
    if not bodies.truth(said, "reset_password"):
        return await _changed(call, ChangeUser(call.scene, account.id, changes, name, version=version))
    password, passwords = new_password(), call.desk.sign_in.passwords
    asked = ChangeUser(call.scene, account.id, {**changes, "must_change": True}, name, version=version)
    done = await set_password(call.house, passwords, asked, password)
    return done if isinstance(done, Refusal) else await _answer(call, {"password": password})


async def set_posts(call: Call) -> Answer | Refusal:
    """The posts that the person of an account holds, instead of those held so far."""
    said = call.said("posts")
    if "posts" not in said:
        raise Refused(422, MISSING_KEY, {"name": "posts"}, "/posts")
    account = await _account(call)
    asked = ChangeUser(call.scene, account.id, posts=_posts(said), version=call.version(required=False))
    return await _changed(call, asked)


async def history(call: Call) -> Answer | Refusal:
    """Who changed the account or its posts, when and how, newest first."""
    call.only(())
    account = await _account(call)
    lines = await call.house.store.history("person", account.person, _LINES)
    shown: list[Json] = [
        {"id": one.id, "at": one.at.isoformat(), "actor": one.actor, "changes": one.why["account"]}
        for one in lines
        if "account" in one.why
    ]
    return Answer({"data": shown})


async def list_sessions(call: Call) -> Answer | Refusal:
    """Where somebody is signed in."""
    call.only(())
    return Answer({"data": await sessions_json(call, (await _account(call)).id)})


async def end_session(call: Call) -> Answer | Refusal:
    """Sign somebody out of one place."""
    return await end_one(call, (await _account(call)).id)


async def end_sessions(call: Call) -> Answer | Refusal:
    """Sign somebody out everywhere; kept in the history."""
    account = await _account(call)
    done = await call.house.submit(change_user, ChangeUser(call.scene, account.id, sign_out=True))
    if isinstance(done, Decision):
        await call.house.store.people.end_sessions(account.id)
        call.house.people_changed()
    return done if isinstance(done, Refusal) else Answer(status=204)


async def _changed(call: Call, asked: ChangeUser) -> Answer | Refusal:
    done = await call.house.submit(change_user, asked)
    return done if isinstance(done, Refusal) else await _answer(call, {})


async def _answer(call: Call, more: Mapping[str, Json]) -> Answer:
    account = await _account(call)
    return Answer({**await _whole(call, account), **more}, headers=etag(account.version))


async def _account(call: Call, id: str = "") -> Account:
    found = await call.house.store.people.account(id=id or call.path_params["user"])
    if found is None:
        raise Refused(404, NO_SUCH_USER)
    return found


async def _whole(call: Call, account: Account) -> dict[str, Json]:
    posts = await call.house.store.people.holdings(account.person)
    return _shown(account, await _names(call, [account.person]), posts)


async def _names(call: Call, people: Sequence[str]) -> Mapping[str, str]:
    return await call.house.ask(person_names, PeopleAsk(call.house.clock.now(), tuple(people)))


def _shown(account: Account, names: Mapping[str, str], posts: Sequence[Holding]) -> dict[str, Json]:
    return {
        "id": account.id,
        "login": account.login,
        "person": {"id": account.person, "name": names.get(account.person)},
        "language": account.language,
        "active": account.active,
        "admin": account.admin,
        "must_change_password": account.must_change,
        "posts": [holding_json(one) for one in posts],
        "created_at": account.created_at.isoformat(),
        "changed_at": account.changed_at.isoformat(),
        "version": account.version,
    }


def _language(said: Mapping[str, Any]) -> str | None:
    language = bodies.text(said, "language")
    if language is not None and language not in LANGUAGES:
        expected = {"en": " or ".join(LANGUAGES), "zh-CN": " 或 ".join(LANGUAGES)}
        raise Refused(422, WRONG_VALUE, {"name": "language", "expected": expected}, "/language")
    return language


def _posts(said: Mapping[str, Any]) -> tuple[Holding, ...]:
    given = said["posts"]
    if not isinstance(given, list):
        raise Refused(422, WRONG_VALUE, {"name": "posts", "expected": _POSTS}, "/posts")
    return tuple(_post(one, f"/posts/{place}") for place, one in enumerate(given))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _post(given: Any, at: str) -> Holding:
    if not isinstance(given, Mapping):
        raise Refused(422, WRONG_VALUE, {"name": "posts", "expected": _POSTS}, at)
    strange = [str(name) for name in given if name not in _POST]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if strange:
        raise Refused(422, UNKNOWN_KEY, {"name": strange[0][:100]}, at)
    role = bodies.text(given, "role", required=True) or ""  # pyright: ignore[reportUnknownArgumentType]
    texts = {name: bodies.text(given, name) for name in _POST[1:]}  # pyright: ignore[reportUnknownArgumentType]
    start, end = (_day(texts[name], f"{at}/{name}") for name in ("active_from", "active_until"))
    return Holding(role, texts["centre"], texts["team"], start, end)


def _day(text: str | None, at: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(422, WRONG_VALUE, {"name": at.rpartition("/")[2], "expected": _DAY}, at) from None


_ALL = "/api/v1/users"
_ONE = "/api/v1/users/{user}"
_LOOK = (Access.ADMIN, TokenScope.ADMIN)
WAYS: Sequence[Way] = (
    Way("GET", _ALL, list_users, *_LOOK, "Who may sign in."),
    Way("POST", _ALL, add, *_LOOK, "Let somebody sign in.", Content.JSON),
    Way("GET", _ONE, get_user, *_LOOK, "One account."),
    Way("PATCH", _ONE, change, *_LOOK, "Change an account, or reset its password.", Content.JSON),
    Way("PUT", _ONE + "/posts", set_posts, *_LOOK, "The posts that somebody holds.", Content.JSON),
    Way("GET", _ONE + "/history", history, *_LOOK, "Who changed an account, and how."),
    Way("GET", _ONE + "/sessions", list_sessions, *_LOOK, "Where somebody is signed in."),
    Way("DELETE", _ONE + "/sessions", end_sessions, *_LOOK, "Sign somebody out everywhere."),
    Way("DELETE", _ONE + "/sessions/{session}", end_session, *_LOOK, "Sign somebody out of one place."),
)
