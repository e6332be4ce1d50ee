"""Places on both databases: never more than there are, nobody waits beside a free one, and each moves up once (E8, G12)."""

import asyncio
from collections import Counter

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.facts.scene import Scene
from engine.group.problems import STALE
from engine.ports.store import Ask, Reader
from engine.values.record import Decision, New
from engine.values.refusal import Refusal
from tests.builders.commands import seed
from tests.builders.limits import NOW
from tests.builders.release import values
from tests.engine.limits.seats import CLERK, SESSION, hall

CAPACITY = 10
RELEASE = hall()


async def both(url: str) -> tuple[DatabaseStore, DatabaseStore]:
    """Two stores on one PostgreSQL, as two processes are; a SQLite file has one process, so one store twice."""
    first = await open_store(url)
    await first.install(RELEASE)
    if url.startswith("sqlite"):
        return first, first
    second = await open_store(url)
    await second.install(RELEASE)
    return first, second


async def furnished(store: DatabaseStore) -> None:
    def rows(_asked: Ask, _read: Reader) -> Decision:
        given = [
            ("person", "p1", {"name": "P"}),
            ("centre", "c1", {"name": "C", "time_zone": "Asia/Shanghai"}),
            ("session", SESSION, {"name": "One", "capacity": CAPACITY, "centre": "c1"}),
        ]
        return Decision(
            {}, new=tuple(New(kind, id, values(RELEASE, kind, said, NOW)) for kind, id, said in given)
        )

    assert isinstance(await store.submit(rows, Ask(NOW, seed())), Decision)


def scene() -> Scene:
    return Scene(RELEASE, CLERK, NOW, seed())


async def a_seat(store: DatabaseStore) -> str:
    made = await store.submit(create_record, CreateRecord(scene(), "seat", {"session": SESSION}))
    assert isinstance(made, Decision), made
    return str(made.answer["id"])


async def fire(store: DatabaseStore, id: str, name: str) -> None:
    """Take the transition; who was told that somebody else was faster asks again."""
    for _ in range(50):
        outcome = await store.submit(fire_transition, FireTransition(scene(), "seat", id, name))
        if isinstance(outcome, Refusal) and outcome.reasons[0].code == STALE.code:
            continue
        assert isinstance(outcome, Decision), outcome
        return
    raise AssertionError(id)


async def raise_to(store: DatabaseStore, capacity: int) -> None:
    for _ in range(50):
        asked = ChangeRecord(scene(), "session", SESSION, {"capacity": capacity})
        outcome = await store.submit(change_record, asked)
        if isinstance(outcome, Decision):
            return
        assert outcome.reasons[0].code == STALE.code, outcome
    raise AssertionError(capacity)


async def states(store: DatabaseStore) -> Counter[str]:
    found = await store.ask(lambda _asked, read: read.find("seat", {}), Ask(NOW, b""))
    return Counter(str(one.state) for one in found)


async def test_g12_e8_many_at_once_neither_overbook_nor_wait_beside_a_free_place(url: str) -> None:
    stores = await both(url)
    await furnished(stores[0])
    seats = [await a_seat(stores[n % 2]) for n in range(60)]
    await asyncio.gather(*(fire(stores[n % 2], seat, "book") for n, seat in enumerate(seats[:40])))
    assert await states(stores[0]) == {"booked": CAPACITY, "waiting": 30, "asked": 20}
    # Twenty leave, wherever they stand, while twenty others want a place.
    await asyncio.gather(
        *(fire(stores[n % 2], seat, "cancel") for n, seat in enumerate(seats[:20])),
        *(fire(stores[n % 2], seat, "book") for n, seat in enumerate(seats[40:])),
    )
    assert await states(stores[0]) == {"booked": CAPACITY, "waiting": 30, "gone": 20}
    # All who have a place leave at once, again and again: whoever waits moves up, each once, until nobody waits.
    while (await states(stores[0]))["booked"]:
        found = await stores[0].ask(
            lambda _asked, read: read.find("seat", {"state": "booked"}), Ask(NOW, b"")
        )
        await asyncio.gather(*(fire(stores[n % 2], one.id, "cancel") for n, one in enumerate(found)))
        now = await states(stores[0])
        assert now["booked"] == min(CAPACITY, now["booked"] + now["waiting"])
    assert await states(stores[0]) == {"gone": 60}
    for seat in seats:
        lines = await stores[0].history("seat", seat)
        assert sum(line.command == "transition:seat.move_up" for line in lines) <= 1
    for store in {*stores}:
        await store.close()


async def test_e8_nobody_waits_beside_the_room_that_is_made_while_they_ask_for_it(url: str) -> None:
    stores = await both(url)
    await furnished(stores[0])
    seats = [await a_seat(stores[n % 2]) for n in range(60)]

    async def more() -> None:
        for capacity in (15, 25, 40):
            await asyncio.sleep(0.02)
            await raise_to(stores[1], capacity)

    await asyncio.gather(more(), *(fire(stores[n % 2], seat, "book") for n, seat in enumerate(seats)))
    assert await states(stores[0]) == {"booked": 40, "waiting": 20}
    await raise_to(stores[0], 55)
    assert await states(stores[0]) == {"booked": 55, "waiting": 5}
    for store in {*stores}:
        await store.close()
