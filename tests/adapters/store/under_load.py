"""Run as a program: changes records as fast as it can and prints what was acknowledged, until it is killed."""

import asyncio
import os
import sys
from dataclasses import replace
from typing import TypeVar

from adapters.store.open import open_store
from engine.ports.store import Ask
from engine.values.record import Decision
from tests.builders.commands import RELEASE, grow, make, making, moving

CLIENTS = 16
AnyAsk = TypeVar("AnyAsk", bound=Ask)


def _own(asked: AnyAsk) -> AnyAsk:
    """Another seed in each process: with the same one a second process would make the same ids, and end at once."""
    return replace(asked, seed=os.urandom(16))


async def main(url: str) -> None:
    store = await open_store(url)
    await store.install(RELEASE)

    async def client() -> None:
        decision = await store.submit(make, _own(making(hours=0, title=os.urandom(4).hex())))
        assert isinstance(decision, Decision)
        id = decision.answer["id"]
        for _ in range(100_000):
            done = await store.submit(grow, _own(moving(str(id))))
            assert isinstance(done, Decision)
            os.write(1, f"{id} {done.answer['version']}\n".encode())

    await asyncio.gather(*(client() for _ in range(CLIENTS)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
