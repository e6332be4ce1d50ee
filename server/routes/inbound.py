"""Messages that other systems send: each is one event, and what its rules do is one command."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from engine.channels.accept import accept
from engine.channels.channel import Channel
from engine.commands.receive import Receive, receive
from engine.facts.scene import zone_of
from engine.ports.store import Idempotency
from engine.values.plain import Json
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused
from server.problems import BAD_MESSAGE_ID
from server.ways import Answer, Content, Way

_NAME = re.compile(r"[\x21-\x7e]{1,200}")


async def take_in(call: Call) -> Answer | Refusal:
    """Let the rules run that listen to the channel."""
    call.only(())
    id = call.path_params["channel"]
    sent = call.body or {}
    channel = call.house.live.channels.get(id)
    message = _message(call, channel, sent)
    once = call.idempotency() or _once(id, message)
    outcome = await call.house.submit(receive, Receive(call.scene, id, sent, message), once)
    return outcome if isinstance(outcome, Refusal) else Answer(dict(outcome.answer))


def _message(call: Call, channel: Channel | None, sent: Mapping[str, Json]) -> str | None:
    """What the sender calls the message: the header of Standard Webhooks, or the field that the channel names."""
    given = call.headers.get("webhook-id")
    if given is not None:
        if not _NAME.fullmatch(given):
            raise Refused(422, BAD_MESSAGE_ID)
        return given
    if channel is None or channel.message_id is None:
        return None
    values = accept(channel, sent, zone_of(call.house.live.time_zone))
    return str(values[channel.message_id]) if isinstance(values, Mapping) else None


def _once(channel: str, message: str | None) -> Idempotency | None:
    """A message that was taken in is not taken in again, whatever else a second sending of it holds."""
    if message is None:
        return None
    return Idempotency(f"channel {channel}", hashlib.sha256(message.encode()).hexdigest(), "")


WAYS: Sequence[Way] = (
    Way(
        "POST",
        "/api/v1/inbound/{channel}",
        take_in,
        Access.PROGRAM,
        TokenScope.INBOUND,
        "Take in a message of another system.",
        Content.JSON,
    ),
)
