"""Accounts: a person, a login, a password, posts, tokens; for the routes, the command line and demonstrations alike."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from engine.commands.add_user import AddUser, add_user
from engine.commands.change_user import ChangeUser, change_user
from engine.ports.people import Account, Token
from engine.values.ids import Ids
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.house import House
from server.sign_in.secrets import hashed, new_token

# Without what is easily taken for something else.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4
_SEED_BYTES = 16
_SHOWN = 8  # characters of a token that may be shown again


class Hashes(Protocol):
    """What turns a password into what is kept of it."""

    async def hash(self, password: str) -> str:
        """The hash."""
        ...


def new_password() -> str:
    """A password to be read from a screen: three groups of four, about 60 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


async def let_in(house: House, passwords: Hashes, asked: AddUser, password: str) -> Decision | Refusal:
    """Make an account with this password; answers as ``add_user`` does."""
    return await house.submit(add_user, replace(asked, password=await passwords.hash(password)))


async def set_password(
    house: House, passwords: Hashes, asked: ChangeUser, password: str
) -> Decision | Refusal:
    """Change an account and give it this password; it is signed out everywhere."""
    changes = {**asked.changes, "password": await passwords.hash(password)}
    outcome = await house.submit(change_user, replace(asked, changes=changes))
    if isinstance(outcome, Decision):
        await house.store.people.end_sessions(asked.id)
        house.people_changed()
    return outcome


async def add_token(
    house: House, account: Account, label: str, scopes: Sequence[str], expires_at: datetime | None
) -> tuple[Token, str]:
    """A key for a machine to act as this account: what is kept of it, and the key itself, which is shown once."""
    secret, now = new_token(), house.clock.now()
    id = Ids(now, secrets.token_bytes(_SEED_BYTES)).next()
    token = Token(id, account.id, hashed(secret), secret[:_SHOWN], label, tuple(scopes), now, expires_at)
    await house.store.people.add_token(token)
    return token, secret
