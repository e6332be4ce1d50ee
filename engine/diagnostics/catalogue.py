"""How a room writes down its part of the catalogue."""

from typing import Protocol

from engine.diagnostics.problem import Problem, Severity


class Say(Protocol):
    """Makes one entry: ``say("slug", english, chinese, (english hint, chinese hint), severity)``."""

    def __call__(
        self,
        slug: str,
        en: str,
        zh: str,
        hint: tuple[str, str] | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """The problem ``<room>.<slug>``."""
        ...


def problems_of(room: str) -> Say:
    """Entries whose codes begin with the name of a room."""

    def say(
        slug: str,
        en: str,
        zh: str,
        hint: tuple[str, str] | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        hints = {"en": hint[0], "zh-CN": hint[1]} if hint else {}
        return Problem(f"{room}.{slug}", {"en": en, "zh-CN": zh}, hints, severity)

    return say
