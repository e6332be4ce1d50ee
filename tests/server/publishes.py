"""Run as a program: publishes a version of the repairs pack that makes something due, and tells each record it has looked at.

``python -m tests.server.publishes URL``
"""

import asyncio
import os
import sys
from typing import Any

from adapters.store.open import open_store
from engine.clock.clock import MovingClock
from server.bootstrap import open_scratch
from server.opening import house_of
from server.publish import prepare, publish
from tests.builders.repairs import CLOCK, Files, repairs


def with_deadline(version: str) -> Files:
    """Whatever is being repaired is late after a while."""
    late = {
        "after": "P1D", "label": {"en": "Late", "zh-CN": "迟"},
        "then": [{"set": {"price": {"formula": "coalesce(price, 0) + 1"}}}],
    }  # fmt: skip

    def change(said: dict[str, Any]) -> object:
        return said["states"]["received"].update(deadlines={"late": late})

    return repairs({"workflows/repair.json": change, "pack.json": lambda said: said.update(version=version)})


async def main(url: str) -> None:
    store = await open_store(url)
    house = await house_of(store, MovingClock(CLOCK))
    made = await prepare(house, with_deadline("1.1.0"), open_scratch)
    submit = house.submit

    async def told(*args: Any) -> Any:
        done = await submit(*args)
        os.write(1, b"one\n")
        return done

    house.submit = told  # type: ignore[method-assign]
    await publish(house, made, None)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
