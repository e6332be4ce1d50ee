"""Who decides in one's place: the standing delegation of whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.facts.ask import SceneAsk
from engine.facts.holders import DELEGATION
from engine.ports.store import Reader
from engine.records.present import present
from engine.values.need import Sure
from engine.values.plain import Json, Value


@dataclass(frozen=True, slots=True)
class DelegationAsk(SceneAsk):
    """That of the scene's actor."""

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        person = self.scene.actor.person
        return () if person is None else ((DELEGATION, person),)


def delegation(asked: DelegationAsk, read: Reader) -> dict[str, Json]:
    """``{person, to, since, until, reason}``; ``to`` is null when nobody stands in."""
    person = asked.scene.actor.person
    row = read.record(DELEGATION, person) if person is not None else None
    values: Mapping[str, Value] = row.values if row else {}
    told: dict[str, Json] = {name: present(values.get(name)) for name in ("since", "until", "reason")}
    return {"person": person, "to": present(values.get("delegate")), **told}
