"""Take a key for something that is made of many commands: with another content the same key is refused before any of them runs."""

from dataclasses import dataclass
from datetime import datetime

from engine.facts.scene import Scene
from engine.ports.store import Reader
from engine.values.record import Decision


@dataclass(frozen=True, slots=True)
class TakeKey:
    """Nothing but the key that it is submitted with."""

    scene: Scene

    @property
    def now(self) -> datetime:
        """The moment of the ask (aware)."""
        return self.scene.now

    @property
    def sure(self) -> tuple[tuple[str, str], ...]:
        """No records are needed."""
        return ()


def take_key(_asked: TakeKey, _read: Reader) -> Decision:
    """Change nothing; what refuses is the key itself, when it was used for something else."""
    return Decision({})
