"""Accounts in the command path of a real store: what two processes may not do at once."""

import asyncio

from adapters.store.open import open_store
from adapters.store.store import DatabaseStore
from engine.access.duty import Actor
from engine.commands.add_user import AddUser, add_user
from engine.commands.change_user import ChangeUser, change_user
from engine.facts.scene import Scene
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.builders.commands import seed
from tests.builders.release import NOW
from tests.engine.commands.joinery import joinery


def scene() -> Scene:
    return Scene(joinery(), Actor(None, everything=True), NOW, seed())


async def added(store: DatabaseStore, login: str) -> Decision | Refusal:
    return await store.submit(add_user, AddUser(scene(), login, login.title(), admin=True, password="hash"))


async def test_two_processes_never_take_the_last_administrators_away_together(postgres_database: str) -> None:
    first, second = await open_store(postgres_database), await open_store(postgres_database)
    try:
        await first.install(joinery())
        await second.install(joinery())
        for turn in range(10):
            made = [await added(first, f"{name}{turn}") for name in ("ann", "bob")]
            ids = [str(one.answer["id"]) for one in made if isinstance(one, Decision)]
            left = [one.id for one in await first.people.accounts() if one.admin and one.id not in ids]
            for other in left:
                await first.submit(change_user, ChangeUser(scene(), other, {"admin": False}))
            outcomes = await asyncio.gather(
                *(
                    store.submit(change_user, ChangeUser(scene(), id, {"active": False}))
                    for store, id in zip((first, second), ids, strict=True)
                )
            )
            assert sorted(type(one).__name__ for one in outcomes) == ["Decision", "Refusal"]
    finally:
        await first.close()
        await second.close()


async def test_one_login_is_given_once(url: str) -> None:
    store = await open_store(url)
    try:
        await store.install(joinery())
        outcomes = await asyncio.gather(*(added(store, "ann") for _ in range(8)))
        assert sum(isinstance(one, Decision) for one in outcomes) == 1
        refused = next(one for one in outcomes if isinstance(one, Refusal))
        assert refused.reasons[0].code == "accounts.login_taken"
        assert (await store.read("select count(*) from e_person"))[0][0] == 1
    finally:
        await store.close()
