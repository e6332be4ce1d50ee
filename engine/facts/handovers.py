"""What a handover would move, and how far one is: questions about it, for whoever administers."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.facts.ask import SceneAsk
from engine.facts.in_hand import Held, held_by, told_kind
from engine.facts.view import View
from engine.ports.store import Reader
from engine.values.need import Sure
from engine.values.plain import Json
from engine.values.record import Record

HANDOVER = "_handover"
HANDED = "_handed"
MOST_HANDED = 5_000


@dataclass(frozen=True, slots=True)
class HeldAsk(SceneAsk):
    """What this person holds now."""

    person: str

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return (("person", self.person),)


@dataclass(frozen=True, slots=True)
class HandoverAsk(SceneAsk):
    """How far this handover is."""

    id: str

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((HANDOVER, self.id),)


def what_is_held(asked: HeldAsk, read: Reader) -> tuple[Held, ...] | None:
    """Everything the person holds; None when there is no such person."""
    if read.record("person", asked.person) is None:
        return None
    return held_by(View(read), asked.scene, asked.person)


def how_far(asked: HandoverAsk, read: Reader) -> tuple[Record, tuple[Record, ...]] | None:
    """The handover, and what it has handed over or back (at most 5,000 things of each); None when there is none."""
    row = read.record(HANDOVER, asked.id)
    states = ("moved", "back")
    found = [read.find(HANDED, {"handover": asked.id, "state": one}, MOST_HANDED) for one in states]
    return None if row is None else (row, tuple(one for part in found for one in part))


def held_json(held: Sequence[Held]) -> list[Json]:
    """What is held, counted by kind, field and state."""
    return [
        {
            "entity": told_kind(one.entity),
            "field": one.field,
            "state": one.state,
            "count": len(one.records),
            "more": one.more,
        }
        for one in held
    ]
