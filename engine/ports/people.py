"""People as the house knows them: who may sign in, with what, and which posts they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.access.duty import Holding


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in as a person. ``login`` is folded by the caller; ``password`` is a hash, never the word itself.

    ``must_change``: the password was given by somebody else, and is good for choosing another one only. Sessions that began before
    ``signed_out_at`` are void. ``version`` grows with every change.
    """

    id: str
    person: str
    login: str
    password: str | None
    created_at: datetime
    changed_at: datetime
    active: bool = True
    admin: bool = False
    language: str | None = None
    must_change: bool = False
    signed_out_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in. ``id`` is the hash of what the browser holds."""

    id: str
    account: str
    csrf: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    acting_as: Holding | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A machine's key to an account. ``hash`` is that of the key; ``prefix`` the part of it that may be shown."""

    id: str
    account: str
    hash: str
    prefix: str
    label: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class People(Protocol):
    """Accounts, sessions, tokens, posts and attempts to sign in. What is not there is answered with None.

    Whoever administers a running house does it by commands (``engine.commands.add_user``, ``change_user``), which leave
    history; ``add_account``, ``change_account`` and ``set_holdings`` furnish a new one.
    """

    async def add_account(self, account: Account) -> bool:
        """Store a new account; False when the login or the person has one already."""
        ...

    async def change_account(self, account: Account) -> None:
        """Store an account's new values, unless it has changed since this version of it was read."""
        ...

    async def account(
        self, *, id: str | None = None, login: str | None = None, person: str | None = None
    ) -> Account | None:
        """The account with this id, login or person."""
        ...

    async def accounts(self) -> Sequence[Account]:
        """All accounts by login."""
        ...

    async def holdings(self, person: str) -> tuple[Holding, ...]:
        """The posts of a person, past and future ones included."""
        ...

    async def set_holdings(self, person: str, holdings: Sequence[Holding]) -> None:
        """Replace the posts of a person."""
        ...

    async def holders(self, roles: Sequence[str], centre: str | None = None) -> Sequence[tuple[str, Holding]]:
        """(person, post) of everybody who holds one of these roles, at this centre or for the whole company."""
        ...

    async def all_holdings(self) -> Mapping[str, Sequence[Holding]]:
        """Person -> posts, of everybody who holds one."""
        ...

    async def start_session(self, session: Session) -> None:
        """Store a new session."""
        ...

    async def session(self, id: str, now: datetime) -> Session | None:
        """The session, unless it has expired."""
        ...

    async def keep_session(self, session: Session) -> None:
        """Store a session's new ``seen_at``, ``expires_at`` and ``acting_as``."""
        ...

    async def sessions(self, account: str, now: datetime) -> Sequence[Session]:
        """The sessions of an account that have not expired, the latest first."""
        ...

    async def end_session(self, id: str) -> None:
        """Sign out."""
        ...

    async def end_sessions(self, account: str) -> None:
        """Sign an account out everywhere."""
        ...

    async def add_token(self, token: Token) -> None:
        """Store a new token."""
        ...

    async def token(self, hash: str, now: datetime) -> Token | None:
        """The token with this hash, unless it has expired or was revoked."""
        ...

    async def tokens(self, account: str | None = None) -> Sequence[Token]:
        """The tokens of an account, or all."""
        ...

    async def use_token(self, id: str, now: datetime) -> None:
        """Remember that it was used."""
        ...

    async def revoke_token(self, id: str, now: datetime) -> bool:
        """Make it useless; False when there is none that is valid."""
        ...

    async def note_attempt(self, login: str, address: str | None, now: datetime, *, success: bool) -> None:
        """Remember an attempt to sign in."""
        ...

    async def failures(self, since: datetime, *, login: str | None = None, address: str | None = None) -> int:
        """How many attempts failed since then, for a login or from an address."""
        ...

    async def forget(self, now: datetime, attempts_before: datetime) -> None:
        """Delete what has expired: sessions, and attempts older than the second moment."""
        ...
