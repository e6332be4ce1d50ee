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

    def joined(self, other: "Consequence") -> "Consequence":
        """What either of two brings about: they go by one name, and which it is shows only when it is taken."""
        effects = (*self.effects, *other.effects)
        return Consequence(self.entered | other.entered, self.left | other.left, effects, guarded=True)
