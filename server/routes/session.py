"""Signing in and out, and who one is."""

from collections.abc import Sequence

from engine.access.reach import active
from engine.commands.change_user import ChangeUser
from engine.records.present import present
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.accounts import set_password
from server.call import Call
from server.problem_details import Refused
from server.problems import BAD_PASSWORD, NO_SUCH_SESSION, NOT_BY_TOKEN, SAME_PASSWORD
from server.sign_in.caller import Caller
from server.sign_in.passwords import LONGEST, SHORTEST
from server.sign_in.sign_in import holding_json
from server.ways import Answer, Content, Way


async def sign_in(call: Call) -> Answer | Refusal:
    """A cookie for a login and a password."""
    call.desk.sign_in.check_origin(call.headers)
    said = call.said("login", "password")
    login = bodies.text(said, "login", required=True) or ""
    password = bodies.text(said, "password", required=True) or ""
    secret, session = await call.desk.sign_in.sign_in(login, password, call.address)
    headers = call.desk.sign_in.cookies.set(secret, call.desk.settings.session_longest)
    return Answer({"csrf": session.csrf, "expires_at": session.expires_at.isoformat()}, 201, headers)


async def change_password(call: Call) -> Answer | Refusal:
    """Another password of one's own. All sessions end; the answer carries a new one.

    The present password is judged, and its tries are counted, as when somebody signs in with it.
    """
    said = call.said("password", "new_password")
    present = bodies.text(said, "password", required=True) or ""
    chosen = bodies.text(said, "new_password", required=True) or ""
    if call.caller.session is None:
        raise Refused(403, NOT_BY_TOKEN)
    if not SHORTEST <= len(chosen) <= LONGEST:
        raise Refused(422, BAD_PASSWORD, {"shortest": SHORTEST, "longest": LONGEST}, "/new_password")
    if chosen == present:
        raise Refused(422, SAME_PASSWORD, {}, "/new_password")
    now, sign_in = call.house.clock.now(), call.desk.sign_in
    account = await sign_in.verified(call.caller.account.login, present, call.address, now)
    asked = ChangeUser(call.scene, account.id, {"must_change": False})
    done = await set_password(call.house, sign_in.passwords, asked, chosen)
    if isinstance(done, Refusal):
        return done
    secret, session = await sign_in.begin(account, call.address, now)
    headers = call.desk.sign_in.cookies.set(secret, call.desk.settings.session_longest)
    return Answer({"csrf": session.csrf, "expires_at": session.expires_at.isoformat()}, 200, headers)


async def my_sessions(call: Call) -> Answer | Refusal:
    """Where one is signed in."""
    call.only(())
    return Answer({"data": await sessions_json(call, call.caller.account.id)})


async def end_my_session(call: Call) -> Answer | Refusal:
    """Sign out somewhere else."""
    return await end_one(call, call.caller.account.id)


async def sessions_json(call: Call, account: str) -> list[Json]:
    """The sessions of an account, the latest first; an id is the beginning of a hash, and opens nothing."""
    now, mine = call.house.clock.now(), call.caller.session
    found = await call.house.store.people.sessions(account, now)
    idle = call.desk.settings.session_idle
    return [
        {
            "id": one.id[:_SHOWN],
            "created_at": one.created_at.isoformat(),
            "seen_at": one.seen_at.isoformat(),
            "expires_at": one.expires_at.isoformat(),
            "address": one.address,
            "current": mine is not None and mine.id == one.id,
        }
        for one in found
        if now - one.seen_at < idle
    ]


async def end_one(call: Call, account: str) -> Answer | Refusal:
    """End the session of an account that the address names."""
    people = call.house.store.people
    wanted = call.path_params["session"]
    for one in await people.sessions(account, call.house.clock.now()):
        if one.id[:_SHOWN] == wanted:
            await people.end_session(one.id)
            call.house.people_changed()
            return Answer(status=204)
    raise Refused(404, NO_SUCH_SESSION)


async def sign_out(call: Call) -> Answer | Refusal:
    """The session ends; a token stays what it is."""
    if call.caller.session is not None:
        await call.desk.sign_in.sign_out(call.caller.session)
    return Answer(status=204, headers=call.desk.sign_in.cookies.clear())


async def here(call: Call) -> Answer | Refusal:
    """Who is signed in here, or null, and the server's time: a question that is never refused."""
    call.only(())
    try:
        call.found_caller = await call.desk.sign_in.caller(
            call.headers, "GET", Access.NEWCOMER, TokenScope.READ
        )
    except Refused as refused:
        if refused.status != _UNKNOWN:
            raise
    who = me_json(call, call.caller) if call.found_caller else None
    return Answer({"me": who, "now": present(call.house.clock.now())})


async def act_as(call: Call) -> Answer | Refusal:
    """Act by one post, or by all of them."""
    said = call.said("role", "centre")
    role, centre = bodies.text(said, "role"), bodies.text(said, "centre")
    return Answer(me_json(call, await call.desk.sign_in.act_as(call.caller, role, centre)))


async def me(call: Call) -> Answer | Refusal:
    """Who calls, with posts and duties."""
    call.only(())
    return Answer(me_json(call, call.caller))


def me_json(call: Call, caller: Caller) -> Json:
    """The caller as it is sent out; ``csrf`` goes into the X-CSRF-Token header of every change."""
    actor, book = caller.actor, call.house.live.access
    here = active(actor, call.scene.today())
    roles = {holding.role for holding in here}
    name = actor.values.get("name")
    return {
        "person": {"id": actor.person, "name": name if isinstance(name, str) else None},
        "login": caller.account.login,
        "language": caller.account.language,
        "admin": caller.is_admin,
        "must_change_password": caller.must_change,
        "holdings": [holding_json(holding) for holding in actor.holdings],
        "acting_as": holding_json(actor.acting_as) if actor.acting_as else None,
        "roles": {
            role.id: in_language(role.label, call.language, role.id)
            for role in book.roles.values()
            if role.id in roles
        },
        "duties": {
            duty.id: in_language(duty.label, call.language, duty.id)
            for duty in book.duties.values()
            if duty.held_by & roles
        },
        "csrf": caller.session.csrf if caller.session else None,
        "scopes": sorted(caller.token.scopes) if caller.token else None,
    }


_SHOWN = 16  # characters of a session's id
_UNKNOWN = 401
_NEW = (Access.NEWCOMER, TokenScope.READ)
_ME = (Access.SIGNED_IN, TokenScope.READ)
WAYS: Sequence[Way] = (
    Way("POST", "/api/v1/session", sign_in, Access.EVERYONE, TokenScope.READ, "Sign in.", Content.JSON),
    Way(
        "GET",
        "/api/v1/session",
        here,
        Access.EVERYONE,
        TokenScope.READ,
        "Who is signed in here, if anybody, and the server's time.",
    ),
    Way("DELETE", "/api/v1/session", sign_out, *_NEW, "Sign out."),
    Way(
        "PUT",
        "/api/v1/session/acting-as",
        act_as,
        *_ME,
        "Act by one post, or (without a role) by all.",
        Content.JSON,
    ),
    Way("GET", "/api/v1/me", me, *_NEW, "Who calls, with posts and duties."),
    Way(
        "POST",
        "/api/v1/me/password",
        change_password,
        Access.NEWCOMER,
        TokenScope.WRITE,
        "Choose another password of one's own.",
        Content.JSON,
    ),
    Way("GET", "/api/v1/me/sessions", my_sessions, *_ME, "Where one is signed in."),
    Way(
        "DELETE",
        "/api/v1/me/sessions/{session}",
        end_my_session,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Sign out somewhere.",
    ),
)
