"""What was found a moment ago: so that a burst of requests of one caller asks the database once."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Generic, TypeVar

Found = TypeVar("Found")

KEPT = timedelta(seconds=1)  # how late a change that another process made may be seen
_MOST = 10_000


class Recent(Generic[Found]):
    """Keeps what was found for one second, and forgets all of it as soon as it is told of a change."""

    def __init__(self) -> None:
        """Nothing has been found yet. ``changes``: how often it was told of one."""
        self._kept: OrderedDict[str, tuple[datetime, Found]] = OrderedDict()
        self.changes = 0

    def get(self, key: str, now: datetime) -> Found | None:
        """What was found for a key, if that was just now."""
        found = self._kept.get(key)
        return found[1] if found is not None and now - KEPT < found[0] <= now else None

    def keep(self, key: str, now: datetime, found: Found, changes: int) -> None:
        """Keep it for a moment, unless something has changed since ``changes`` was read: before it was looked for."""
        if changes != self.changes:
            return
        self._kept[key] = (now, found)
        self._kept.move_to_end(key)
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def forget(self) -> None:
        """Something changed."""
        self.changes += 1
        self._kept.clear()
