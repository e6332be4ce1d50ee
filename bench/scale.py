"""How much is measured."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Scale:
    """``rows``: records that are there; each round lasts ``seconds`` on each side."""

    rows: int
    rounds: int
    seconds: float
    clients: tuple[int, ...]
    imported: int

    def with_rows(self, rows: int) -> "Scale":
        """The same with another number of records."""
        return replace(self, rows=rows)
