"""The catalogue: each kind of fault once, with its code, its severity and its sentences in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

from engine.values.plain import Json, Label, in_language


class Severity(StrEnum):
    """How bad it is: an error stops a publish, a warning wants a yes, a hint is advice."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry of the catalogue.

    ``code`` is ``<room>.<slug>`` and never reused. ``text`` and ``hint`` are sentences with ``{name}`` places that
    are filled from the data of the diagnostic; both exist in ``en`` and ``zh-CN``.
    """

    code: str
    text: Label
    hint: Label = field(default_factory=dict[str, str])
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault that was found, and where.

    ``file`` is the path inside the pack with forward slashes ("" for the pack as a whole), ``pointer`` the JSON
    Pointer into that file; line and column are computed only when shown (``engine.packs``).
    """

    problem: Problem
    pointer: str = ""
    file: str = ""
    data: Mapping[str, Json] = field(default_factory=dict[str, Json])

    @property
    def code(self) -> str:
        """The code of the problem."""
        return self.problem.code

    @property
    def severity(self) -> Severity:
        """The severity of the problem."""
        return self.problem.severity

    def text(self, language: str) -> str:
        """The sentence in ``en`` or ``zh-CN``."""
        return _fill(self.problem.text, language, self.data)

    def hint(self, language: str) -> str:
        """The cure in ``en`` or ``zh-CN``; "" when there is none. A found ``suggestion`` is added as "did you mean"."""
        hint = _fill(self.problem.hint, language, self.data)
        suggestion = self.data.get("suggestion")
        if suggestion:
            meant = (
                f"是不是“{suggestion}”？" if language.startswith("zh") else f'Did you mean "{suggestion}"?'
            )
            return f"{hint} {meant}".strip()
        return hint


def inside(diagnostics: "list[Diagnostic]", pointer: str = "", file: str = "") -> "list[Diagnostic]":
    """The same diagnostics moved below ``pointer`` (and into ``file`` when they name none yet)."""
    return [Diagnostic(d.problem, pointer + d.pointer, d.file or file, d.data) for d in diagnostics]


def _fill(label: Label, language: str, data: Mapping[str, Json]) -> str:
    text = label.get(language) or label.get(language.split("-", maxsplit=1)[0]) or label.get("en", "")
    for name, value in data.items():
        place = "{" + name + "}"
        if place in text:  # other data is for machines, and may be any JSON
            # A word that differs by language is given as a label.
            word = in_language(cast("Label", value), language) if isinstance(value, Mapping) else str(value)
            text = text.replace(place, word)
    return text
