"""Exceptions to limits on both databases: one is asked for once, and lets just one go beyond, whoever tries at once (E8, G12)."""

import asyncio
from typing import Any

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.commands.ask_exception import AskException, ask_exception
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.decide_approval import DecideApproval, decide_approval
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.group.problems import STALE
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.adapters.store.test_approvals import HEADS, peopled, rows, scene
from tests.builders.approvals import discount, text, workshop

RELEASE = workshop(
    limits={
        "jots": {
            "label": text("Jots"), "on": {"transition": "order.jot"}, "per": ["owner"], "max": 1, "window": "ever",
            "lifted_by": {"approval": "more"},
        }
    },
    approvals={
        "discount": discount(),
        "more": {"entity": "order", "label": text("More"), "steps": {"head": {"order": 1, "label": text("Head"), "by": {"duty": "agree"}}}},
    },
)  # fmt: skip


async def both(url: str) -> list[DatabaseStore]:
    """Two stores on one PostgreSQL, as two processes are; on SQLite one store twice."""
    stores = [await open_store(url) for _ in range(1 if url.startswith("sqlite") else 2)]
    for store in stores:
        await store.install(RELEASE)
    await peopled(stores[0], RELEASE)
    return [stores[0], stores[-1]]


async def an_order(store: DatabaseStore) -> str:
    made = await store.submit(create_record, CreateRecord(scene(RELEASE, "ann"), "order", {"title": "x"}))
    assert isinstance(made, Decision), made
    return str(made.answer["id"])


def jot(id: str, who: str = "ann") -> FireTransition:
    return FireTransition(scene(RELEASE, who), "order", id, "jot")


def codes(outcomes: list[Any]) -> set[str]:
    return {one.reasons[0].code for one in outcomes if isinstance(one, Refusal)}


async def test_g12_one_exception_lets_just_one_of_many_go_beyond(url: str) -> None:
    stores = await both(url)
    ids = [await an_order(stores[0]) for _ in range(20)]
    assert isinstance(await stores[0].submit(fire_transition, jot(ids[0])), Decision)
    # Many ask at once: one round begins.
    asked = await asyncio.gather(
        *(
            stores[n % 2].submit(ask_exception, AskException(scene(RELEASE, "ann"), "jots", jot(id), "why"))
            for n, id in enumerate(ids)
        )
    )
    assert sum(isinstance(one, Decision) for one in asked) == 1
    assert codes(asked) <= {"limits.asked", STALE.code}
    (round_,) = await rows(stores[0], "_approval")
    assert (round_.values["entity"], round_.values["exception"]["reason"]) == ("order", "why")
    yes = DecideApproval(scene(RELEASE, HEADS[0]), round_.id, "approve")
    assert isinstance(await stores[1].submit(decide_approval, yes), Decision)
    # It is of use to nobody else, however many try.
    others = await asyncio.gather(
        *(stores[n % 2].submit(fire_transition, jot(id, "bob")) for n, id in enumerate(ids))
    )
    assert codes(others) <= {"limits.full", STALE.code}
    assert not any(isinstance(one, Decision) for one in others)
    # Many make use of it at once: one does.
    used = await asyncio.gather(*(stores[n % 2].submit(fire_transition, jot(id)) for n, id in enumerate(ids)))
    assert sum(isinstance(one, Decision) for one in used) == 1
    assert codes(used) <= {"limits.full", STALE.code}
    (round_,) = await rows(stores[0], "_approval")
    assert (round_.values["used"], round_.values["counter"]) == (1, None)
    for store in {*stores}:
        await store.close()
