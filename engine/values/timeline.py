"""A value that changes from one day to the next: what a company has set for later, and what it had set before."""

from dataclasses import dataclass
from datetime import date

from engine.values.plain import Value


@dataclass(frozen=True, slots=True)
class Timeline:
    """Values with the first local day on which each holds (None: since ever), in the order of their days.

    No value is absent: before the first day there is none at all.
    """

    entries: tuple[tuple[date | None, Value], ...]

    def on(self, day: date) -> Value:
        """The value in force on a day; None before the first."""
        place = self._place(day)
        return None if place < 0 else self.entries[place][1]

    def alike(self, first: date, last: date) -> bool:
        """Whether the same value is in force on both days and between them."""
        return self._place(first) == self._place(last)

    def _place(self, day: date) -> int:
        begun = sum(1 for start, _ in self.entries if start is None or start <= day)
        return begun - 1


Setting = Value | Timeline
"""What has been set: one value since ever, or a timeline."""
