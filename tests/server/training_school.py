"""The training school behind the real server: its people sign in by tokens and call by its addresses."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from engine.clock.clock import MovingClock
from engine.packs.check import check
from engine.packs.release import Release
from engine.packs.sample import SampleFile
from engine.ports.people import Account, Token
from server.app import make_app
from server.bootstrap import open_desk, read_pack
from server.desk import Desk, Doors
from server.metrics import Metrics
from server.samples.company import Company
from server.samples.play import play_sample
from server.settings import Settings
from server.sign_in.secrets import hashed
from server.timers import fire_due

PACK = Path(__file__).parents[2] / "definitions" / "education_training"
BASE = "http://127.0.0.1:8000"
RECORDS = "/api/v1/records"


@dataclass(frozen=True, slots=True)
class School:
    """An open school: its people and courses are those of the sample ``staff``, by alias."""

    app: FastAPI
    desk: Desk
    clock: MovingClock
    company: Company

    def id(self, alias: str) -> str:
        """The id of a person, centre or course."""
        return self.company.ids[alias]

    @asynccontextmanager
    async def client(self, who: str, language: str) -> AsyncGenerator[httpx.AsyncClient, None]:
        """A client by which a person calls, answered in this language."""
        headers = {"Authorization": f"Bearer pm_{who}", "Accept-Language": language}
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=headers) as client:
            yield client

    async def call(
        self, who: str, method: str, path: str, body: Any = None, *, language: str = "zh-CN", **headers: str
    ) -> httpx.Response:
        """One call of a person."""
        async with self.client(who, language) as client:
            return await client.request(method, path, json=body, headers=headers)

    async def create(self, who: str, entity: str, *, form: str | None = None, **values: Any) -> str:
        """A record that a person makes; its id."""
        body = {"input": values, **({"form": form} if form else {})}
        made = await self.call(who, "POST", f"{RECORDS}/{entity}", body)
        assert made.status_code == 201, made.text
        return made.json()["id"]

    async def take(self, who: str, transition: str, record: str, **given: Any) -> dict[str, Any]:
        """A transition that a person takes; its answer."""
        done = await self.tried(who, transition, record, **given)
        assert done.status_code == 200, done.text
        return done.json()

    async def tried(self, who: str, transition: str, record: str, **given: Any) -> httpx.Response:
        """The same, refused or not."""
        entity, _, name = transition.partition(".")
        return await self.call(
            who, "POST", f"{RECORDS}/{entity}/{record}/transitions/{name}", {"input": given}
        )

    async def look(self, who: str, entity: str, record: str) -> dict[str, Any]:
        """The values of a record as a person sees them."""
        answer = await self.call(who, "GET", f"{RECORDS}/{entity}/{record}")
        assert answer.status_code == 200, answer.text
        return answer.json()["values"]

    async def get(self, who: str, path: str) -> Any:
        """What a person is answered."""
        answer = await self.call(who, "GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def wait_until(self, moment: str) -> None:
        """Let time pass, and everything happen that is due on the way, each at its moment."""
        until = datetime.fromisoformat(moment)
        while (due := await self.desk.house.store.timers.next_due()) is not None and due <= until:
            self.clock.move_to(max(due, self.clock.now()))
            if not await fire_due(self.desk.house):
                break
        self.clock.move_to(until)


@asynccontextmanager
async def open_school(settings: Settings) -> AsyncGenerator[School, None]:
    """The school on an empty database, with everybody of the sample ``staff`` and a token for each (``pm_`` and the alias)."""
    release, sample = _checked()
    clock, doors, metrics = MovingClock(datetime.fromisoformat(sample.clock)), Doors(), Metrics()
    async with open_desk(settings, metrics, clock) as desk:
        house = desk.house
        await house.store.install(release)
        await house.store.published.publish(release, clock.now(), None)
        house.switch(release)
        app = make_app(settings, metrics, doors)
        doors.open(desk)
        report = await play_sample(house, sample)
        assert report.refused == []
        school = School(app, desk, clock, report.company)
        for alias in sample.people:
            await _token(school, alias)
        yield school


@lru_cache(maxsize=1)
def _checked() -> tuple[Release, SampleFile]:
    """The pack's release, which nobody changes, and its staff: checked once for all tests of a process."""
    files, _ = read_pack(PACK)
    checked = check(files)
    assert checked.release is not None, checked.diagnostics
    return checked.release, checked.loaded.of("sample", SampleFile)["staff"].model


async def _token(school: School, alias: str) -> None:
    people, now = school.desk.house.store.people, school.clock.now()
    account = Account(f"account-{alias}", school.id(alias), alias, "", now, now)
    assert await people.add_account(account)
    ends = now + timedelta(days=365)
    await people.add_token(
        Token(f"token-{alias}", account.id, hashed(f"pm_{alias}"), "pm_", alias, ("read", "write"), now, ends)
    )
