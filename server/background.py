"""What goes on after its request was answered, such as a long import; the process waits for none of it when it ends."""

import asyncio
from collections.abc import Coroutine

import structlog

_LOG = structlog.get_logger()


class Background:
    """Work of one process that somebody began and looks after later."""

    def __init__(self) -> None:
        """Nothing is going on."""
        self._going: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Begin it; a fault of it is logged, since nobody waits for it."""
        task = asyncio.create_task(work)
        self._going.add(task)
        task.add_done_callback(self._ended)
        return task

    async def stop(self) -> None:
        """Break off what is going on; who began it goes on with it by asking for the same again."""
        going = [*self._going]
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._going.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _LOG.error("background_fault", exc_info=task.exception())
