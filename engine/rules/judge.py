"""Invariants at the end of a command (C2, A11): which are broken."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from engine.effects.look import Look
from engine.rules.rule import Invariant


def broken(
    invariants: Iterable[Invariant], changed: AbstractSet[str], taken: AbstractSet[str], facts: Look
) -> tuple[Invariant, ...]:
    """The invariants of a record that do not hold at the end of a command, in their order.

    Judged are only those of whose ``fields`` one differs from before the command (``changed``), or of whose ``at`` a
    transition was taken (``taken``: refs): old data does not block unrelated work. ``facts`` are about the record as it
    came out.
    """
    return tuple(one for one in invariants if _judged(one, changed, taken) and not _holds(one, facts))


def _judged(invariant: Invariant, changed: AbstractSet[str], taken: AbstractSet[str]) -> bool:
    return not (changed.isdisjoint(invariant.fields) and taken.isdisjoint(invariant.at))


def concerns(invariant: Invariant, facts: Look) -> bool:
    """Whether an invariant has anything to say about a record as it is."""
    condition = invariant.condition
    return condition is None or condition.test(facts(condition.needs))


def _holds(invariant: Invariant, facts: Look) -> bool:
    return not concerns(invariant, facts) or invariant.holds.test(facts(invariant.holds.needs))
