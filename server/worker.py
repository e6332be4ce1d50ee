"""The worker: fires due timers, takes effects from the outbox and hands them to the adapter, whatever dies in between.

It also finishes a publish that was cut off on its way through the records in flight.

An attempt is counted when an effect is claimed, so that a worker that is killed has spent one; its lease runs out and
another takes over. Each effect stands for itself: one that cannot be delivered holds up no other record's.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from time import monotonic

import structlog

from engine.ports.effects import Effects
from engine.ports.store import StoreUnavailable
from server.delivery.deliver import Deliverer
from server.every import clock_scene, follow_rules
from server.house import House
from server.metrics import Metrics
from server.publish import finish_publish
from server.timers import fire_due
from server.waiting import seat_those_who_wait

_LOG = structlog.get_logger()
BATCH = 100
LEASE = timedelta(minutes=2)
LOOK_EVERY = 1.0  # seconds
FOLLOW_EVERY = 60.0  # seconds
STILL_AT_IT = timedelta(minutes=15)  # that long a publish may take before somebody else looks after it


class Worker:
    """Fires the timers of one house, and delivers its outbox through one adapter."""

    def __init__(self, house: House, effects: Effects, metrics: Metrics) -> None:
        """Nothing runs before ``start``."""
        self._house = house
        self._effects = effects
        self._deliverer = Deliverer(house, effects)
        self._metrics = metrics
        self._tasks: list[asyncio.Task[None]] = []
        self._finishing: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()
        self._followed: tuple[str, float] | None = None
        self._looked: float | None = None

    @property
    def running(self) -> bool:
        """Whether it is at work."""
        tasks = [*self._tasks, *([self._finishing] if self._finishing else [])]
        return bool(tasks) and not any(task.done() for task in tasks)

    def start(self) -> None:
        """Go to work beside whatever else this process does."""
        # Side by side: a provider that answers slowly delays no timer.
        self._tasks = [
            asyncio.create_task(self._run(work), name=work.__name__)
            for work in (self.fire_once, self.deliver_once)
        ]
        self._finishing = asyncio.create_task(self._run(self.finish_once), name="finish_once")

    async def stop(self) -> None:
        """Finish the effect in hand, give the others back by letting their leases run out, and end."""
        self._ending.set()
        if self._finishing is not None:
            self._finishing.cancel()  # the next worker goes on with it
            with suppress(asyncio.CancelledError):
                await self._finishing
        await asyncio.gather(*self._tasks)
        await self._effects.close()

    async def _run(self, work: Callable[[], Awaitable[bool]]) -> None:
        while not self._ending.is_set():
            try:
                busy = await work()
            except StoreUnavailable:
                busy = False  # the store tells of itself; the effects are still there when it is back
            except Exception:  # noqa: BLE001 - a bug must not end the worker for all other effects
                _LOG.exception("worker_fault")
                busy = False
            if not busy:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._ending.wait(), LOOK_EVERY)

    async def work_once(self) -> bool:
        """Fire and deliver one batch; whether there was anything to do."""
        fired = await self.fire_once()
        return await self.deliver_once() or fired

    async def fire_once(self) -> bool:
        """Fire one batch of due timers; whether there was any."""
        await self._follow_rules()
        return bool(await fire_due(self._house, heard=self._metrics.timer))

    async def _follow_rules(self) -> None:
        """Set the clocks of rules when there is another release, and every minute: centres and parameters change."""
        house = self._house
        release, now = house.live.id, monotonic()
        if self._followed is None or self._followed[0] != release or now - self._followed[1] >= FOLLOW_EVERY:
            await follow_rules(house, clock_scene(house))
            await seat_those_who_wait(house)
            self._followed = (release, now)

    async def finish_once(self) -> bool:
        """Finish a publish that was cut off: at the first look, for who begins here began none; later only an old one.

        Looks every minute; whether there was one.
        """
        first, now = self._looked is None, monotonic()
        if self._looked is not None and now - self._looked < FOLLOW_EVERY:
            return False
        live = await self._house.store.published.live()
        since = live.moves_since if live is not None else None
        done = None
        if since is not None and (first or self._house.clock.now() - since >= STILL_AT_IT):
            done = await finish_publish(self._house)
        self._looked = now
        if done is None:
            return False
        _LOG.info("publish_finished", moved=done.moved, timed=done.timed, stayed=len(done.stayed))
        return True

    async def deliver_once(self) -> bool:
        """Deliver one batch of effects; whether there was any."""
        batch = await self._house.store.outbox.claim(self._house.clock.now(), BATCH, LEASE)
        for delivery in batch:
            if self._ending.is_set():
                break
            self._metrics.delivery(await self._deliverer.deliver(delivery))
        return bool(batch)
