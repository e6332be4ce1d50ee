"""An approval is decided once, by each person once, and never by who asked: whoever tries at the same moment (G13)."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.access.duty import Holding
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.decide_approval import DecideApproval, decide_approval
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.facts.scene import Scene
from engine.group.problems import STALE
from engine.packs.release import Release
from engine.ports.store import Ask, Reader
from engine.values.record import Decision, New
from engine.values.refusal import Refusal
from tests.builders.approvals import HEAD, NOW, actor, workshop
from tests.builders.commands import seed
from tests.builders.release import values

HEADS = [f"h{number}" for number in range(1, 9)]
POSTS: dict[str, tuple[tuple[str, str | None], ...]] = {
    "ann": (("seller", "c1"), ("head", "c1")),
    "bob": (("seller", "c1"),),
    **dict.fromkeys(HEADS, (("head", "c1"),)),
}
ORDERS, CALLS = 10, 5
AGAIN = {STALE.code, "approvals.closed", "approvals.twice", "approvals.own", "approvals.not_a_decider"}


def scene(release: Release, who: str) -> Scene:
    return Scene(release, actor(who, POSTS), NOW, seed())


async def opened(url: str, release: Release) -> DatabaseStore:
    store = await open_store(url)
    await store.install(release)
    return store


async def peopled(store: DatabaseStore, release: Release) -> None:
    def people(_asked: Ask, _read: Reader) -> Decision:
        found = [
            New("person", id, values(release, "person", {"name": id, "active": True}, NOW)) for id in POSTS
        ]
        centre = New(
            "centre", "c1", values(release, "centre", {"name": "C", "time_zone": "Asia/Shanghai"}, NOW)
        )
        return Decision({}, new=(*found, centre))

    assert isinstance(await store.submit(people, Ask(NOW, seed())), Decision)
    for person, posts in POSTS.items():
        await store.people.set_holdings(person, [Holding(role, centre) for role, centre in posts])


async def asked_for(store: DatabaseStore, release: Release, count: int) -> list[str]:
    """The ids of so many open rounds, each asked for by ann."""
    found: list[str] = []
    for _ in range(count):
        made = await store.submit(
            create_record, CreateRecord(scene(release, "ann"), "order", {"title": "x", "discount": "0.2"})
        )
        assert isinstance(made, Decision), made
        id = str(made.answer["id"])
        done = await store.submit(
            fire_transition, FireTransition(scene(release, "ann"), "order", id, "submit")
        )
        assert isinstance(done, Decision), done
        found += await store.approvals.of_record(id)
    return found


def quorum(**said: Any) -> Release:
    return workshop({"steps": {"head": {**HEAD, **said}}})


async def rows(store: DatabaseStore, entity: str, **match: Any) -> list[Any]:
    return [*await store.ask(lambda asked, read: read.find(entity, match, 5_000), Ask(NOW, b""))]


@pytest.mark.parametrize(("said", "answers"), [({}, 1), ({"decide": {"at_least": 3}}, None)])
async def test_g13_many_answers_at_once_are_one_decision_for_each_approval(
    url: str, said: dict[str, Any], answers: int | None
) -> None:
    release = quorum(**said)
    store = await opened(url, release)
    await peopled(store, release)
    ids = await asked_for(store, release, ORDERS)
    outcomes = await asyncio.gather(
        *(
            store.submit(
                decide_approval,
                DecideApproval(
                    scene(release, who), id, "approve" if (call + place) % 3 else "reject", reason="so"
                ),
            )
            for call in range(CALLS)
            for id in ids
            for place, who in enumerate([*HEADS, "ann"])
        )
    )
    for one in outcomes:
        assert isinstance(one, Decision) or {reason.code for reason in one.reasons} <= AGAIN, one
    for id in ids:
        (current,) = await rows(store, "_approval", id=id)
        seats = await rows(store, "_approval_seat", approval=id)
        spoken = Counter(str(one.values["given"]) for one in seats if one.values["decided_at"] is not None)
        assert all(one.values["person"] != "ann" for one in seats)
        assert len({one.values["person"] for one in seats}) == len(seats) == len(HEADS)
        (order,) = await rows(store, "order", id=current.values["record"])
        wanted = {"approved": "agreed", "rejected": "draft"}[current.values["state"]]
        assert order.state == wanted
        if answers is not None:
            assert sum(spoken.values()) == answers
        else:
            assert spoken["approved"] == 3 or spoken["rejected"] == len(HEADS) - 2
        lines = await store.history("order", order.id)
        outcomes_told = [one for one in lines if one.command == f"transition:order.{current.values['state']}"]
        assert len(outcomes_told) == 1
    assert sum(isinstance(one, Decision) for one in outcomes) == sum(
        one.values["decided_at"] is not None for one in await rows(store, "_approval_seat")
    )
    await store.close()


async def test_g13_two_processes_at_once_decide_once(url: str) -> None:
    if url.startswith("sqlite"):
        return  # one process at a time holds an SQLite database
    release = quorum()
    stores = [await opened(url, release) for _ in range(2)]
    await peopled(stores[0], release)
    ids = await asked_for(stores[0], release, ORDERS)
    outcomes = await asyncio.gather(
        *(
            stores[place % 2].submit(decide_approval, DecideApproval(scene(release, who), id, "approve"))
            for id in ids
            for place, who in enumerate(HEADS)
        )
    )
    assert sum(isinstance(one, Decision) for one in outcomes) == ORDERS
    for store in stores:
        await store.close()


async def test_g13_the_database_itself_forbids_a_seat_of_who_asked_and_a_second_of_one_person(
    url: str,
) -> None:
    release = quorum()
    store = await opened(url, release)
    await peopled(store, release)
    (id,) = await asked_for(store, release, 1)
    (seat,) = [
        one for one in await rows(store, "_approval_seat", approval=id) if one.values["person"] == "h1"
    ]

    def forged(_asked: Ask, _read: Reader) -> Decision:
        own = {**seat.values, "person": "ann"}
        return Decision({}, new=(New("_approval_seat", f"{id}/head/ann", own),))

    def doubled(_asked: Ask, _read: Reader) -> Decision:
        return Decision({}, new=(New("_approval_seat", f"{id}/head/again", seat.values),))

    for command in (forged, doubled):
        try:
            outcome: object = await store.submit(command, Ask(NOW, seed()))
        except Exception as error:  # noqa: BLE001 - each driver has its own
            outcome = error
        assert not isinstance(outcome, Decision)
    assert len(await rows(store, "_approval_seat", approval=id)) == len(HEADS)
    await store.close()


async def test_an_approval_comes_back_as_it_was_written(url: str) -> None:
    release = quorum()
    store = await opened(url, release)
    await peopled(store, release)
    (id,) = await asked_for(store, release, 1)
    assert await store.approvals.to_decide("h2") == [id]
    assert await store.approvals.to_decide("ann") == []
    assert await store.approvals.asked_by("ann") == [id]
    assert await store.approvals.waiting() == [id]
    refused = await store.submit(decide_approval, DecideApproval(scene(release, "ann"), id, "approve"))
    assert isinstance(refused, Refusal)
    done = await store.submit(decide_approval, DecideApproval(scene(release, "h2"), id, "approve"))
    assert isinstance(done, Decision)
    assert await store.approvals.waiting() == []
    (current,) = await rows(store, "_approval", id=id)
    assert (current.values["state"], current.values["closed_by"]) == ("approved", "h2")
    assert current.values["barred"] == ("ann",)
    await store.close()
