"""Choosing one of several: in turn, or in turn by weight. Pure; what is remembered goes in and comes out."""

from collections.abc import Mapping, Sequence
from decimal import Decimal


def turn_order(people: Sequence[str], last: str | None) -> list[str]:
    """The people by id, beginning behind the one who was last: whoever comes first has waited the longest."""
    ordered = sorted(people)
    return [one for one in ordered if last is not None and one > last] + [
        one for one in ordered if last is None or one <= last
    ]


def weigh(weights: Mapping[str, Decimal], earned: Mapping[str, Decimal]) -> tuple[str, dict[str, Decimal]]:
    """The next by weight, and what is remembered for the one after.

    Each earns its weight at every choice, and the one chosen pays for all (smooth weighted round robin): after as many
    choices as the weights add up to, each was chosen just as often as its weight says. ``weights`` are above 0 and not
    empty; what others have earned stays as it is.
    """
    now = {one: earned.get(one, Decimal(0)) + weight for one, weight in weights.items()}
    chosen = max(sorted(now), key=lambda one: now[one])
    now[chosen] -= sum(weights.values(), Decimal(0))
    return chosen, {**earned, **now}
