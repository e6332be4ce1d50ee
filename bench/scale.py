"""How much is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """``rows``: records that are there; each round lasts ``seconds`` on each side; ``due``: timers of one storm, beside ``pending``.

    ``sample``: the one of the training school that is played; ``screens``: how often each screen is loaded in a browser.
    """

    rows: int
    rounds: int
    seconds: float
    clients: tuple[int, ...]
    imported: int
    pending: int
    due: int
    sample: str
    screens: int = 0
