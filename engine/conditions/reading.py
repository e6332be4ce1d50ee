"""One reading of one source: what was found wrong, and how much it may still cost.

Every reader takes a ``Reading`` and a JSON Pointer relative to the source; it returns None where it has already
reported why, so that the rest is read all the same.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from engine.conditions.names import Names
from engine.conditions.problems import TOO_DEEP, TOO_LARGE
from engine.conditions.tree import Condition, ValueNode
from engine.diagnostics.problem import Diagnostic, Problem
from engine.diagnostics.suggest import nearest
from engine.values.plain import Json

MAX_DEPTH = 32
MAX_NODES = 500
_MAX_FAULTS = 100
_MAX_SUGGESTIONS = 30
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Parsed:
    """A condition, or why there is none: ``tree`` is None exactly when ``diagnostics`` holds an error."""

    tree: Condition | None
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])


@dataclass(frozen=True, slots=True)
class ParsedValue:
    """A value, or why there is none: ``node`` is None exactly when ``diagnostics`` holds an error."""

    node: ValueNode | None
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])


ReadCondition = Callable[[Json, Names, "Reading", str], Condition | None]


class Reading:
    """Collects faults and counts nodes.

    ``condition`` reads a nested condition: it is handed down, so that files that need one another's readers need not
    import one another.
    """

    def __init__(self, condition: ReadCondition) -> None:
        """Start with nothing found."""
        self.condition = condition
        self.diagnostics: list[Diagnostic] = []
        self._nodes = 0
        self._depth = 0
        self._suggestions = 0

    def fault(self, problem: Problem, pointer: str, **data: Json) -> None:
        """Report a fault; long texts in ``data`` are cut."""
        if len(self.diagnostics) < _MAX_FAULTS:
            shown = {
                name: value[:_SHOWN] if isinstance(value, str) else value for name, value in data.items()
            }
            self.diagnostics.append(Diagnostic(problem, pointer, data=shown))

    def unknown(self, problem: Problem, pointer: str, name: str, known: Iterable[str], **data: Json) -> None:
        """Report a name that does not exist, with the nearest that does."""
        suggestion = None
        if self._suggestions < _MAX_SUGGESTIONS and len(name) <= _SHOWN:
            self._suggestions += 1
            suggestion = nearest(name, known)
        self.fault(problem, pointer, name=name, **data, **({"suggestion": suggestion} if suggestion else {}))

    def enter(self, pointer: str) -> bool:
        """Go one level down; False (and reported) when that is too deep or too much. Pair with ``leave``."""
        self._depth += 1
        self._nodes += 1
        if self._depth > MAX_DEPTH:
            self.fault(TOO_DEEP, pointer, limit=MAX_DEPTH)
        elif self._nodes == MAX_NODES + 1:
            self.fault(TOO_LARGE, pointer, limit=MAX_NODES)
        return self._depth <= MAX_DEPTH and self._nodes <= MAX_NODES

    def leave(self) -> None:
        """Come back up."""
        self._depth -= 1
