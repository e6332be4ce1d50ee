"""One cell that differs, before its line in the file is known."""

from dataclasses import dataclass

from engine.values.plain import Json, Label


@dataclass(frozen=True, slots=True)
class Cell:
    """``expected`` and ``actual`` as a person compares them; ``reasons``: sentences that belong to it."""

    pointer: str
    what: Label
    expected: Json
    actual: Json
    reasons: tuple[Label, ...] = ()
