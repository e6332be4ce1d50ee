"""Merging in a real store: moved whole, by one of several at once, and taken back whole."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.access.duty import Actor, Holding
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.preview_transition import preview_transition
from engine.commands.undo_merge import UndoMerge, undo_merge
from engine.facts.scene import Scene
from engine.queries.get_record import RecordAsk, get_record
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.builders.commands import seed
from tests.builders.release import NOW
from tests.engine.commands.test_merging import forge


@pytest.fixture
async def forged(url: str) -> AsyncGenerator[DatabaseStore, None]:
    store = await open_store(url)
    await store.install(forge())
    yield store
    await store.close()


def scene(actor: Actor | None = None) -> Scene:
    return Scene(forge(), actor or Actor(None, everything=True), NOW, seed())


async def make(store: DatabaseStore, entity: str, centre: str | None = None, **given: Any) -> str:
    done = await store.submit(create_record, CreateRecord(scene(), entity, given, centre=centre))
    assert isinstance(done, Decision), done
    return str(done.answer["id"])


async def value(store: DatabaseStore, entity: str, id: str) -> Any:
    found = await store.ask(get_record, RecordAsk(scene(), entity, id))
    assert not isinstance(found, Refusal)
    return found


async def test_a47_a_merge_moves_all_or_nothing_and_goes_back(forged: DatabaseStore) -> None:
    centre, person = await make(forged, "centre", name="Here"), await make(forged, "person", name="Ann")
    smith = Actor(person, (Holding("smith", centre),))
    stays = await make(forged, "client", centre, name="Bo", tags=["a"])
    goes = await make(forged, "client", centre, name="Bob", tags=["b"], phone="13800138000")
    orders = [await make(forged, "order", centre, client=goes) for _ in range(2)]
    letter = await make(forged, "letter", centre, about=f"client/{goes}")

    def asked(survivor: str) -> FireTransition:
        return FireTransition(scene(smith), "client", goes, "merge", {"survivor": survivor})

    told = await forged.ask(preview_transition, asked(stays))
    assert not isinstance(told, Refusal), told
    assert told["merged"]["moved"] == {"letter.about": 1, "order.client": 2}  # type: ignore[index,call-overload]
    assert (await value(forged, "client", goes))["values"]["state"] == "known"

    # Several at once: one of them does it.
    outcomes = await asyncio.gather(*(forged.submit(fire_transition, asked(stays)) for _ in range(6)))
    assert sum(isinstance(one, Decision) for one in outcomes) == 1
    assert {(await value(forged, "order", one))["values"]["client"] for one in orders} == {stays}
    assert (await value(forged, "letter", letter))["values"]["about"] == f"client/{stays}"
    assert (await value(forged, "client", goes))["merged_into"] == stays
    kept = (await value(forged, "client", stays))["values"]
    assert (kept["tags"], kept["phone"], kept["orders"]) == (["a", "b"], "+8613800138000", 2)
    lines = await forged.history("order", orders[0])
    assert [one.command for one in lines][-2:] == ["transition:client.merge", "create"]

    back = await forged.submit(undo_merge, UndoMerge(scene(smith), "client", goes))
    assert isinstance(back, Decision), back
    assert back.answer["merged"]["left"] == []  # type: ignore[index,call-overload]
    assert {(await value(forged, "order", one))["values"]["client"] for one in orders} == {goes}
    again = await value(forged, "client", goes)
    assert again["values"]["state"] == "known"
    assert "merged_into" not in again
    kept = (await value(forged, "client", stays))["values"]
    assert (kept["tags"], kept["phone"], kept["orders"]) == (["a"], None, 0)
