"""What became of a record that was merged into another (E15)."""

from engine.facts.view import View
from engine.records.entity import Entity
from engine.values.record import Record

MERGE = "_merge"
MERGED, UNDONE = "merged", "undone"
_LONGEST = 32  # a survivor may be merged in its turn, but not round in circles


def merged_into(view: View, entity: Entity, id: str) -> str | None:
    """The record that answers for a merged one: the survivor, or that which the survivor was merged into; else None."""
    if entity.merge is None:
        return None
    found: str | None = None
    for _ in range(_LONGEST):
        row = merge_row(view, found or id)
        if row is None:
            return found
        found = str(row.values["survivor"])
    return found


def merge_row(view: View, loser: str) -> Record | None:
    """What is kept of a merge that stands."""
    row = view.record(MERGE, loser)
    return row if row is not None and row.values.get("state") == MERGED else None
