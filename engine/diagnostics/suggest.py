"""Did you mean: the nearest of the names that exist."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name most like ``name``, or None when none is near (similarity below 0.6, as in difflib)."""
    found = get_close_matches(name, [*names], n=1, cutoff=0.6)
    return found[0] if found else None
