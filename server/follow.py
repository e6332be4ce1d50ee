"""Following what other processes do to the same house: a release that was published, a parameter that was set."""

import asyncio
from contextlib import suppress

import structlog

from engine.ports.store import StoreUnavailable
from server.house import House
from server.opening import BrokenRelease, compiled, settings_of

_LOG = structlog.get_logger()
LOOK_EVERY = 2.0  # seconds


class Follow:
    """Looks every two seconds; a request that began on one release ends on it."""

    def __init__(self, house: House) -> None:
        """Nothing runs before ``start``."""
        self._house = house
        self._task: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._run(), name="follow")

    async def stop(self) -> None:
        """Look no more."""
        self._ending.set()
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while not self._ending.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), LOOK_EVERY)
            if not self._ending.is_set():
                await self._look()

    async def _look(self) -> None:
        try:
            await self.look_once()
        except StoreUnavailable:
            pass  # it is looked again in a moment
        except BrokenRelease as error:
            # An older engine beside a newer one: what runs here goes on as it was.
            _LOG.error("release_not_taken", why=str(error)[:1_000])
        except Exception:  # noqa: BLE001 - looking again may go better, and nothing else depends on it
            _LOG.exception("follow_fault")

    async def look_once(self) -> None:
        """Take over a release that another process made live, and what was set."""
        house = self._house
        live = next((one for one in await house.store.published.all() if one.live), None)
        if live is not None and live.id != house.live.id:
            published = await house.store.published.get(live.id)
            if published is not None:
                release = await asyncio.to_thread(compiled, published.source)
                await house.store.use(release)
                house.switch(release)
                house.people_changed()
                _LOG.info("release_taken", pack=release.pack, version=release.version)
                house.take_settings(await settings_of(house.store, release))
        if await house.store.settings.count() != house.settings_known:
            house.take_settings(await settings_of(house.store, house.live))
