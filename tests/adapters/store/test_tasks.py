"""Tasks on both databases: of many who take one at once, one has it; what ends it ends it once (C8)."""

import asyncio
from typing import Any

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.handle_task import HandleTask, handle_task
from engine.effects.task_book import TASK
from engine.facts.scene import Scene
from engine.ports.store import Ask, Reader
from engine.values.record import Decision, New, Record
from engine.values.refusal import Refusal
from tests.builders.commands import seed
from tests.builders.release import NOW, values
from tests.engine.commands.errands import ANN, BEN, errands

RELEASE = errands()


async def opened(url: str) -> DatabaseStore:
    store = await open_store(url)
    await store.install(RELEASE)
    return store


async def both(url: str) -> tuple[DatabaseStore, DatabaseStore]:
    """Two stores on one PostgreSQL, as two processes are; a SQLite file has one process, so one store twice."""
    first = await opened(url)
    return first, first if url.startswith("sqlite") else await opened(url)


async def peopled(store: DatabaseStore) -> None:
    def people(_asked: Ask, _read: Reader) -> Decision:
        names = [("person", f"p{n}", f"Person {n}") for n in range(1, 5)] + [("centre", "c1", "One")]
        return Decision(
            {},
            new=tuple(New(kind, id, values(RELEASE, kind, {"name": name}, NOW)) for kind, id, name in names),
        )

    assert isinstance(await store.submit(people, Ask(NOW, seed())), Decision)


def scene(actor: Any = ANN) -> Scene:
    return Scene(RELEASE, actor, NOW, seed())


async def a_case(store: DatabaseStore) -> str:
    made = await store.submit(create_record, CreateRecord(scene(), "case", {"name": "A case"}))
    assert isinstance(made, Decision), made
    return str(made.answer["id"])


async def rows(store: DatabaseStore, case: str) -> tuple[Record, ...]:
    return await store.ask(lambda _asked, read: read.find(TASK, {"record": case}), Ask(NOW, b""))


async def test_of_many_who_take_a_task_at_once_one_has_it(url: str) -> None:
    stores = await both(url)
    await peopled(stores[0])
    case = await a_case(stores[0])
    (task,) = await rows(stores[0], case)
    outcomes = await asyncio.gather(
        *(
            stores[n % 2].submit(handle_task, HandleTask(scene(ANN if n % 2 else BEN), task.id, "take"))
            for n in range(40)
        )
    )
    (after,) = await rows(stores[0], case)
    taker = after.values["person"]
    assert taker in ("p1", "p2")
    for n, outcome in enumerate(outcomes):
        if ("p1" if n % 2 else "p2") == taker:
            assert isinstance(outcome, Decision)
        else:
            assert isinstance(outcome, Refusal)
            assert outcome.reasons[0].code == "tasks.taken"
    assert after.version == 2  # written once when it was made, once when it was taken
    for store in {*stores}:
        await store.close()


async def test_a_task_that_is_taken_and_done_at_once_ends(url: str) -> None:
    store, other = await both(url)
    await peopled(store)
    case = await a_case(store)
    (task,) = await rows(store, case)
    done, _ = await asyncio.gather(
        store.submit(fire_transition, FireTransition(scene(), "case", case, "close")),
        other.submit(handle_task, HandleTask(scene(BEN), task.id, "take")),
    )
    assert isinstance(done, Decision)
    (after,) = await rows(store, case)
    assert (after.values["state"], after.values["label"]) == (
        "done",
        {"en": "Call back", "zh-CN": "Call back"},
    )
    assert await store.timers.of_record(task.id) == []
    for one in {store, other}:
        await one.close()
