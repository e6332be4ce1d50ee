"""Signing in and out, and finding out who calls."""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from engine.access.duty import Actor, Holding
from engine.ports.people import Account, Session
from server.access import Access, TokenScope
from server.house import House
from server.problem_details import Refused
from server.problems import (
    MUST_CHANGE,
    NO_SUCH_POST,
    NOT_ADMIN,
    NOT_SIGNED_IN,
    ONLY_BY_TOKEN,
    SCOPE,
    TOO_MANY_TRIES,
    WRONG_CSRF,
    WRONG_ORIGIN,
    WRONG_PASSWORD,
)
from server.settings import Settings
from server.sign_in.actors import actor_of
from server.sign_in.caller import Caller
from server.sign_in.cookies import Cookies
from server.sign_in.logins import folded
from server.sign_in.passwords import LONGEST, Passwords
from server.sign_in.recent import Recent
from server.sign_in.secrets import TOKEN_PREFIX, hashed, new_secret
from server.sign_in.tries import Tries

SAFE = frozenset({"GET", "HEAD"})
_TOUCH_AFTER = timedelta(minutes=1)
_WINDOW = timedelta(minutes=5)
_MOST_BY_LOGIN = 10
_MOST_BY_ADDRESS = 50
_IMPLIED = {
    TokenScope.READ: {"read", "write"},
    TokenScope.WRITE: {"write"},
    TokenScope.ADMIN: {"admin"},
    TokenScope.ANSWER: {"answer", "admin"},
    TokenScope.INBOUND: {"inbound"},
}


class SignIn:
    """Everything between a request's credentials and its caller."""

    def __init__(self, house: House, settings: Settings) -> None:
        """Listens to the house for changes of persons: they count for the very next request."""
        self._house = house
        self._people = house.store.people
        self._settings = settings
        self._by_login = Tries(_MOST_BY_LOGIN, _WINDOW)
        self._by_address = Tries(_MOST_BY_ADDRESS, _WINDOW)
        self._recent: Recent[Caller] = Recent()
        self.passwords = Passwords()
        self.cookies = Cookies(https=settings.https)
        house.when_people_change(self._recent.forget)

    async def sign_in(self, login: str, password: str, address: str) -> tuple[str, Session]:
        """The secret for the cookie, and the session; raises ``Refused`` (401, 429, 503)."""
        now = self._house.clock.now()
        account = await self.verified(folded(login), password, address, now)
        if account.password is not None and self.passwords.outdated(account.password):
            await self._people.change_account(replace(account, password=await self.passwords.hash(password)))
        return await self.begin(account, address, now)

    async def begin(self, account: Account, address: str, now: datetime) -> tuple[str, Session]:
        """The secret for the cookie of somebody who has shown who they are, and the session."""
        secret = new_secret()
        longest = self._settings.session_longest
        session = Session(hashed(secret), account.id, new_secret(), now, now, now + longest, address=address)
        await self._people.start_session(session)
        return secret, session

    async def verified(self, login: str, password: str, address: str, now: datetime) -> Account:
        """The account of a login whose password this is; every wrong one counts. Raises ``Refused`` (401, 429, 503)."""
        await self._allow(login, address, now)
        account = await self._people.account(login=login)
        kept = account.password if account and account.active else None
        right = len(password) <= LONGEST and await self.passwords.verify(kept, password)
        if not right or account is None or await actor_of(self._house, account.person) is None:
            await self._people.note_attempt(login, address, now, success=False)
            raise Refused(401, WRONG_PASSWORD)
        await self._people.note_attempt(login, address, now, success=True)
        self._by_login.forget(login)
        return account

    async def _allow(self, login: str, address: str, now: datetime) -> None:
        """Refuse too many tries before anything costly is done: here at once, over all processes by what was noted."""
        wait = self._by_address.wait(address, now) or self._by_login.wait(login, now)
        if wait is None and await self._people.failures(now - _WINDOW, login=login) >= _MOST_BY_LOGIN:
            wait = _WINDOW
        if wait is not None:
            seconds = int(wait.total_seconds()) + 1
            raise Refused(429, TOO_MANY_TRIES, {"seconds": seconds}, headers={"Retry-After": str(seconds)})

    async def sign_out(self, session: Session) -> None:
        """End a session; what was being looked up meanwhile is not remembered."""
        await self._people.end_session(session.id)
        self._recent.forget()

    async def act_as(self, caller: Caller, role: str | None, centre: str | None) -> Caller:
        """Act by one post from now on, or (role None) by all; raises ``Refused`` for a post that is not held."""
        if caller.session is None:
            raise Refused(403, WRONG_CSRF)
        held = next((one for one in caller.actor.holdings if (one.role, one.centre) == (role, centre)), None)
        if role is not None and held is None:
            raise Refused(422, NO_SUCH_POST, pointer="/role")
        session = replace(caller.session, acting_as=held)
        await self._people.keep_session(session)
        self._recent.forget()
        return replace(caller, actor=replace(caller.actor, acting_as=held), session=session)

    async def caller(
        self, headers: Mapping[str, str], method: str, access: Access, scope: TokenScope
    ) -> Caller:
        """Who calls; raises ``Refused`` when nobody does, or somebody who may not come this way."""
        given = headers.get("authorization")
        caller = await self._by_token(given) if given is not None else await self._by_cookie(headers, method)
        if caller.token is not None and not _IMPLIED[scope] & {*caller.token.scopes}:
            raise Refused(403, SCOPE, {"scope": scope.value})
        if access is Access.PROGRAM and caller.token is None:
            raise Refused(403, ONLY_BY_TOKEN, {"scope": scope.value})
        if access is Access.ADMIN and not caller.is_admin:
            raise Refused(403, NOT_ADMIN)
        if caller.must_change and access is not Access.NEWCOMER:
            raise Refused(403, MUST_CHANGE)
        return caller

    def check_origin(self, headers: Mapping[str, str]) -> None:
        """Refuse what another site's page sends; programs send no Origin."""
        origin = headers.get("origin")
        if origin is not None and origin not in self._settings.origins:
            raise Refused(403, WRONG_ORIGIN, {"origin": origin[:200]})
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise Refused(403, WRONG_ORIGIN, {"origin": "-"})

    async def _by_cookie(self, headers: Mapping[str, str], method: str) -> Caller:
        secret = self.cookies.read(headers)
        if not secret:
            raise _nobody()
        key, now = hashed(secret), self._house.clock.now()
        caller = self._recent.get(key, now) or await self._of_session(key, now)
        if method not in SAFE and caller.session is not None:
            self.check_origin(headers)
            given = headers.get("x-csrf-token", "")
            if not hmac.compare_digest(given.encode(), caller.session.csrf.encode()):
                raise Refused(403, WRONG_CSRF)
        return caller

    async def _of_session(self, key: str, now: datetime) -> Caller:
        changes = self._recent.changes
        session = await self._people.session(key, now)
        if session is None or now - session.seen_at >= self._settings.session_idle:
            raise _nobody()
        caller = await self._caller(session.account)
        out = caller.account.signed_out_at
        if out is not None and session.created_at < out:
            raise _nobody()
        if now - session.seen_at > _TOUCH_AFTER:
            await self._people.keep_session(replace(session, seen_at=now))
        caller = replace(caller, actor=_narrowed(caller.actor, session.acting_as), session=session)
        self._recent.keep(key, now, caller, changes)
        return caller

    async def _by_token(self, given: str) -> Caller:
        kind, _, secret = given.partition(" ")
        if kind.lower() != "bearer" or not secret.startswith(TOKEN_PREFIX):
            raise _nobody()
        key, now = hashed(secret), self._house.clock.now()
        return self._recent.get(key, now) or await self._of_token(key, now)

    async def _of_token(self, key: str, now: datetime) -> Caller:
        changes = self._recent.changes
        token = await self._people.token(key, now)
        if token is None:
            raise _nobody()
        caller = await self._caller(token.account)
        if token.used_at is None or now - token.used_at > _TOUCH_AFTER:
            await self._people.use_token(token.id, now)
        caller = replace(caller, actor=replace(caller.actor, scopes=frozenset(token.scopes)), token=token)
        self._recent.keep(key, now, caller, changes)
        return caller

    async def _caller(self, account: str) -> Caller:
        found = await self._people.account(id=account)
        actor = await actor_of(self._house, found.person) if found and found.active else None
        if found is None or actor is None:
            raise _nobody()
        return Caller(found, actor)


def _nobody() -> Refused:
    return Refused(401, NOT_SIGNED_IN, headers={"WWW-Authenticate": "Bearer"})


def _narrowed(actor: Actor, acting_as: Holding | None) -> Actor:
    """The actor by one post; a post that is no longer held leaves nothing to act by."""
    if acting_as is None or acting_as in actor.holdings:
        return replace(actor, acting_as=acting_as)
    return replace(actor, holdings=(), acting_as=None)


def holding_json(holding: Holding) -> dict[str, str | None]:
    """A post as it is sent out."""
    return {
        "role": holding.role,
        "centre": holding.centre,
        "team": holding.team,
        "active_from": holding.active_from.isoformat() if holding.active_from else None,
        "active_until": holding.active_until.isoformat() if holding.active_until else None,
    }
