"""Where effects stand: the record they are about (or none), the names they may use, and what has been found so far."""

from dataclasses import dataclass, replace

from engine.conditions.names import Names
from engine.effects import problems
from engine.effects.findings import Findings
from engine.effects.paths import entity_at
from engine.effects.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Scope:
    """One place with effects.

    ``entity`` is the kind of the record they act on (None: the event is about none); ``inside``: within an ``each``, or a
    ``find`` of another record than the event's. ``walks``: whether all records of an entity may be gone through here.
    ``task``: within a deadline of a task. ``final``: of a transition that always leads to a final state.
    """

    entity: str | None
    names: Names
    around: Surroundings
    findings: Findings
    inside: bool = False
    walks: bool = False
    task: bool = False
    final: bool = False

    @property
    def step(self) -> bool:
        """Whether it is a deadline of a step of an approval."""
        return bool(self.names.step and self.names.event) and not self.inside

    def record(self, at: str) -> str | None:
        """The entity of the record at hand; None after reporting that there is none."""
        if self.entity is None:
            self.findings.report(problems.NO_RECORD, at)
        return self.entity

    def target(self, on: str | None, at: str) -> str | None:
        """The entity of the record that ``on`` reaches (None: this one); None when reported."""
        here = self.record(at if on is None else at + "/on")
        if on is None or here is None:
            return here
        return entity_at(on, here, self.around, self.findings, at + "/on")

    def row(self, entity: str, *, inside: bool = True) -> "Scope":
        """The scope inside an ``each``: plain names are the row's, ``record.`` is the record of the event."""
        names = replace(self.names, entity=entity, outer=self.entity)
        return replace(self, entity=entity, names=names, inside=inside, walks=False)
