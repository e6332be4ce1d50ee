"""API tokens of one's own: made while signed in with a password, shown once, revoked at any time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from engine.ports.people import Token
from engine.values.plain import Json
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.accounts import add_token
from server.call import Call
from server.problem_details import Refused
from server.problems import NO_SUCH_TOKEN, NOT_ADMIN, NOT_BY_TOKEN, WRONG_VALUE
from server.ways import Answer, Content, Way

_DAYS = 90
_MOST_DAYS = 3_650
_SCOPES = {
    "en": "read, write, admin, inbound or answer",
    "zh-CN": "read、write、admin、inbound 或 answer",
}
# What reaches further than the account's own duties.
_ADMINS_ONLY = frozenset({TokenScope.ADMIN.value, TokenScope.INBOUND.value, TokenScope.ANSWER.value})
_SPAN = {"en": "1 to 3650 days", "zh-CN": "1 到 3650 天"}


async def create_token(call: Call) -> Answer | Refusal:
    """A new token of the caller's account; its secret is in this answer and nowhere else."""
    _signed_in_with_password(call)
    said = call.said("label", "scopes", "days")
    label = bodies.text(said, "label", required=True) or ""
    scopes = bodies.names(said, "scopes") or (TokenScope.READ.value,)
    if not set(scopes) <= {one.value for one in TokenScope}:
        raise Refused(422, WRONG_VALUE, {"name": "scopes", "expected": _SCOPES}, "/scopes")
    if _ADMINS_ONLY & {*scopes} and not call.caller.is_admin:
        raise Refused(403, NOT_ADMIN, {}, "/scopes")
    days = bodies.whole(said, "days")
    days = _DAYS if days is None else days
    if not 1 <= days <= _MOST_DAYS:
        raise Refused(422, WRONG_VALUE, {"name": "days", "expected": _SPAN}, "/days")
    expires = call.house.clock.now() + timedelta(days=days)
    token, secret = await add_token(call.house, call.caller.account, label[:200], [*scopes], expires)
    return Answer({**_shown(token), "token": secret}, 201)


async def list_tokens(call: Call) -> Answer | Refusal:
    """The tokens of the caller's account, without their secrets."""
    call.only(())
    tokens = await call.house.store.people.tokens(call.caller.account.id)
    return Answer({"data": [_shown(one) for one in tokens]})


async def revoke_token(call: Call) -> Answer | Refusal:
    """Make a token of one's own useless, from the next request on."""
    _signed_in_with_password(call)
    id = call.path_params["token"]
    mine = {one.id for one in await call.house.store.people.tokens(call.caller.account.id)}
    if id not in mine or not await call.house.store.people.revoke_token(id, call.house.clock.now()):
        raise Refused(404, NO_SUCH_TOKEN)
    call.house.people_changed()
    return Answer(status=204)


def _signed_in_with_password(call: Call) -> None:
    """A token that leaked must not make others that outlive it."""
    if call.caller.session is None:
        raise Refused(403, NOT_BY_TOKEN)


def _shown(token: Token) -> dict[str, Json]:
    def moment(value: object) -> str | None:
        return value.isoformat() if isinstance(value, datetime) else None

    return {
        "id": token.id,
        "label": token.label,
        "begins": token.prefix,
        "scopes": list(token.scopes),
        "created_at": moment(token.created_at),
        "expires_at": moment(token.expires_at),
        "used_at": moment(token.used_at),
        "revoked_at": moment(token.revoked_at),
    }


_PLACE = "/api/v1/tokens"
WAYS: Sequence[Way] = (
    Way("GET", _PLACE, list_tokens, Access.SIGNED_IN, TokenScope.READ, "Tokens of one's own."),
    Way(
        "POST",
        _PLACE,
        create_token,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Make a token of one's own.",
        Content.JSON,
    ),
    Way(
        "DELETE",
        _PLACE + "/{token}",
        revoke_token,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Revoke a token of one's own.",
    ),
)
