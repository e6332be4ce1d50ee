"""A value that a cache finds by a key, because the value itself is large or cannot be hashed (a release, a form)."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Held = TypeVar("Held")


class Keyed(Generic[Held]):
    """Two are equal when their keys are; the first one that was met is the one that is kept."""

    __slots__ = ("key", "value")

    def __init__(self, key: Hashable, value: Held) -> None:
        """``key`` must name ``value`` for good: the id of a release, not of something that changes."""
        self.key = key
        self.value = value

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyed) and bool(other.key == self.key)
