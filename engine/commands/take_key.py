"""Take a key for something that is made of many commands: with another content the same key is refused before any of them runs."""

from dataclasses import dataclass

from engine.facts.ask import SceneAsk
from engine.ports.store import Reader
from engine.values.record import Decision


@dataclass(frozen=True, slots=True)
class TakeKey(SceneAsk):
    """Nothing but the key that it is submitted with."""


def take_key(_asked: TakeKey, _read: Reader) -> Decision:
    """Change nothing; what refuses is the key itself, when it was used for something else."""
    return Decision({})
