"""What every command and every question has: the scene it was asked in, and what it is sure to need."""

from dataclasses import dataclass
from datetime import datetime

from engine.facts.scene import Scene
from engine.values.need import Sure


@dataclass(frozen=True, slots=True)
class SceneAsk:
    """Something to decide or to answer."""

    scene: Scene

    @property
    def now(self) -> datetime:
        """The moment of the ask (UTC)."""
        return self.scene.now

    @property
    def sure(self) -> tuple[Sure, ...]:
        """What is needed for certain, loaded before the first run; the rest is found on the way."""
        return ()


@dataclass(frozen=True, slots=True)
class OneRecordAsk(SceneAsk):
    """Something about one record, which is needed for certain."""

    entity: str
    id: str

    @property
    def sure(self) -> tuple[Sure, ...]:
        """The record."""
        return ((self.entity, self.id),)
