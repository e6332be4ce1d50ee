"""Findings: what was found wrong in one file, collected while its parts are read and compiled.

Every reader returns None where it has reported why, so that the rest of the file is read all the same.
"""

from collections.abc import Iterable

from engine.conditions.compiled import Computed, Guard, computed, guard
from engine.conditions.names import Names
from engine.conditions.parse import condition, value
from engine.conditions.types import Type
from engine.diagnostics.problem import Diagnostic, Problem, Severity, inside
from engine.diagnostics.suggest import nearest
from engine.effects.labels import check_label
from engine.values.plain import Json, Label


class Findings:
    """Diagnostics of one file, with the readers of conditions and values that report into them."""

    def __init__(self, locales: Iterable[str] = ()) -> None:
        """``locales``: the languages of the pack, in which every label must exist."""
        self.diagnostics: list[Diagnostic] = []
        self._locales = tuple(locales)

    @property
    def broken(self) -> bool:
        """Whether an error was found, so that the file cannot be compiled."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)

    def report(self, problem: Problem, at: str, **data: Json) -> None:
        """Report a fault at a JSON Pointer."""
        self.diagnostics.append(Diagnostic(problem, at, data=data))

    def unknown(self, problem: Problem, at: str, name: str, known: Iterable[str], **data: Json) -> None:
        """Report a name that does not exist, with the nearest that does."""
        suggestion = nearest(name, known)
        self.report(problem, at, name=name, **data, **({"suggestion": suggestion} if suggestion else {}))

    def known(self, problem: Problem, at: str, name: str, known: Iterable[str], **data: Json) -> bool:
        """Whether a name exists; reported when it does not."""
        names = tuple(known)
        if name in names:
            return True
        self.unknown(problem, at, name, names, **data)
        return False

    def add(self, diagnostics: list[Diagnostic], at: str = "") -> None:
        """Take over what another reader found below a JSON Pointer."""
        self.diagnostics.extend(inside(diagnostics, at))

    def label(self, label: Label, at: str) -> None:
        """Warn of languages in which a label is missing."""
        self.diagnostics.extend(check_label(label, self._locales, at))

    def guard(self, json: Json, names: Names, at: str) -> Guard | None:
        """The compiled condition."""
        parsed = condition(json, names)
        self.add(parsed.diagnostics, at)
        return None if parsed.tree is None else guard(parsed.tree)

    def computed(self, json: Json, names: Names, at: str, wanted: Type | None = None) -> Computed | None:
        """The compiled value, of the type that is wanted (None: any)."""
        parsed = value(json, names, wanted)
        self.add(parsed.diagnostics, at)
        return None if parsed.node is None else computed(parsed.node)
