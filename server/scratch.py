"""What scenarios and parts of samples are played on."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from engine.ports.store import Store


class Scratch(Store, Protocol):
    """A store to try things in, which can go back to what it was."""

    async def remember(self) -> None:
        """Keep everything as it is now."""
        ...

    async def restore(self) -> None:
        """Be as it was when it was told to remember."""
        ...


OpenScratch = Callable[[], Awaitable[Scratch]]
