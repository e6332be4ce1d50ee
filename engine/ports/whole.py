"""Rows as they lie in a store, whole: what commands made in one store, laid down in another as what they make elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


class NotCopied(RuntimeError):
    """What was made cannot be laid down elsewhere; the message says why."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How rows differ where they are laid down.

    ``words``: texts and ids, found wherever they stand -> what stands there instead. ``seed``: what the ids of the rows
    themselves are made from anew; an empty one keeps them.
    """

    words: Mapping[str, str] = field(default_factory=dict[str, str])
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything that lay in a store at one moment: table -> key -> row, and where the counters of numbers stood."""

    rows: Mapping[str, Mapping[Any, Sequence[Any]]]
    counters: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came into a store after a mark.

    ``rows``: table -> rows, tables before those that point to them. ``ids``: what was there before and stays the same.
    ``counters``: counter -> (where it stood, how many numbers it gave). ``numbers``: number -> its counter.
    """

    rows: Mapping[str, Sequence[Sequence[Any]]]
    ids: frozenset[str]
    counters: Mapping[str, tuple[int, int]]
    numbers: Mapping[str, str]


class Whole(Protocol):
    """Whole rows of a store that nobody else works in meanwhile."""

    async def mark(self) -> Mark:
        """Everything that lies here now."""
        ...

    async def since(self, mark: Mark) -> Recorded:
        """What has come since then; raises ``NotCopied`` when something that was there has changed."""
        ...

    async def lay(self, recorded: Recorded, moves: Sequence[Moved]) -> int:
        """Lay it down once for each of these; numbers go on from the last one here. Gives how many rows came in.

        Raises ``NotCopied`` where the words of a row cannot be told.
        """
        ...
