"""What every adapter of effects must do; each adapter that comes is added to the list."""

import asyncio
import io
import json
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace

import pytest

from adapters.sink.sink import Sink
from engine.ports.effects import Delivered, Effects, NotDelivered, Outgoing

ADAPTERS: dict[str, Callable[[], Effects]] = {"sink": Sink, "sink that tells": lambda: Sink(io.StringIO())}
MESSAGE = Outgoing("e1:p1", "message", "ready", "sms", "p1", "+8613800138000", "zh-CN", "工单已完成")
CALL = Outgoing("e2", "call", "sign.send", arguments={"document": "d1", "pages": 2})


@pytest.fixture(params=ADAPTERS)
async def adapter(request: pytest.FixtureRequest) -> AsyncGenerator[Effects, None]:
    made = ADAPTERS[request.param]()
    yield made
    await made.close()


@pytest.mark.parametrize("outgoing", [MESSAGE, CALL], ids=["message", "call"])
async def test_what_is_given_is_delivered(adapter: Effects, outgoing: Outgoing) -> None:
    answer = await adapter.deliver(outgoing)
    assert isinstance(answer, Delivered)
    assert answer.reference
    assert not answer.repeated


async def test_the_same_one_again_is_not_done_again(adapter: Effects) -> None:
    first = await adapter.deliver(MESSAGE)
    again = await adapter.deliver(MESSAGE)
    assert isinstance(first, Delivered)
    assert again == Delivered(first.reference, repeated=True)
    other = await adapter.deliver(replace(MESSAGE, id="e1:p2"))
    assert isinstance(other, Delivered)
    assert not other.repeated


async def test_many_at_once_are_each_done_once(adapter: Effects) -> None:
    answers = await asyncio.gather(
        *(adapter.deliver(replace(MESSAGE, id=f"e{number % 10}")) for number in range(50))
    )
    fresh = [answer for answer in answers if isinstance(answer, Delivered) and not answer.repeated]
    assert len(fresh) == 10


@pytest.mark.parametrize("without", [{"address": ""}, {"text": ""}])
async def test_what_cannot_go_out_is_not_tried_again(adapter: Effects, without: dict[str, str]) -> None:
    answer = await adapter.deliver(replace(MESSAGE, **without))
    assert isinstance(answer, NotDelivered)
    assert not answer.again


async def test_the_sink_tells_each_once() -> None:
    stream = io.StringIO()
    sink = Sink(stream)
    for outgoing in (MESSAGE, MESSAGE, CALL):
        await sink.deliver(outgoing)
    told = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(one["id"], one["text"]) for one in told] == [("e1:p1", "工单已完成"), ("e2", "")]
