"""The demonstration: made whole or not at all, usable again afterwards."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from server.bootstrap import open_house
from server.demo import Demo, DemoRefused
from server.settings import Settings
from server.sign_in.passwords import Passwords
from tests.builders.repairs import CLOCK, repairs

CHOSEN = replace(Settings(), worker=False)


async def made(place: Path, files: dict[str, bytes] | None = None) -> tuple[Demo, list[Any]]:
    demo = Demo(place / "demo.sqlite")
    return demo, await demo.make(CHOSEN, files or repairs(), "tiny", "en", lambda _done, _all: None)


async def test_everybody_can_sign_in_to_it(tmp_path: Path) -> None:
    demo, sign_ins = await made(tmp_path)
    assert demo.is_made
    assert [(one.login, one.posts, one.centre) for one in sign_ins] == [
        ("admin", "admin", ""),
        ("desk1", "Front desk", "North"),
        ("tech1", "Technician", "North"),
    ]
    passwords = Passwords()
    async with open_house(demo.settings(CHOSEN)) as house:
        for one in sign_ins:
            account = await house.store.people.account(login=one.login)
            assert account is not None
            assert account.admin == (one.login == "admin")
            assert await passwords.verify(account.password, one.password)
        assert house.live.pack == "repairs"
        assert await house.store.published.in_flight("repair", ("release", "state"))
    passwords.close()
    assert sign_ins[0].password not in (tmp_path / "demo.json").read_text()


async def test_its_time_goes_on_from_the_clock_of_the_sample(tmp_path: Path) -> None:
    demo, _ = await made(tmp_path)
    shift = demo.settings(CHOSEN).clock_shift
    assert timedelta(0) <= datetime.now(UTC) + shift - CLOCK < timedelta(minutes=5)
    chosen = datetime(2026, 5, 1, tzinfo=UTC)
    assert abs(datetime.now(UTC) + demo.settings(CHOSEN, chosen).clock_shift - chosen) < timedelta(minutes=1)


async def test_what_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    def dear(said: dict[str, Any]) -> None:
        said["records"]["repairs"]["as"] = "@tech1"

    with pytest.raises(DemoRefused):
        await made(tmp_path, {**repairs({"samples/tiny.json": dear})})
    assert not Demo(tmp_path / "demo.sqlite").is_made
    assert Demo(tmp_path / "demo.sqlite").place.exists() is False
    demo, _ = await made(tmp_path)
    assert demo.is_made
