"""A running house with people in it, over SQLite and PostgreSQL, and clients that are signed in."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from engine.access.duty import Holding
from engine.clock.clock import MovingClock
from engine.commands.create_record import CreateRecord, create_record
from engine.packs.check import check
from engine.packs.release import Release
from engine.ports.people import Account, Token
from engine.values.record import Decision
from server.app import make_app
from server.bootstrap import open_desk
from server.desk import Desk, Doors
from server.house import EVERYTHING, House
from server.logs import set_up_logs
from server.metrics import Metrics
from server.settings import Settings
from server.sign_in.passwords import Passwords
from server.sign_in.secrets import hashed, new_token
from tests.server.shop import files
from tests.services import postgres

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"
BASE = "http://127.0.0.1:8000"


@dataclass
class Shop:
    """An open house: ``people`` and ``centres`` by alias, API tokens by alias of the person."""

    app: FastAPI
    desk: Desk
    clock: MovingClock
    people: dict[str, str] = field(default_factory=dict[str, str])
    centres: dict[str, str] = field(default_factory=dict[str, str])
    tokens: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def house(self) -> House:
        return self.desk.house

    def client(self, who: str | None = None, **headers: str) -> httpx.AsyncClient:
        """A client of the application; ``who`` calls by an API token."""
        if who is not None:
            headers = {"Authorization": f"Bearer {self.tokens[who]}", **headers}
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=True)
        return httpx.AsyncClient(transport=transport, base_url=BASE, headers=headers)

    async def token(self, who: str, *scopes: str, lasts: timedelta | None = None) -> str:
        """Another API token of a person."""
        key = new_token()
        account = await self.house.store.people.account(person=self.people[who])
        assert account is not None
        now = self.clock.now()
        await self.house.store.people.add_token(
            Token(
                f"{who}-{len(key)}-{key[3:9]}",
                account.id,
                hashed(key),
                key[:8],
                who,
                scopes,
                now,
                now + lasts if lasts else None,
            )
        )
        return key


@pytest.fixture(autouse=True)
def quiet_logs() -> None:
    """As in earnest, but only what went wrong."""
    set_up_logs("warning", "text", for_good=False)


@pytest.fixture(scope="session")
def password_hash() -> str:
    async def hash_it() -> str:
        passwords = Passwords()
        try:
            return await passwords.hash(PASSWORD)
        finally:
            passwords.close()

    return asyncio.run(hash_it())


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[str, None]:
    """The address of an empty database of this test's own, on both databases."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/shop.sqlite"
        return
    async with postgres.fresh_database(request.getfixturevalue("postgres_url")) as address:
        yield address


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{tmp_path}/shop.sqlite", worker=False, least_free_disk=0)


@pytest.fixture
async def shop(settings: Settings, password_hash: str) -> AsyncGenerator[Shop, None]:
    """The shop on SQLite."""
    async with open_shop(settings, password_hash) as opened:
        yield opened


@pytest.fixture
async def shop_on_both(
    settings: Settings, database_url: str, password_hash: str
) -> AsyncGenerator[Shop, None]:
    """The shop on each database in turn."""
    async with open_shop(replace(settings, database_url=database_url), password_hash) as opened:
        yield opened


PEOPLE: dict[str, list[tuple[str, str | None]]] = {
    "ann": [("desk", "north")],
    "max": [("mechanic", "north")],
    "sue": [("mechanic", "south")],
    "zoe": [("owner", None)],
    "nil": [],
    "adm": [],
}


@asynccontextmanager
async def open_shop(settings: Settings, password_hash: str, *, fresh: bool = True) -> AsyncGenerator[Shop]:
    """An open shop; ``fresh`` False: the house as the database holds it, with nothing added."""
    metrics, clock, doors = Metrics(), MovingClock(START), Doors()
    async with open_desk(settings, metrics, clock) as desk:
        shop = Shop(make_app(settings, metrics, doors), desk, clock)
        doors.open(desk)
        if fresh:
            await publish(shop.house)
            await furnish(shop, password_hash)
        yield shop


async def publish(house: House, **replaced: Any) -> None:
    release = _checked(**replaced) if replaced else _plain()
    await house.store.install(release)
    await house.store.published.publish(release, house.clock.now(), None)
    house.switch(release)


def _checked(**replaced: Any) -> Release:
    result = check(files(**replaced))
    assert result.release is not None, result.diagnostics
    return result.release


@lru_cache(maxsize=1)
def _plain() -> Release:
    """The shop as most tests have it: checked once for all tests of a process, since nobody changes a release."""
    return _checked()


async def make(house: House, entity: str, **values: Any) -> str:
    """A record made by the engine itself."""
    made = await house.submit(create_record, CreateRecord(house.scene(EVERYTHING), entity, values))
    assert isinstance(made, Decision), made
    return str(made.answer["id"])


async def furnish(shop: Shop, password_hash: str) -> None:
    """Two centres and the people who work there, each with an account and a token."""
    people = shop.house.store.people
    for name in ("north", "south"):
        shop.centres[name] = await make(shop.house, "centre", name=name)
    for who, posts in PEOPLE.items():
        person = await make(shop.house, "person", name=who.title(), email=f"{who}@shop.example")
        shop.people[who] = person
        holdings = [Holding(role, shop.centres[centre] if centre else None) for role, centre in posts]
        await people.set_holdings(person, holdings)
        admin = who == "adm"
        account = Account(f"account-{who}", person, who, password_hash, START, START, admin=admin)
        assert await people.add_account(account)
        shop.tokens[who] = await shop.token(who, "read", "write", *(["admin"] if admin else []))
