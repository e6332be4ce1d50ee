"""Pools as a release holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.conditions.compiled import Computed
from engine.values.plain import Label

STAY = "_pool_stay"
"""The name under which a reader gives the last stay of a record in a pool; its id is ``entity/record``."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Records that nobody owns.

    ``claim`` and ``managed_by`` are refs of transitions (``order.take``). ``waits``: how long the last owner may not claim.
    ``limits``: ids of limits that a claim takes from. ``shows``: the fields that whoever may claim sees before.
    """

    id: str
    label: Label
    entity: str
    claim: str
    limits: tuple[str, ...] = ()
    waits: Computed | None = None
    managed_by: str | None = None
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PoolBook:
    """All pools, by id and by the transition that claims from them; ``states``: pool -> the states it consists of."""

    pools: Mapping[str, Pool] = field(default_factory=dict[str, Pool])
    claims: Mapping[str, tuple[Pool, ...]] = field(default_factory=dict[str, tuple[Pool, ...]])
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


def pool_book(pools: Mapping[str, Pool], states: Mapping[str, tuple[str, ...]]) -> PoolBook:
    """The pools of a release."""
    claims: dict[str, tuple[Pool, ...]] = {}
    for _, pool in sorted(pools.items()):
        claims[pool.claim] = (*claims.get(pool.claim, ()), pool)
    return PoolBook(dict(sorted(pools.items())), claims, states)
