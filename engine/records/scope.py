"""Where a field stands while it is checked: its entity, the pack around it, and what was found wrong so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.conditions.names import Catalogue, Names
from engine.conditions.types import Type
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, Problem, inside
from engine.records.entity import Field
from engine.records.model import EntityFile
from engine.values.plain import Json, Label


@dataclass(frozen=True, slots=True)
class Around:
    """What an entity must know of the rest of the pack.

    ``files``: every entity of the pack, the built-in ones included. ``states``: entity -> type of its states, with
    ``state_labels``. ``decision_reads``: table -> the fields of its entity that it looks at.
    ``staying``: entities with a state in which a record may stay too long. ``columns``: entity -> the further common
    fields that its workflows bring along.
    """

    catalogue: Catalogue
    files: Mapping[str, EntityFile]
    states: Mapping[str, Type] = field(default_factory=dict[str, Type])
    state_labels: Mapping[str, Mapping[str, Label]] = field(default_factory=dict[str, Mapping[str, Label]])
    decision_reads: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    staying: frozenset[str] = frozenset()
    columns: Mapping[str, Mapping[str, Field]] = field(default_factory=dict[str, dict[str, Field]])


@dataclass(frozen=True, slots=True)
class Scope:
    """One entity under check."""

    entity: str
    around: Around
    found: list[Diagnostic] = field(default_factory=list[Diagnostic])

    def fault(self, problem: Problem, *at: str | int, **data: Json) -> None:
        """Report a fault at these steps below the file."""
        self.found.append(Diagnostic(problem, pointer(*at), data=data))

    def add(self, diagnostics: list[Diagnostic], *at: str | int) -> None:
        """Report what was found in a condition or a value that stands at these steps."""
        self.found.extend(inside(diagnostics, pointer(*at)))

    def names(self, *, actor: bool = False) -> Names:
        """The names of the entity's own record."""
        return Names(self.around.catalogue, self.entity, actor=actor)
