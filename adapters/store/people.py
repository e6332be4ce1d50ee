"""Accounts, sessions, tokens, posts and attempts to sign in. Fulfils ``engine.ports.people.People``."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, or_, select

from adapters.store.rows import Holds, adding, asking, changing, mappings, moment, removing
from engine.access.duty import Holding
from engine.ports.people import Account, Session, Token


class StoredPeople:
    """People in the store's own tables."""

    def __init__(self, store: Holds) -> None:
        """``store`` is the one they lie in."""
        self._store = store
        self._house = store.house

    # ------------------------------------------------------------------ accounts

    async def add_account(self, account: Account) -> bool:
        """Store a new account; False when the login or the person has one already."""
        table = self._house.account
        taken = select(table.c.id).where(
            or_(table.c.login == account.login, table.c.person == account.person)
        )
        if await self._store.read(taken):
            return False
        rows = await self._store.write(
            self._add(table, asdict(account), skip_taken=True),
            select(table.c.id).where(table.c.id == account.id),
        )
        return bool(rows[1])

    async def change_account(self, account: Account) -> None:
        """Store an account's new values, unless it has changed since this version of it was read."""
        table = self._house.account
        values = {**asdict(account), "version": account.version + 1}
        same = table.c.version == account.version
        await self._store.write(changing(self._store.flavour, table, values, table.c.id == account.id, same))

    async def account(
        self, *, id: str | None = None, login: str | None = None, person: str | None = None
    ) -> Account | None:
        """The account with this id, login or person."""
        table = self._house.account
        given = {"id": id, "login": login, "person": person}
        wanted = [table.c[name] == value for name, value in given.items() if value is not None]
        found = await mappings(self._store, asking(table, *wanted), table) if wanted else []
        return Account(**found[0]) if found else None

    async def accounts(self) -> Sequence[Account]:
        """All accounts by login."""
        table = self._house.account
        return [
            Account(**row)
            for row in await mappings(self._store, asking(table).order_by(table.c.login), table)
        ]

    # ------------------------------------------------------------------ posts

    async def holdings(self, person: str) -> tuple[Holding, ...]:
        """The posts of a person, past and future ones included."""
        table = self._house.holding
        rows = await mappings(
            self._store, asking(table, table.c.person == person).order_by(table.c.id), table
        )
        return tuple(_holding(row) for row in rows)

    async def set_holdings(self, person: str, holdings: Sequence[Holding]) -> None:
        """Replace the posts of a person."""
        table = self._house.holding
        rows = [
            self._add(
                table, {"id": f"{person}.{place:03}", "version": 1, "person": person, **asdict(holding)}
            )
            for place, holding in enumerate(holdings)
        ]
        await self._store.write(removing(table, table.c.person == person), *rows)

    async def all_holdings(self) -> Mapping[str, Sequence[Holding]]:
        """Person -> posts, of everybody who holds one."""
        table = self._house.holding
        found: dict[str, list[Holding]] = {}
        for row in await mappings(self._store, asking(table).order_by(table.c.id), table):
            found.setdefault(row["person"], []).append(_holding(row))
        return found

    async def holders(self, roles: Sequence[str], centre: str | None = None) -> Sequence[tuple[str, Holding]]:
        """(person, post) of everybody who holds one of these roles, at this centre or for the whole company."""
        table = self._house.holding
        wanted = asking(table, table.c.role.in_(list(roles)))
        if centre is not None:
            wanted = wanted.where(or_(table.c.centre == centre, table.c.centre.is_(None)))
        rows = await mappings(self._store, wanted.order_by(table.c.person, table.c.id), table)
        return [(row["person"], _holding(row)) for row in rows]

    # ------------------------------------------------------------------ sessions

    async def start_session(self, session: Session) -> None:
        """Store a new session."""
        await self._store.write(self._add(self._house.session, asdict(session)))

    async def session(self, id: str, now: datetime) -> Session | None:
        """The session, unless it has expired."""
        table = self._house.session
        valid = table.c.expires_at > moment(self._store.flavour, now)
        found = await mappings(self._store, asking(table, table.c.id == id, valid), table)
        return _session(found[0]) if found else None

    async def keep_session(self, session: Session) -> None:
        """Store a session's new ``seen_at``, ``expires_at`` and ``acting_as``."""
        table = self._house.session
        values = {
            name: value
            for name, value in asdict(session).items()
            if name in ("seen_at", "expires_at", "acting_as")
        }
        await self._store.write(changing(self._store.flavour, table, values, table.c.id == session.id))

    async def sessions(self, account: str, now: datetime) -> Sequence[Session]:
        """The sessions of an account that have not expired, the latest first."""
        table = self._house.session
        valid = table.c.expires_at > moment(self._store.flavour, now)
        wanted = asking(table, table.c.account == account, valid).order_by(table.c.created_at.desc())
        return [_session(row) for row in await mappings(self._store, wanted, table)]

    async def end_session(self, id: str) -> None:
        """Sign out."""
        table = self._house.session
        await self._store.write(removing(table, table.c.id == id))

    async def end_sessions(self, account: str) -> None:
        """Sign an account out everywhere."""
        table = self._house.session
        await self._store.write(removing(table, table.c.account == account))

    # ------------------------------------------------------------------ tokens

    async def add_token(self, token: Token) -> None:
        """Store a new token."""
        await self._store.write(self._add(self._house.token, asdict(token)))

    async def token(self, hash: str, now: datetime) -> Token | None:
        """The token with this hash, unless it has expired or was revoked."""
        table = self._house.token
        lasting = or_(table.c.expires_at.is_(None), table.c.expires_at > moment(self._store.flavour, now))
        found = await mappings(
            self._store, asking(table, table.c.hash == hash, table.c.revoked_at.is_(None), lasting), table
        )
        return Token(**found[0]) if found else None

    async def tokens(self, account: str | None = None) -> Sequence[Token]:
        """The tokens of an account, or all."""
        table = self._house.token
        wanted = asking(table) if account is None else asking(table, table.c.account == account)
        return [
            Token(**row) for row in await mappings(self._store, wanted.order_by(table.c.created_at), table)
        ]

    async def use_token(self, id: str, now: datetime) -> None:
        """Remember that it was used."""
        table = self._house.token
        await self._store.write(changing(self._store.flavour, table, {"used_at": now}, table.c.id == id))

    async def revoke_token(self, id: str, now: datetime) -> bool:
        """Make it useless; False when there is none that is valid."""
        table = self._house.token
        revoke = changing(
            self._store.flavour, table, {"revoked_at": now}, table.c.id == id, table.c.revoked_at.is_(None)
        )
        return bool((await self._store.write(revoke.returning(table.c.id)))[0])

    # ------------------------------------------------------------------ attempts

    async def note_attempt(self, login: str, address: str | None, now: datetime, *, success: bool) -> None:
        """Remember an attempt to sign in."""
        values = {"id": uuid4().hex, "login": login, "address": address, "at": now, "success": success}
        await self._store.write(self._add(self._house.sign_in_attempt, values))

    async def failures(self, since: datetime, *, login: str | None = None, address: str | None = None) -> int:
        """How many attempts failed since then, for a login or from an address."""
        table = self._house.sign_in_attempt
        failed = table.c.success.is_(False) if self._store.flavour.postgres else table.c.success == 0
        wanted = select(func.count()).where(failed, table.c.at > moment(self._store.flavour, since))
        for column, value in ((table.c.login, login), (table.c.address, address)):
            wanted = wanted if value is None else wanted.where(column == value)
        return int((await self._store.read(wanted))[0][0])

    async def forget(self, now: datetime, attempts_before: datetime) -> None:
        """Delete what has expired: sessions, and attempts older than the second moment."""
        sessions, attempts, flavour = self._house.session, self._house.sign_in_attempt, self._store.flavour
        await self._store.write(
            removing(sessions, sessions.c.expires_at <= moment(flavour, now)),
            removing(attempts, attempts.c.at < moment(flavour, attempts_before)),
        )

    def _add(self, table: Any, values: Mapping[str, object], *, skip_taken: bool = False) -> Any:
        return adding(self._store.flavour, table, values, skip_taken=skip_taken)


def _holding(row: Mapping[str, Any]) -> Holding:
    return Holding(row["role"], row["centre"], row["team"], row["active_from"], row["active_until"])


def _session(row: dict[str, Any]) -> Session:
    kept = row.pop("acting_as")
    if kept is not None:
        for name in ("active_from", "active_until"):
            kept[name] = kept[name] and date.fromisoformat(kept[name])
    return Session(**row, acting_as=Holding(**kept) if kept is not None else None)
