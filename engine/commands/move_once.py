"""What a publish does for a record in flight happens once, however often the way through all of them is begun.

A mark is written with what was done, in one transaction; the marks go when the way has come to its end.
"""

from dataclasses import dataclass

from engine.commands.work import Work
from engine.facts.ask import OneRecordAsk
from engine.values.need import Sure

MOVED_ON = "_moved_on"
"""The name under which a reader gives the marks; no entity of a pack can be called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOnce(OneRecordAsk):
    """``once``: by what this is known ("": it may be done again and again)."""

    once: str = ""

    @property
    def sure(self) -> tuple[Sure, ...]:
        """The record, and the mark."""
        record = (self.entity, self.id)
        return (record, (MOVED_ON, self.once)) if self.once else (record,)


def done_before(work: Work, asked: MoveOnce) -> bool:
    """Whether it was done already; else it is marked as done by what is decided now."""
    if not asked.once:
        return False
    before = work.record(MOVED_ON, asked.once) is not None
    if not before:
        work.keep(MOVED_ON, asked.once, {"at": work.scene.now})
    return before
