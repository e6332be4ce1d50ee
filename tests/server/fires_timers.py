"""Run as a program: a worker that fires due timers of the bench, and tells each; it dies when it is told to.

``python -m tests.server.fires_timers URL [claim]``: with ``claim`` it claims a batch, says so and hangs.
"""

import asyncio
import os
import sys
from datetime import timedelta

from engine.clock.clock import MovingClock
from server.timers import BATCH, LEASE, fire_due
from tests.server.clinic import START, open_bench


def tell(what: str) -> None:
    os.write(1, f"{what}\n".encode())


async def main(url: str, *, claim: bool) -> None:
    clock = MovingClock(START + timedelta(hours=1, minutes=10))
    async with open_bench(url, clock, install=False) as house:
        os.write(1, b"ready\n")
        sys.stdin.readline()
        if claim:
            batch = await house.store.timers.claim(clock.now(), BATCH, LEASE)
            os.write(1, f"claimed {len(batch)}\n".encode())
            await asyncio.sleep(600)
        while await fire_due(house, heard=tell):
            pass


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], claim=sys.argv[2:] == ["claim"]))
