"""A template becomes parts: markup as it stands, places and sections checked and typed once.

The language is no more than ``{{path|filter}}``, ``{{@version}}``, ``{{#if name}} … {{else}} … {{/if}}`` and
``{{#each name}} … {{/each}}``. Conditions and lists have their names in the document's JSON file, where they are
written in the one language of conditions; a template computes nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from engine.conditions.compiled import Guard
from engine.conditions.names import Names
from engine.diagnostics.problem import Problem
from engine.documents import problems
from engine.documents.document import Each, If, Own, Part, Parts, RowNumber, Rows
from engine.effects.check_places import Place, PlaceProblems, check_place
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.records.telling import stand_in

MAX_TEXT = 200_000
MAX_PLACES = 1_000
MAX_DEPTH = 6
PLACE = re.compile(r"\{\{([^{}]*)\}\}")
_STRAY = re.compile(r"\{\{|\}\}")
TOLD = PlaceProblems(
    problems.BROKEN_PLACE,
    problems.UNKNOWN_FILTER,
    problems.FILTER_NOT_FOR,
    problems.SHOWS_ID,
    problems.SHOWS_SENSITIVE,
)
_ROW = "row"


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names of a template mean."""

    names: Names
    around: Surroundings
    conditions: Mapping[str, Guard | None]
    lists: Mapping[str, Rows | None]


@dataclass(slots=True)
class _Section:
    """An open ``if`` or ``each``, with what has been read of it."""

    word: str
    line: int
    head: Guard | Place | Rows | None = None
    parts: list[Part] = field(default_factory=list[Part])
    then: list[Part] | None = None  # what stood before {{else}}


def read_template(text: str, scope: Scope, findings: Findings, at: str = "") -> Parts:
    """The parts of a template; what is wrong with it is reported with its lines, and then left out."""
    if len(text) > MAX_TEXT:
        findings.report(problems.TOO_LONG, at, limit=MAX_TEXT)
        return ()
    pieces = PLACE.split(text)
    if len(pieces) // 2 > MAX_PLACES:
        findings.report(problems.TOO_MANY_PLACES, at, limit=MAX_PLACES)
        return ()
    return _Reading(scope, findings, at).read(pieces)


class _Reading:
    """One template while it is read, from its begin to its end."""

    def __init__(self, scope: Scope, findings: Findings, at: str) -> None:
        self._scope, self._findings, self._at = scope, findings, at
        self._line = 1
        self._open = [_Section("", 1)]

    def read(self, pieces: list[str]) -> Parts:
        """``pieces``: every odd one is what stood between two pairs of braces."""
        for index, piece in enumerate(pieces):
            if index % 2:
                self._located(piece.strip())
            elif stray := _STRAY.search(piece):
                before = self._line
                self._line += piece.count("\n", 0, stray.start())
                self._report(problems.BROKEN_PLACE, piece[stray.start() :].strip()[:40])
                self._line = before
            elif piece:
                self._open[-1].parts.append(piece)
            self._line += piece.count("\n")
        for section in self._open[1:]:
            self._line = section.line
            self._report(problems.NOT_CLOSED, "{{#" + section.word + "}}")
        return tuple(self._open[0].parts)

    def _located(self, said: str) -> None:
        """What stands between two pairs of braces; whatever is wrong with it is told with its line."""
        told = self._findings.diagnostics
        before = len(told)
        self._tag(said)
        told[before:] = [replace(one, data={"line": self._line, **one.data}) for one in told[before:]]

    def _tag(self, said: str) -> None:
        word, _, rest = said.partition(" ")
        match word:
            case "#if":
                self._begin("if", self._condition(rest.strip()))
            case "#each":
                self._begin("each", self._rows(rest.strip()))
            case "else":
                self._otherwise()
            case "/if" | "/each":
                self._end(word[1:])
            case _ if said.startswith("@"):
                self._own(said[1:])
            case _:
                place = self._place(said)
                if place is not None:
                    self._open[-1].parts.append(place)

    def _begin(self, word: str, head: Guard | Place | Rows | None) -> None:
        self._open.append(_Section(word, self._line, head))
        if len(self._open) - 1 == MAX_DEPTH + 1:
            self._findings.report(problems.TOO_NESTED, self._at, limit=MAX_DEPTH)

    def _otherwise(self) -> None:
        section = self._open[-1]
        if section.word != "if" or section.then is not None:
            self._report(problems.UNBALANCED, "{{else}}")
            return
        section.then, section.parts = section.parts, []

    def _end(self, word: str) -> None:
        section = self._open[-1]
        if section.word != word:
            self._report(problems.UNBALANCED, "{{/" + word + "}}")
            return
        self._open.pop()
        before = self._open[-1].parts
        if isinstance(section.head, Rows):
            before.append(Each(section.head, tuple(section.parts)))
        elif section.head is not None:
            then, otherwise = (section.parts, []) if section.then is None else (section.then, section.parts)
            before.append(If(section.head, tuple(then), tuple(otherwise)))

    def _own(self, name: str) -> None:
        if name == _ROW:
            if self._around_row is None:
                self._report(problems.ONLY_IN_EACH, f"@{name}")
            self._open[-1].parts.append(RowNumber())
        elif name in [*Own]:
            self._open[-1].parts.append(Own(name))
        else:
            self._unknown(problems.UNKNOWN_OWN, f"@{name}", [f"@{one}" for one in (*Own, _ROW)])

    def _condition(self, name: str) -> Guard | Place | None:
        """A condition of the document, or else a path: whether there is a value."""
        if name in self._scope.conditions:
            return self._scope.conditions[name]
        head = name.partition(".")[0]
        names = self._names
        known = names.catalogue.entities.get(names.entity or "", {})
        if head not in known and head not in ("record", "parameter"):
            self._unknown(problems.UNKNOWN_CONDITION, name, [*self._scope.conditions, *known])
            return None
        value = self._findings.computed({"field": name}, names, self._at)
        return None if value is None else Place(value, name, "", stand_in(name, value.node.type))

    def _rows(self, name: str) -> Rows | None:
        if self._around_row is not None:
            self._report(problems.EACH_IN_EACH, name)
            return None
        if name not in self._scope.lists:
            self._unknown(problems.UNKNOWN_LIST, name, self._scope.lists)
            return None
        return self._scope.lists[name]

    def _place(self, said: str) -> Place | None:
        if not said or (said.count("|") == 1 and not all(part.strip() for part in said.split("|"))):
            self._report(problems.BROKEN_PLACE, "{{" + said[:40] + "}}")
            return None
        return check_place(said, self._names, self._scope.around, self._findings, self._at, TOLD)

    @property
    def _around_row(self) -> Rows | None:
        return next((one.head for one in self._open if isinstance(one.head, Rows)), None)

    @property
    def _names(self) -> Names:
        rows = self._around_row
        names = self._scope.names
        return names if rows is None else replace(names, entity=rows.entity, outer=names.entity)

    def _report(self, problem: Problem, name: str) -> None:
        self._findings.report(problem, self._at, name=name, line=self._line)

    def _unknown(self, problem: Problem, name: str, known: Iterable[str]) -> None:
        self._findings.unknown(problem, self._at, name, known, line=self._line)
