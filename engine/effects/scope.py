"""Where effects stand: the record they are about, the names they may use, and what has been found so far."""

from dataclasses import dataclass, replace

from engine.conditions.names import Names
from engine.effects.findings import Findings
from engine.effects.paths import entity_at
from engine.effects.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Scope:
    """One place with effects. ``entity`` is the kind of the record they act on; ``inside``: within an ``each``.

    ``task``: within a deadline of a task. ``final``: of a transition that always leads to a final state.
    """

    entity: str
    names: Names
    around: Surroundings
    findings: Findings
    inside: bool = False
    task: bool = False
    final: bool = False

    @property
    def step(self) -> bool:
        """Whether it is a deadline of a step of an approval."""
        return bool(self.names.step and self.names.event) and not self.inside

    def target(self, on: str | None, at: str) -> str | None:
        """The entity of the record that ``on`` reaches (None: this one); None when reported."""
        if on is None:
            return self.entity
        return entity_at(on, self.entity, self.around, self.findings, at + "/on")

    def row(self, entity: str) -> "Scope":
        """The scope inside an ``each``: plain names are the row's, ``record.`` is the record of the event."""
        return replace(
            self, entity=entity, names=replace(self.names, entity=entity, outer=self.entity), inside=True
        )
