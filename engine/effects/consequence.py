"""What taking a transition brings about, as far as it can be said before it is taken."""

from dataclasses import dataclass

from engine.effects.effect import Effect


@dataclass(frozen=True, slots=True)
class Consequence:
    """``entered`` and ``left``: states and groups it may enter or leave; ``effects``: all that may then happen.

    ``guarded``: a condition may forbid it.
    """

    entered: frozenset[str]
    left: frozenset[str]
    effects: tuple[Effect, ...]
    guarded: bool
