"""Events: a stream that tells who is signed in that something has changed, so that clients read it anew."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime, timedelta

from engine.records.present import present
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.events.hub import Hub
from server.events.stream import Stream
from server.problem_details import Refused
from server.ways import Answer, Way

BEAT = (
    15.0  # seconds between two signs of life; by then at the latest it is seen that somebody has signed out
)
_LONGEST_AWAY = timedelta(minutes=5)
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def events(call: Call) -> Answer | Refusal:
    """The stream; it ends when the caller signs out, and the oldest of an account ends when there are too many."""
    call.only(())
    if call.method == "HEAD":
        return Answer(content=b"", headers=_HEADERS, media_type="text/event-stream")
    return Answer(stream=_stream(call, call.desk.hub), headers=_HEADERS, media_type="text/event-stream")


async def _stream(call: Call, hub: Hub) -> AsyncGenerator[bytes]:
    stream = Stream(call.caller.account.id, call.caller.actor)
    hub.join(stream)
    try:
        yield b"retry: 3000\n\n"
        await _catch_up(call, hub, stream)
        now = call.house.clock.now()
        stream.tell("hello", now, now=present(now))
        while True:
            try:
                part = await asyncio.wait_for(stream.waiting.get(), BEAT)
            except TimeoutError:
                part = b": \n\n"
            if part is None or not await _still_there(call, stream):
                return
            yield part
    finally:
        hub.leave(stream)


async def _still_there(call: Call, stream: Stream) -> bool:
    """Whether the caller is still signed in; posts that have changed meanwhile count from now on."""
    try:
        caller = await call.desk.sign_in.caller(call.headers, "GET", Access.SIGNED_IN, TokenScope.READ)
    except Refused:
        return False
    stream.actor = caller.actor
    return True


async def _catch_up(call: Call, hub: Hub, stream: Stream) -> None:
    """What happened since the last event that the client has heard; after too long it shall read everything anew."""
    given = call.headers.get("last-event-id")
    if given is None:
        return
    now = call.house.clock.now()
    try:
        since = datetime.fromisoformat(given)
    except ValueError:
        since = None
    if since is None or since.tzinfo is None or not now - _LONGEST_AWAY <= since.astimezone(UTC) <= now:
        stream.tell("reset", now)
        return
    await hub.missed(stream, since.astimezone(UTC))


WAYS: Sequence[Way] = (
    Way(
        "GET",
        "/api/v1/events",
        events,
        Access.SIGNED_IN,
        TokenScope.READ,
        "Server-sent events: that something you may see has changed.",
    ),
)
