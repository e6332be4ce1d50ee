"""Labels: whether what people read is there in every language of the pack."""

from collections.abc import Iterable

from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects import problems
from engine.values.plain import Label


def check_label(label: Label, locales: Iterable[str], at: str = "/label") -> list[Diagnostic]:
    """A warning for each language of the pack in which the text is missing or empty.

    ``at`` is the JSON Pointer of the label; a missing language is reported at the language's place below it.
    """
    return [
        Diagnostic(problems.NO_TRANSLATION, at + pointer(locale), data={"locale": locale})
        for locale in locales
        if not label.get(locale, "").strip()
    ]
