"""Move the timers of a record to a new release: what a publish does for records in flight (A27)."""

from dataclasses import dataclass

from engine.commands.timing import move_timers
from engine.commands.work import Work
from engine.facts.answers import answering
from engine.facts.ask import OneRecordAsk
from engine.packs.release import Release
from engine.ports.store import Reader
from engine.values.record import Decision
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class MoveTimers(OneRecordAsk):
    """``former`` is the release that was live before."""

    former: Release


@answering
def move_timers_of(asked: MoveTimers, read: Reader) -> Decision | Refusal:
    """Start what is new, end what is gone and move what is due at another moment; the record itself stays as it is."""
    work = Work(asked.scene, read)
    record = work.record(asked.entity, asked.id)
    if record is not None:
        move_timers(work, record, asked.former)
    return work.decision({"timers": len(work.timers)})
