"""Which of two values stays when two records become one, field by field, and why (E15)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.commands.work import Work
from engine.records.entity import Entity, FieldKind
from engine.values.need import CHANGED, LoadNeed
from engine.values.plain import Value
from engine.values.record import Record

_NEVER: Mapping[str, datetime] = {}


@dataclass(frozen=True, slots=True)
class Won:
    """The value that stays. ``source``: survivor, loser or both.

    ``why``: ``keep`` (the survivor's stays), ``newest`` (it was changed last), ``both`` (the two are put together), ``only``
    (the other has none). ``changed``: whose -> when the value was changed last (UTC), where that decides.
    """

    value: Value
    source: str
    why: str
    changed: Mapping[str, datetime | None] = field(default_factory=dict[str, "datetime | None"])


def winners(work: Work, entity: Entity, survivor: Record, loser: Record) -> dict[str, Won]:
    """For each field whose two values differ, the one that stays; lists of rows are moved elsewhere."""
    rules = {
        name: how
        for name, how in (entity.merge or {}).items()
        if entity.fields[name].kind is not FieldKind.LINES
    }
    mine, other = _changed(work, survivor, loser) if "newest" in rules.values() else (_NEVER, _NEVER)
    found: dict[str, Won] = {}
    for name, how in rules.items():
        values = survivor.values.get(name), loser.values.get(name)
        if values[0] != values[1]:
            found[name] = _one(how, *values, {"survivor": mine.get(name), "loser": other.get(name)})
    return found


def _one(how: str, mine: Value, other: Value, changed: Mapping[str, datetime | None]) -> Won:
    if mine is None or other is None:
        return Won(other, "loser", "only") if mine is None else Won(mine, "survivor", "only")
    if how == "both" and isinstance(mine, tuple) and isinstance(other, tuple):
        together = (*mine, *(one for one in other if one not in mine))
        return Won(together, "both" if together != mine else "survivor", "both")
    if how != "newest":
        return Won(mine, "survivor", "keep")
    ours, theirs = changed["survivor"], changed["loser"]
    if theirs is not None and (ours is None or theirs > ours):
        return Won(other, "loser", "newest", changed)
    return Won(mine, "survivor", "newest", changed)


def _changed(work: Work, *records: Record) -> list[Mapping[str, datetime]]:
    """When each field of these records was changed last, as history tells it."""
    work.read.ahead([LoadNeed(CHANGED, one.id) for one in records])
    found: list[Mapping[str, datetime]] = []
    for one in records:
        row = work.record(CHANGED, one.id)
        values = row.values.items() if row is not None else ()
        found.append({name: at for name, at in values if isinstance(at, datetime)})
    return found
