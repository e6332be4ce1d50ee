"""An answer that is sent piece by piece until it ends, or until the client has gone."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress

from starlette.types import Receive, Scope, Send


class Streamed:
    """An ASGI application that sends what a generator gives; the generator is closed in any case."""

    def __init__(self, parts: AsyncGenerator[bytes], headers: Mapping[str, str], media_type: str) -> None:
        """``parts`` come one by one."""
        self._parts = parts
        self._headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in {**headers, "content-type": media_type}.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send them all; a client that goes away is nobody's fault."""
        await send({"type": "http.response.start", "status": 200, "headers": self._headers})
        sending = asyncio.create_task(self._send(send))
        leaving = asyncio.create_task(_gone(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sending, leaving):
                task.cancel()
                with suppress(asyncio.CancelledError, OSError):
                    await task
            await self._parts.aclose()

    async def _send(self, send: Send) -> None:
        async for part in self._parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
