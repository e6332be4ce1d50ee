"""A repair bench whose jobs wait for moments: a small pack for tests of what fires timers, and a house around it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from adapters.store.open import open_store
from engine.clock.clock import MovingClock
from engine.commands.create_record import CreateRecord, create_record
from engine.packs.release import Release
from engine.queries.path_values import PathsAsk, path_values
from engine.values.record import Decision
from server.house import EVERYTHING, House
from tests.builders.packs import pack

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai


def text(label: str) -> dict[str, str]:
    return {"en": label, "zh-CN": label}


def add(said: str) -> dict[str, Any]:
    return {"set": {"trail": {"formula": f'concat(trail, "{said}")'}}}


def bench() -> Release:
    """Jobs that are chased after an hour, closed after a day unless they are kept, and refuse when they are cursed."""
    return pack(
        entities={
            "job": {
                "title": "name",
                "fields": {
                    "name": {"type": "text", "label": text("Name")},
                    "trail": {"type": "text", "default": "-", "label": text("Trail")},
                    "kept": {"type": "boolean", "label": text("Kept")},
                    "cursed": {"type": "boolean", "label": text("Cursed")},
                },
            }
        },
        workflows={
            "job": {
                "entity": "job",
                "initial": "open",
                "states": {
                    "open": {
                        "label": text("Open"),
                        "deadlines": {
                            "chase": {"after": "PT1H", "then": [add("c")]},
                            "late": {"after": "PT2H", "order": 2, "then": [add("2")]},
                            "also": {"after": "PT2H", "order": 1, "then": [add("1")]},
                        },
                    },
                    "shut": {"label": text("Shut"), "final": True},
                },
                "transitions": {
                    "shut": {
                        "label": text("Shut"),
                        "from": ["open"],
                        "to": "shut",
                        "duty": "job.do",
                        "timer": {"after": "P1D"},
                        "guard": {"field": "kept", "op": "eq", "value": False},
                    }
                },
            }
        },
        invariants={
            "no_curse": {
                "entity": "job",
                "fields": ["trail"],
                "holds": {"any": [{"field": "cursed", "op": "eq", "value": False}, {"field": "trail", "op": "eq", "value": "-"}]},
                "if_broken": "refuse",
            }
        },
        roles={"hand": {}},
        duties={
            "job.do": {
                "held_by": ["hand"],
                "scope": "company",
                "allows": {
                    "create": ["job"],
                    "transitions": ["job.shut"],
                    "fields": {"job": {"write": ["name", "trail", "kept", "cursed"]}},
                },
            }
        },
    )  # fmt: skip


@asynccontextmanager
async def open_bench(
    url: str, clock: MovingClock | None = None, *, install: bool = True
) -> AsyncGenerator[House]:
    """A house with the bench in force."""
    release = bench()
    store = await open_store(url)
    try:
        if install:
            await store.install(release)
        else:
            await store.use(release)
        yield House(store, clock or MovingClock(START), release, {release.id: release})
    finally:
        await store.close()


async def a_job(house: House, **given: Any) -> str:
    asked = CreateRecord(house.scene(EVERYTHING), "job", {"name": "Bell", **given})
    made = await house.submit(create_record, asked)
    assert isinstance(made, Decision), made
    return str(made.answer["id"])


async def value(house: House, id: str, name: str) -> Any:
    found = await house.ask(path_values, PathsAsk(house.scene(EVERYTHING), "job", id, (name,)))
    return (found or {})[name]
