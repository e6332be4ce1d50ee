"""Refusals made from the catalogue."""

from collections.abc import Mapping

from engine.diagnostics.problem import Diagnostic, Problem
from engine.values.plain import Json, Label
from engine.values.refusal import Kind, Reason, Refusal


def reason(problem: Problem, data: Mapping[str, Json | Label] | None = None, pointer: str = "") -> Reason:
    """A reason from the catalogue; a datum that is a label is put into each sentence in that language."""
    data = data or {}
    plain = {name: _plain(value) for name, value in data.items()}
    return Reason(problem.code, _filled(problem.text, data), pointer, _filled(problem.hint, data), plain)


def refused(
    kind: Kind, problem: Problem, data: Mapping[str, Json | Label] | None = None, pointer: str = ""
) -> Refusal:
    """A refusal with one reason."""
    return Refusal(kind, (reason(problem, data, pointer),))


def as_reason(found: Diagnostic, pointer: str = "") -> Reason:
    """A fault of something that was sent in (a condition) as a reason, below ``pointer``."""
    languages = ("en", "zh-CN")
    return Reason(
        found.code,
        {language: found.text(language) for language in languages},
        pointer + found.pointer,
        {language: found.hint(language) for language in languages},
    )


def _filled(label: Label, data: Mapping[str, Json | Label]) -> Label:
    filled: dict[str, str] = {}
    for language, sentence in label.items():
        said = sentence
        for name, value in data.items():
            shown = value.get(language, value.get("en", "")) if isinstance(value, Mapping) else value
            said = said.replace("{" + name + "}", str(shown))
        filled[language] = said
    return filled


def _plain(value: Json | Label) -> Json:
    return dict(value) if isinstance(value, Mapping) else value
