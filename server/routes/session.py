"""Signing in and out, and who one is."""

from collections.abc import Sequence

from engine.access.reach import active
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.sign_in.caller import Caller
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


async def sign_out(call: Call) -> Answer | Refusal:
    """The session ends; a token stays what it is."""
    if call.caller.session is not None:
        await call.desk.sign_in.sign_out(call.caller.session)
    return Answer(status=204, headers=call.desk.sign_in.cookies.clear())


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


_ME = (Access.SIGNED_IN, TokenScope.READ)
WAYS: Sequence[Way] = (
    Way("POST", "/api/v1/session", sign_in, Access.EVERYONE, TokenScope.READ, "Sign in.", Content.JSON),
    Way("DELETE", "/api/v1/session", sign_out, *_ME, "Sign out."),
    Way(
        "PUT",
        "/api/v1/session/acting-as",
        act_as,
        *_ME,
        "Act by one post, or (without a role) by all.",
        Content.JSON,
    ),
    Way("GET", "/api/v1/me", me, *_ME, "Who calls, with posts and duties."),
)
