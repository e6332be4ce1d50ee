"""The catalogue of everything that may be said of a definition or in answer to an ask, gathered from its rooms."""

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import cast

from engine.diagnostics.problem import Problem


def problems_in(modules: Iterable[ModuleType]) -> dict[str, list[Problem]]:
    """Code -> the problems that these modules define under it (one, unless two rooms tell the same thing)."""
    found: dict[str, list[Problem]] = {}
    for module in modules:
        for value in vars(module).values():
            entries = cast("Mapping[str, object]", value).values() if isinstance(value, Mapping) else (value,)
            for one in entries:
                if isinstance(one, Problem) and one not in found.setdefault(one.code, []):
                    found[one.code].append(one)
    return dict(sorted(found.items()))


def page(problems: Mapping[str, Iterable[Problem]]) -> str:
    """The reference page (Markdown): a heading for each code, its sentence and its cure in both languages."""
    parts = [_HEAD]
    room = ""
    for code, told in problems.items():
        if code.partition(".")[0] != room:
            room = code.partition(".")[0]
            parts.append(f"## {room}\n")
        parts.append(f"### {code}\n")
        for one in told:
            parts.append(f"{one.severity.value.capitalize()}.\n")
            parts.extend(_line(one, language) for language in ("en", "zh-CN"))
            parts.append("")
    return "\n".join(parts).rstrip() + "\n"


_HEAD = """# Problems

Every code that a definition, a command or the server may answer with. A code is never given another meaning. Words in braces
are filled in when the sentence is shown. This page is generated from the catalogues in the code.
"""


def _line(one: Problem, language: str) -> str:
    hint = one.hint.get(language)
    return f"- {one.text.get(language, '')}" + (f" *{hint}*" if hint else "")
