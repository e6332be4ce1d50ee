"""Looks after those who wait for room that a parameter gives: it changes without a command about any record."""

import structlog

from engine.commands.seat_waiting import SeatWaiting, seat_waiting
from engine.values.refusal import Refusal
from server.house import EVERYTHING, House

_LOG = structlog.get_logger()


async def seat_those_who_wait(house: House) -> int:
    """Let everybody move up who finds room under such a limit; how many did. Raises StoreUnavailable."""
    count = 0
    for limit in house.live.limits.by_parameter:
        moved = 1
        while moved:
            ask = SeatWaiting(house.scene(EVERYTHING), limit.id)
            outcome = await house.store.submit(seat_waiting, ask, bulk=True)
            if isinstance(outcome, Refusal):
                _LOG.warning("waiting_refused", limit=limit.id, code=outcome.reasons[0].code)
                break
            moved = int(str(outcome.answer["moved"]))
            count += moved
    return count
