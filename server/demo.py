"""A house to look around in: a pack with sample data and sign-ins, made once, whole or not at all."""

import json
import math
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.clock.clock import HostClock
from engine.commands.add_user import AddUser
from engine.packs.files import Files
from engine.packs.sample import SampleFile
from engine.packs.sample_copies import with_copies
from engine.ports.whole import NotCopied
from engine.values.plain import in_language
from engine.values.refusal import Refusal
from server.accounts import let_in, new_password
from server.bootstrap import open_house, open_scratch
from server.house import EVERYTHING, House
from server.publish import prepare, publish
from server.samples.play import play_sample
from server.samples.playing import SampleReport
from server.settings import Settings
from server.sign_in.passwords import Passwords

Progress = Callable[[int, int], None]
_MAKING = ".making"
_ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody who may sign in to a demonstration."""

    login: str
    password: str
    name: str
    posts: str
    centre: str


class DemoRefused(RuntimeError):
    """The pack or its sample cannot be used; the message says why."""


class Demo:
    """A demonstration in an SQLite file; beside it lies how far its clock is from the host's."""

    def __init__(self, place: Path) -> None:
        """``place``: the database file."""
        self.place = place
        self._note = place.with_suffix(".json")

    @property
    def is_made(self) -> bool:
        """Whether it is there, whole."""
        return self.place.exists() and self._note.exists()

    def settings(self, chosen: Settings, now: datetime | None = None) -> Settings:
        """The settings to serve it with; its time goes on from the sample's clock, or from ``now``."""
        shift = timedelta(seconds=json.loads(self._note.read_text())["clock_shift_seconds"])
        if now is not None:
            shift = now - datetime.now(UTC)
        return replace(chosen, database_url=_url(self.place), clock_shift=shift)

    async def make(
        self, chosen: Settings, files: Files, sample: str, language: str, progress: Progress
    ) -> list[SignIn]:
        """Make it; gives the sign-ins, whose passwords are kept nowhere. Raises ``DemoRefused``."""
        making = self.place.with_name(self.place.name + _MAKING)
        for name in ("", "-wal", "-shm", ".lock"):
            making.with_name(making.name + name).unlink(missing_ok=True)
        started = datetime.now(UTC)
        async with open_house(replace(chosen, database_url=_url(making)), HostClock()) as house:
            made = await prepare(house, files, open_scratch)
            if not made.is_ready:
                faults = [one.text("en") for one in made.checked.errors]
                raise DemoRefused("; ".join(faults + [one.text["en"] for one in made.reasons]))
            await publish(house, made, None)
            samples = made.checked.loaded.of("sample", SampleFile)
            if sample not in samples:
                raise DemoRefused(f"the pack has no sample {sample}; it has {', '.join(samples) or 'none'}")
            file = samples[sample].model
            try:
                report = await play_sample(house, file, progress, open_scratch)
            except NotCopied as error:
                raise DemoRefused(str(error)) from error
            if report.refused:
                first = report.refused[0]
                raise DemoRefused(f"{first.entry}: {first.refusal.reasons[0].text['en']}")
            sign_ins = await _sign_ins(house, file, report, language)
        making.replace(self.place)
        making.with_name(making.name + ".lock").unlink(missing_ok=True)
        shift = datetime.fromisoformat(file.clock) - started
        self._note.write_text(json.dumps({"clock_shift_seconds": math.ceil(shift.total_seconds())}))
        return sign_ins


async def _sign_ins(house: House, file: SampleFile, report: SampleReport, language: str) -> list[SignIn]:
    roles, file = house.live.access.roles, with_copies(file)
    made: list[SignIn] = []
    with closing(Passwords()) as passwords:
        people: list[tuple[str, str | None, str, str, str]] = [(_ADMIN, None, "Administrator", "admin", "")]
        for alias, one in file.people.items():
            posts = ", ".join(in_language(roles[role].label, language, role) for role in one.all_roles)
            centre = str(file.centres[one.centre].get("name", one.centre)) if one.centre else ""
            people.append((alias, report.company.ids[alias], one.name, posts, centre))
        for login, person, name, posts, centre in people:
            password = new_password()
            new = AddUser(
                house.scene(EVERYTHING), login, name, person, admin=login == _ADMIN, must_change=False
            )
            done = await let_in(house, passwords, new, password)
            if isinstance(done, Refusal):
                raise DemoRefused(f"{login}: {done.reasons[0].text['en']}")
            made.append(SignIn(login, password, name, posts, centre))
    return made


def _url(place: Path) -> str:
    return f"sqlite:///{place}"
