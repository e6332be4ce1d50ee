"""How a room looks at facts without knowing where they come from."""

from collections.abc import Mapping
from typing import Protocol

from engine.conditions.needs import Needs


class Look(Protocol):
    """Facts about one record, looked up as they are asked for."""

    def __call__(self, needs: Needs) -> Mapping[str, object]:
        """The facts, holding at least what ``needs`` names."""
        ...

    def value(self, path: str) -> object:
        """One fact; None is absent."""
        ...
