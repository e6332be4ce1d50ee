"""Looks again and again at what was committed, by whatever process, and tells the streams what concerns them.

One look serves all streams of a process, and nobody looks while there is no stream. A look goes back a little further than
the one before, since of two transactions the one that began first may be written last; what was told already is not told
again.
"""

import asyncio
from collections import OrderedDict
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from engine.ports.happenings import Changed, Delivered, Happenings
from engine.ports.store import StoreUnavailable
from server.events.stream import Stream, told_to
from server.house import House

_LOG = structlog.get_logger()
LOOK_EVERY = 1.0  # seconds
MOST = 500  # changes that one look takes
MOST_STREAMS = 4  # of one account
_BACK = timedelta(seconds=5)
_REMEMBERED = 5_000


class Hub:
    """The streams of one process."""

    def __init__(self, house: House, every: float = LOOK_EVERY) -> None:
        """``every``: seconds between two looks. Nothing runs before the first stream."""
        self._house = house
        self._every = every
        self._streams: list[Stream] = []
        self._told: OrderedDict[str, None] = OrderedDict()
        self._task: asyncio.Task[None] | None = None
        self._mark = house.clock.now()

    @property
    def streams(self) -> int:
        """How many are open."""
        return len(self._streams)

    def join(self, stream: Stream) -> None:
        """Let a stream hear from now on; the oldest of its account is ended when there are too many."""
        mine = [one for one in self._streams if one.account == stream.account]
        for old in mine[: max(0, len(mine) - MOST_STREAMS + 1)]:
            old.end()
        self._streams.append(stream)
        if self._task is None:
            self._mark = self._house.clock.now()
            self._told.clear()
            self._task = asyncio.create_task(self._run(), name="events")

    def leave(self, stream: Stream) -> None:
        """Forget a stream."""
        with suppress(ValueError):
            self._streams.remove(stream)

    def end(self) -> None:
        """End all streams: the process is about to end."""
        for stream in [*self._streams]:
            stream.end()

    async def stop(self) -> None:
        """End all streams and look no more."""
        self.end()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        """Look as long as somebody listens. A fault ends all streams: clients come again."""
        try:
            while self._streams:
                await asyncio.sleep(self._every)
                try:
                    await self.look()
                except StoreUnavailable:
                    _LOG.warning("events_unavailable")
        except Exception as error:  # noqa: BLE001 - a bug in one look must not leave streams that hear nothing
            _LOG.error("fault", where="events", exc_info=error)
            self.end()
        finally:
            self._task = None

    async def look(self) -> None:
        """Tell every stream what has happened since the look before."""
        now = self._house.clock.now()
        found = self._new(await self._house.store.chronicle.since(self._mark - _BACK, MOST))
        self._mark = now
        for stream in [*self._streams]:
            await told_to(self._house, stream, found, now)

    async def missed(self, stream: Stream, since: datetime) -> None:
        """Tell a stream that comes back what happened while it was away."""
        found = await self._house.store.chronicle.since(since - _BACK, MOST)
        await told_to(self._house, stream, found, self._house.clock.now())

    def _new(self, found: Happenings) -> Happenings:
        changed = [one for one in found.changed if self._first(one)]
        delivered = [one for one in found.delivered if self._first(one)]
        return Happenings(changed, delivered, found.tasks, found.more)

    def _first(self, one: Changed | Delivered) -> bool:
        if one.key in self._told:
            return False
        self._told[one.key] = None
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return True
