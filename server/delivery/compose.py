"""What goes out in one piece: a message for one recipient, or a digest of all that was gathered for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.ports.outbox import Delivery, Ended
from engine.queries.prepare_message import Later, Never, PrepareAsk, Ready, Texts, prepare_message
from engine.values.plain import Json
from server.delivery.recipients import Recipient
from server.house import EVERYTHING, House


@dataclass(frozen=True, slots=True)
class Bundle:
    """It may go out. ``channels`` in order of trial; ``parts``: of a digest, as an inbox shows them.

    ``ended``: what becomes of the parts once it has gone out.
    """

    channels: tuple[str, ...]
    addresses: Mapping[str, str]
    texts: Texts
    parts: tuple[Mapping[str, Json], ...] = ()
    ended: tuple[Ended, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """It does not go out: ``state`` and ``why``, and what becomes of its parts."""

    state: str
    why: str
    ended: tuple[Ended, ...] = ()


async def compose(house: House, delivery: Delivery, reader: Recipient) -> Bundle | Later | Stop:
    """A message or digest as it is at this moment."""
    if delivery.kind == "digest":
        return await _digest(house, delivery, reader)
    prepared = await _prepared(house, delivery, reader)
    if isinstance(prepared, Ready):
        return Bundle(prepared.channels, prepared.addresses, prepared.texts)
    return Stop(prepared.state, prepared.why) if isinstance(prepared, Never) else prepared


async def _prepared(
    house: House, delivery: Delivery, reader: Recipient, *, in_digest: bool = False
) -> Ready | Later | Never:
    scene = house.scene(EVERYTHING)
    ask = PrepareAsk(scene, delivery, reader.person, reader.address, reader.home, in_digest)
    prepared = await house.ask(prepare_message, ask)
    since = prepared.told_since if isinstance(prepared, Ready) else None
    if since is not None and await house.store.outbox.told(delivery, since):
        return Never("dropped", "told_already")
    return prepared


async def _digest(house: House, delivery: Delivery, reader: Recipient) -> Bundle | Stop:
    ready: list[tuple[Delivery, Ready]] = []
    ended: list[Ended] = []
    for part in await house.store.outbox.gathered(delivery.id):
        prepared = await _prepared(house, part, reader, in_digest=True)
        if isinstance(prepared, Ready):
            ready.append((part, prepared))
        elif isinstance(prepared, Never):
            ended.append(Ended(part.id, prepared.state, prepared.why))
    if not ready:
        return Stop("dropped", "empty_digest", tuple(ended))
    channels = tuple(dict.fromkeys(channel for _, one in ready for channel in one.channels))
    ended += [Ended(part.id, "done", delivery.id) for part, _ in ready]
    return Bundle(
        channels,
        ready[0][1].addresses,
        _joined(channels, [one.texts for _, one in ready]),
        _shown(ready),
        tuple(ended),
    )


def _joined(channels: Sequence[str], parts: Sequence[Texts]) -> Texts:
    """One under the other; a part without a text in a language stands there in another."""
    return {
        channel: {
            language: "\n".join(_in(part.get(channel, {}), language) for part in parts)
            for language in dict.fromkeys(one for part in parts for one in part.get(channel, {}))
        }
        for channel in channels
    }


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next((text for text in texts.values() if text), "")


def _shown(ready: Sequence[tuple[Delivery, Ready]]) -> tuple[Mapping[str, Json], ...]:
    return tuple(
        {
            "message": part.name,
            "entity": part.entity,
            "record": part.record,
            "text": dict(one.texts.get("app", {})),
        }
        for part, one in ready
    )
