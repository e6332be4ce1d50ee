"""Diagnostics as people and programs read them: lines of text and JSON, with line and column."""

from collections.abc import Iterable, Iterator
from typing import Any

from engine.diagnostics.problem import Diagnostic
from engine.packs.files import Files
from engine.values.json_text import nearest_offset, place, positions

_SEVERITIES = {
    "en": {"error": "error", "warning": "warning", "hint": "hint"},
    "zh-CN": {"error": "错误", "warning": "警告", "hint": "提示"},
}


def as_lines(diagnostics: Iterable[Diagnostic], files: Files, language: str) -> list[str]:
    """One line each: ``file:line:column: error packs.code: message (hint)``; ``language`` is ``en`` or ``zh-CN``."""
    words = _SEVERITIES["zh-CN" if language.startswith("zh") else "en"]
    lines: list[str] = []
    for one, line, column in located(diagnostics, files):
        hint = one.hint(language)
        where = f"{one.file}:{line}:{column}: " if one.file else ""
        lines.append(
            f"{where}{words[one.severity]} {one.code}: {one.text(language)}{f' ({hint})' if hint else ''}"
        )
    return lines


def as_json(diagnostics: Iterable[Diagnostic], files: Files) -> list[dict[str, Any]]:
    """One object each: code, severity, file, pointer, line, column, and the sentence and the cure in both languages."""
    return [
        {
            "code": one.code,
            "severity": one.severity.value,
            "file": one.file,
            "pointer": one.pointer,
            "line": line,
            "column": column,
            "text": {language: one.text(language) for language in _SEVERITIES},
            "hint": {language: hint for language in _SEVERITIES if (hint := one.hint(language))},
            "suggestion": one.data.get("suggestion"),
        }
        for one, line, column in located(diagnostics, files)
    ]


def located(diagnostics: Iterable[Diagnostic], files: Files) -> Iterator[tuple[Diagnostic, int, int]]:
    """Each diagnostic with line and column (from 1); (1, 1) where its file is no text."""
    texts: dict[str, tuple[str, dict[str, int]]] = {}
    for one in diagnostics:
        line, column = one.data.get("line"), one.data.get("column")
        if isinstance(line, int):
            yield one, line, column if isinstance(column, int) else 1
            continue
        if one.file not in texts:
            text = files.get(one.file, b"").decode(errors="replace")
            texts[one.file] = (text, positions(text))
        text, offsets = texts[one.file]
        yield one, *place(text, nearest_offset(offsets, one.pointer))
