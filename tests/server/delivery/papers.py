"""Deals that are sent to be signed: a small pack for tests of calls and their answers, and a house around it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from adapters.sink.sink import Sink
from adapters.store.open import open_store
from engine.clock.clock import MovingClock
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.packs.release import Release
from engine.ports.effects import Effects
from engine.ports.outbox import Effect, Filter
from engine.queries.path_values import PathsAsk, path_values
from engine.values.record import Decision
from server.house import EVERYTHING, House
from server.metrics import Metrics
from server.worker import Worker
from tests.builders.packs import pack
from tests.server.delivery.post import NOON, text

CALLS: dict[str, Any] = {
    "esign.send": {
        "about": "deal",
        "label": text("Sign"),
        "answer": {
            "signer": {"type": "text", "required": True, "label": text("Signer")},
            "signed_at": {"type": "datetime", "label": text("Signed")},
        },
        "failure": {"code": {"type": "integer", "label": text("Code")}},
    }
}
WORKFLOW: dict[str, Any] = {
    "entity": "deal",
    "initial": "draft",
    "states": {
        "draft": {"label": text("Draft")},
        "signing": {"label": text("Signing")},
        "signed": {"label": text("Signed"), "final": True},
    },
    "transitions": {
        "send": {
            "label": text("Send"), "from": ["draft"], "to": "signing", "duty": "deal.do",
            "effects": [{"call": "esign.send", "with": {"name": {"field": "name"}}}],
        },
        "sign": {
            "label": text("Sign"), "from": ["signing"], "to": "signed", "when": {"answer": "esign.send"},
            "guard": {"field": "input.signer", "op": "ne", "value": "nobody"},
            "effects": [{"set": {"signer": {"field": "input.signer"}}}],
        },
        "fall_back": {"label": text("Back"), "from": ["signing"], "to": "draft", "when": {"failure": "esign.send"}},
    },
}  # fmt: skip
RULES: dict[str, Any] = {
    "count": {"when": {"answer": "esign.send"}, "then": [{"set": {"heard": {"formula": "heard + 1"}}}]},
    "note": {"when": {"failure": "esign.send"}, "then": [{"set": {"trouble": {"field": "input.why"}}}]},
}


def papers(**more: Any) -> Release:
    """Deals: draft, signing and signed; what comes back from outside moves them."""
    given: dict[str, Any] = {
        "manifest": {"calls": CALLS},
        "entities": {
            "deal": {
                "title": "name",
                "fields": {
                    "name": {"type": "text", "label": text("Name")},
                    "signer": {"type": "text", "label": text("Signer")},
                    "trouble": {"type": "text", "label": text("Trouble")},
                    "heard": {"type": "integer", "default": 0, "label": text("Heard")},
                },
            }
        },
        "workflows": {"deal": WORKFLOW},
        "rules": RULES,
        "invariants": {
            "no_devil": {
                "entity": "deal", "fields": ["signer"], "if_broken": "refuse",
                "holds": {"any": [{"field": "signer", "op": "absent"}, {"field": "signer", "op": "ne", "value": "devil"}]},
            }
        },
        "roles": {"clerk": {}},
        "duties": {
            "deal.do": {
                "held_by": ["clerk"], "scope": "company",
                "allows": {"create": ["deal"], "transitions": ["deal.send"], "fields": {"deal": {"write": ["name", "signer", "trouble", "heard"]}}},
            }
        },
    }  # fmt: skip
    return pack(**{**given, **more})


class Office:
    """A house with the papers in force, and the sink as its way out."""

    def __init__(self, house: House, clock: MovingClock) -> None:
        self.house, self.clock, self.sink = house, clock, Sink()

    async def sent(self) -> str:
        """A deal that waits to be signed; the call is not made yet."""
        asked = CreateRecord(self.house.scene(EVERYTHING), "deal", {"name": "Lease"})
        made = await self.house.submit(create_record, asked)
        assert isinstance(made, Decision)
        id = str(made.answer["id"])
        fired = FireTransition(self.house.scene(EVERYTHING), "deal", id, "send")
        assert isinstance(await self.house.submit(fire_transition, fired), Decision)
        return id

    async def work(self, effects: Effects | None = None) -> None:
        worker = Worker(self.house, effects or self.sink, Metrics())
        while await worker.work_once():
            pass

    async def values(self, id: str, *names: str) -> tuple[Any, ...]:
        found = (
            await self.house.ask(path_values, PathsAsk(self.house.scene(EVERYTHING), "deal", id, names)) or {}
        )
        return tuple(found[name] for name in names)

    async def call(self, id: str) -> Effect:
        (found,) = await self.house.store.outbox.effects(Filter(record=id, kind="call"))
        return found


@asynccontextmanager
async def open_office(url: str) -> AsyncGenerator[Office]:
    """The office over an empty database."""
    release, clock = papers(), MovingClock(NOON)
    store = await open_store(url)
    try:
        await store.install(release)
        yield Office(House(store, clock, release, {release.id: release}), clock)
    finally:
        await store.close()
