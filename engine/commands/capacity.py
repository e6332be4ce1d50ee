"""More room: a record that says how much there is was changed, and those who wait move up in the same command (E8)."""

from engine.commands.effects import Verbs
from engine.commands.waiting import in_line, take_next
from engine.commands.work import Key, Work
from engine.facts.units import key_text, row_id
from engine.limits.limit import USAGE, Capacity


def move_into_more_room(work: Work, verbs: Verbs) -> list[Key] | None:
    """Take ``next`` on the first that waits where this command has changed the most; None when there is none.

    Returns the keys of what that touched. To be called again until nobody moves any more.
    """
    book = work.scene.release.limits.capacity
    for (entity, id), base in list(work.bases.items()) if book else ():
        record = work.overlay[entity, id]
        for one in book.get(entity, ()) if base is not None and record is not None else ():
            if base is None or record is None:
                continue
            if all(base.values.get(name) == record.values.get(name) for name in one.fields):
                continue
            value = f"{entity}/{id}" if one.several else id
            _write_counter(work, one, value)
            waiting = in_line(work, one.limit, one.source, {one.link: value})
            moved = take_next(work, one.limit, one.source, waiting, verbs)
            if moved is not None:
                return moved
    return None


def _write_counter(work: Work, one: Capacity, value: str) -> None:
    """Write the counter, so that nobody begins to wait, on what there was before, while there is more room unseen."""
    if one.source.fields != (one.link,):
        return  # of a longer key only those counters are known at which somebody waits; moving up writes theirs
    counted = key_text((value,))
    row = row_id(one.limit.id, counted)
    work.record(USAGE, row)
    work.keep(USAGE, row, {"limit_id": one.limit.id, "counted": counted, "units": ()})
