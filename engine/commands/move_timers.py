"""Move the timers of a record to a new release: what a publish does for records in flight (A27)."""

from dataclasses import dataclass

from engine.commands.move_once import MoveOnce, done_before
from engine.commands.timing import move_timers
from engine.commands.work import Work
from engine.facts.answers import answering
from engine.packs.release import Release
from engine.ports.store import Reader
from engine.values.record import Decision
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class MoveTimers(MoveOnce):
    """``former`` is the release that was live before."""

    former: Release


@answering
def move_timers_of(asked: MoveTimers, read: Reader) -> Decision | Refusal:
    """Start what is new, end what is gone and move what is due at another moment; the record itself stays as it is."""
    work = Work(asked.scene, read)
    record = work.record(asked.entity, asked.id)
    if record is not None and not done_before(work, asked):
        move_timers(work, record, asked.former)
    return work.decision({"timers": len(work.timers)})
