"""Takes everything and sends nothing: the adapter of a house that has no way to the outside yet.

What it took stands in the outbox (its answer), where whoever runs the house may look at it; with a stream it is also
written there, one line of JSON each. An effect that comes twice is taken once.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict
from typing import TextIO

import orjson

from engine.ports.effects import Delivered, NotDelivered, OnUnknown, Outgoing
from engine.values.plain import Json

_REMEMBERED = 10_000


class Sink:
    """Fulfils ``engine.ports.effects.Effects``."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """``stream``: where each effect is told, such as standard error; None tells nobody."""
        self._stream = stream
        self._taken: OrderedDict[str, None] = OrderedDict()
        self._answers: dict[str, Mapping[str, Json] | NotDelivered] = {}

    def answer(self, call: str, said: Mapping[str, Json] | NotDelivered | None) -> None:
        """What a call is to answer from now on (None: nothing), or that it fails: for tests and demonstrations."""
        if said is None:
            self._answers.pop(call, None)
        else:
            self._answers[call] = said

    async def deliver(self, outgoing: Outgoing) -> Delivered | NotDelivered:
        """Take it. A message without a text or an address could not have gone out."""
        if outgoing.kind != "call" and not (outgoing.address and outgoing.text):
            return NotDelivered("there is no address or no text", again=False)
        said = self._answers.get(outgoing.name) if outgoing.kind == "call" else None
        if isinstance(said, NotDelivered):
            return said
        repeated = outgoing.id in self._taken
        if not repeated:
            self._remember(outgoing)
        return Delivered(f"sink/{outgoing.id}", repeated=repeated, answer=said)

    def on_unknown(self, outgoing: Outgoing) -> OnUnknown:
        """Once more: it knows what it has taken."""
        return "retry"

    async def close(self) -> None:
        """Nothing is left open."""

    def _remember(self, outgoing: Outgoing) -> None:
        self._taken[outgoing.id] = None
        if len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)
        if self._stream is not None:
            self._stream.write(orjson.dumps(asdict(outgoing)).decode() + "\n")
            self._stream.flush()
