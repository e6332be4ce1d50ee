"""How often something may be tried: counted before anything costly is done, in a bounded memory."""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime, timedelta

_REMEMBERED = 100_000


class Tries:
    """At most ``most`` tries per key within ``window``; a try that is not allowed does not count."""

    def __init__(self, most: int, window: timedelta) -> None:
        """Nothing has been tried yet."""
        self._most = most
        self._window = window
        self._seen: OrderedDict[Hashable, list[datetime]] = OrderedDict()

    def wait(self, key: Hashable, now: datetime) -> timedelta | None:
        """Count a try; or how long to wait until the next one is allowed."""
        recent = [at for at in self._seen.pop(key, ()) if at > now - self._window]
        allowed = len(recent) < self._most
        if allowed:
            recent.append(now)
        self._seen[key] = recent
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return None if allowed else recent[0] + self._window - now

    def forget(self, key: Hashable) -> None:
        """Begin anew for a key: it turned out to be right."""
        self._seen.pop(key, None)
