"""Accounts as the owner of the machine gives them: a person, a login, a password, posts, tokens."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from engine.access.duty import Holding
from engine.commands.create_record import CreateRecord, create_record
from engine.ports.people import Account, Token
from engine.records.builtin import PERSON
from engine.values.ids import Ids
from engine.values.refusal import Refusal
from server.house import EVERYTHING, House
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


async def add_person(house: House, name: str, holdings: Sequence[Holding] = ()) -> str | Refusal:
    """Make the record of a person with posts; gives its id."""
    outcome = await house.submit(create_record, CreateRecord(house.scene(EVERYTHING), PERSON, {"name": name}))
    if isinstance(outcome, Refusal):
        return outcome
    person = str(outcome.answer["id"])
    await house.store.people.set_holdings(person, holdings)
    house.people_changed()
    return person


async def add_account(
    house: House, passwords: Hashes, person: str, login: str, password: str, *, admin: bool = False
) -> Account | None:
    """Let a person sign in; None when the login is taken or the person has an account already."""
    now = house.clock.now()
    kept = await passwords.hash(password)
    account = Account(_id(now), person, login.strip().casefold(), kept, now, now, admin=admin)
    return account if await house.store.people.add_account(account) else None


async def set_password(house: House, passwords: Hashes, account: Account, password: str) -> None:
    """Give an account another password, and sign it out everywhere."""
    kept = await passwords.hash(password)
    await house.store.people.change_account(replace(account, password=kept, changed_at=house.clock.now()))
    await house.store.people.end_sessions(account.id)
    house.people_changed()


async def add_token(
    house: House, account: Account, label: str, scopes: Sequence[str], expires_at: datetime | None
) -> tuple[Token, str]:
    """A key for a machine to act as this account: what is kept of it, and the key itself, which is shown once."""
    secret, now = new_token(), house.clock.now()
    token = Token(
        _id(now), account.id, hashed(secret), secret[:_SHOWN], label, tuple(scopes), now, expires_at
    )
    await house.store.people.add_token(token)
    return token, secret


def _id(now: datetime) -> str:
    return Ids(now, secrets.token_bytes(_SEED_BYTES)).next()
