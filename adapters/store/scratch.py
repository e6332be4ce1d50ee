"""A store to try things in: it lives as long as its object, and can go back to what it was."""

from adapters.store.sqlite import SqliteDatabase
from adapters.store.store import DatabaseStore


class ScratchStore(DatabaseStore):
    """A SQLite store of its own. Open it with ``start``."""

    def __init__(self) -> None:
        """Nothing is opened yet."""
        self._file = SqliteDatabase("")
        super().__init__(self._file)

    async def remember(self) -> None:
        """Keep everything as it is now."""
        await self._file.remember()

    async def restore(self) -> None:
        """Be as it was when it was told to remember."""
        await self._file.restore()
